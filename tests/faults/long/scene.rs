//! A fault under way: what it holds, and how it begins and ends.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use super::mute::Mute;
use super::trouble::Trouble;
use crate::faults::rig::{Disk, Fault, Postgres, Server, Stage};
use crate::support::Backend;

pub struct Scene<'a> {
    stage: &'a Stage,
    on: Backend,
    disk: Option<&'a Disk>,
    server: Option<Server>,
    sessions: Vec<DatabaseConnection>,
    mute: Option<Mute>,
}

const TERMINATE: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'styrgraf'";

impl<'a> Scene<'a> {
    pub fn new(stage: &'a Stage, on: Backend, disk: Option<&'a Disk>, server: Server) -> Self {
        Self { stage, on, disk, server: Some(server), sessions: Vec::new(), mute: None }
    }

    pub async fn begin(&mut self, trouble: Trouble) {
        let stage = self.stage;
        match trouble {
            Trouble::ConnectionsReset => stage.proxy().reset(),
            Trouble::BackendsTerminated => stage.postgres().run(TERMINATE).await,
            Trouble::CommitAnswersCut => stage.proxy().set(Fault::CutCommit),
            Trouble::PostgresRefuses => stage.proxy().set(Fault::Refuse),
            Trouble::NetworkFrozen => stage.proxy().set(Fault::Freeze),
            Trouble::NetworkBlackhole => stage.proxy().set(Fault::Blackhole),
            Trouble::PostgresRestarted => stage.postgres().order("fast"),
            Trouble::PostgresStoppedAtOnce => stage.postgres().order("immediate"),
            Trouble::PostgresKilled => stage.postgres().order("kill"),
            Trouble::PostgresFrozen => stage.postgres().order("freeze"),
            Trouble::NoConnectionLeft => self.take_connections().await,
            Trouble::LockHeld => self.lock().await,
            Trouble::FilesMayNotGrow => self.running().limit_files(Some(3 << 20)),
            Trouble::DiskFull => self.disk.expect("a disk").fill(),
            Trouble::ServerKilled => self.server.take().expect("a server").kill(),
            Trouble::ServerStopped => assert!(self.server.take().expect("a server").terminate()),
            Trouble::ClientsThatNeverRead => self.mute = Some(Mute::start(self.running()).await),
            Trouble::LogUnwritable => {}
        }
    }

    pub async fn end(&mut self, trouble: Trouble) {
        let stage = self.stage;
        match trouble {
            Trouble::PostgresRestarted | Trouble::PostgresStoppedAtOnce | Trouble::PostgresKilled => {
                stage.postgres().order("start");
            }
            Trouble::PostgresFrozen => stage.postgres().order("thaw"),
            Trouble::FilesMayNotGrow => self.running().limit_files(None),
            Trouble::DiskFull => self.make_room(),
            Trouble::ServerKilled | Trouble::ServerStopped => self.server = Some(stage.setup.start()),
            Trouble::LockHeld | Trouble::NoConnectionLeft => {
                for session in self.sessions.drain(..) {
                    let _ = session.close().await;
                }
            }
            Trouble::CommitAnswersCut
            | Trouble::PostgresRefuses
            | Trouble::NetworkFrozen
            | Trouble::NetworkBlackhole => stage.proxy().set(Fault::None),
            _ => {}
        }
    }

    /// What there is to say besides: of clients who do not read.
    pub fn note(&self) -> String {
        self.mute.as_ref().map_or_else(String::new, |mute| format!(" ({mute}, {} MiB)", self.running().peak()))
    }

    fn running(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }

    /// PostgreSQL may have ended, and is started by its operator.
    fn make_room(&self) {
        self.disk.expect("a disk").make_room();
        if self.on == Backend::Postgres {
            self.stage.postgres().order("immediate");
            self.stage.postgres().order("start");
        }
    }

    /// All of them, also those that the server had.
    async fn take_connections(&mut self) {
        let mut options = ConnectOptions::new(Postgres::url(self.stage.postgres().port()));
        options.max_connections(1).sqlx_logging(false).connect_timeout(std::time::Duration::from_secs(1));
        let first = Database::connect(options.clone()).await.expect("a session");
        for _ in 0..3 {
            first.execute_unprepared(TERMINATE).await.expect("a statement");
            while let Ok(session) = Database::connect(options.clone()).await {
                self.sessions.push(session);
            }
        }
        self.sessions.push(first);
    }

    async fn lock(&mut self) {
        let file = self.stage.setup.folder.join("styrgraf.db");
        let (url, sql) = match self.on {
            Backend::Sqlite => (format!("sqlite://{}", file.display()), "BEGIN IMMEDIATE"),
            Backend::Postgres => {
                (Postgres::url(self.stage.postgres().port()), "BEGIN; SELECT 1 FROM ledger_head FOR UPDATE")
            }
        };
        let mut options = ConnectOptions::new(url);
        let session = Database::connect(options.max_connections(1).to_owned()).await.expect("a session");
        session.execute_unprepared(sql).await.expect("a lock");
        self.sessions.push(session);
    }
}
