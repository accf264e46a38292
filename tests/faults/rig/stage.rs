//! Everything that one test needs: a folder, a database, perhaps a proxy, and what a server is started with.

use std::path::Path;

use tempfile::TempDir;

use super::client::Client;
use super::disk::Disk;
use super::postgres::Postgres;
use super::proxy::Proxy;
use super::server::{Server, Setup};
use crate::support::Backend;

pub struct Stage {
    pub setup: Setup,
    database: Option<(Postgres, Proxy)>,
    folder: TempDir,
}

impl Stage {
    /// None where PostgreSQL is wanted and not installed.
    pub async fn new(on: Backend) -> Option<Self> {
        match on {
            Backend::Sqlite => Some(Self::build(None)),
            Backend::Postgres => Some(Self::on(Postgres::start()?).await),
        }
    }

    /// On this server, through a proxy.
    pub async fn on(postgres: Postgres) -> Self {
        let proxy = Proxy::start(postgres.port()).await;
        Self::build(Some((postgres, proxy)))
    }

    /// On an SQLite file on this disk. The log is elsewhere.
    pub fn on_disk(disk: &Disk) -> Self {
        let mut stage = Self::build(None);
        stage.setup.log = Some(stage.folder().join("log"));
        disk.path().clone_into(&mut stage.setup.folder);
        stage
    }

    fn build(database: Option<(Postgres, Proxy)>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = database.as_ref().map(|(_, proxy)| Postgres::url(proxy.port()));
        Self { setup: Setup::new(folder.path(), url), database, folder }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    #[track_caller]
    pub fn postgres(&self) -> &Postgres {
        &self.database.as_ref().expect("PostgreSQL").0
    }

    #[track_caller]
    pub fn proxy(&self) -> &Proxy {
        &self.database.as_ref().expect("a proxy").1
    }

    /// A server, and a client that also finds one that is started later.
    pub fn start(&self) -> (Server, Client) {
        let server = self.setup.start();
        let client = server.client();
        (server, client)
    }
}
