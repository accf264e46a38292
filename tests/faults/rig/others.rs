//! Sessions of others in the same database, and what they hold.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use super::postgres::Postgres;
use super::stage::Stage;
use crate::support::Backend;

pub struct Others(Vec<DatabaseConnection>);

/// Ends the server's sessions.
pub const TERMINATE: &str =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'styrgraf'";

impl Others {
    /// Somebody holds the lock that every write needs.
    pub async fn lock(stage: &Stage, on: Backend) -> Self {
        let (url, sql) = match on {
            Backend::Sqlite => {
                let file = stage.setup.folder.join("styrgraf.db");
                (format!("sqlite://{}", file.display()), "BEGIN IMMEDIATE")
            }
            Backend::Postgres => {
                (Postgres::url(stage.postgres().port()), "BEGIN; SELECT 1 FROM ledger_head FOR UPDATE")
            }
        };
        let session = session(url).await.expect("a session");
        session.execute_unprepared(sql).await.expect("a lock");
        Self(vec![session])
    }

    /// Others have every connection that PostgreSQL allows, also those that the server had.
    pub async fn take_connections(stage: &Stage) -> Self {
        let url = Postgres::url(stage.postgres().port());
        let first = session(url.clone()).await.expect("a session");
        let mut sessions = Vec::new();
        for _ in 0..3 {
            first.execute_unprepared(TERMINATE).await.expect("a statement");
            while let Some(session) = session(url.clone()).await {
                sessions.push(session);
            }
        }
        sessions.push(first);
        Self(sessions)
    }

    pub async fn leave(self) {
        for session in self.0 {
            let _ = session.close().await;
        }
    }
}

async fn session(url: String) -> Option<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false).acquire_timeout(Duration::from_secs(1));
    Database::connect(options).await.ok()
}
