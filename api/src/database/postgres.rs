//! PostgreSQL: every statement, lock and idle transaction has its end.

use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::Executor;

use crate::error::Result;

const CONNECTIONS: u32 = 16;

const SETTINGS: [(&str, &str); 4] = [
    ("statement_timeout", "10s"),
    ("lock_timeout", "2s"),
    ("idle_in_transaction_session_timeout", "15s"),
    ("client_min_messages", "error"),
];

pub async fn open(url: &str) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(CONNECTIONS).min_connections(1).acquire_timeout(Duration::from_secs(2));
    options.sqlx_logging(false).test_before_acquire_if_idle_for(Duration::from_secs(30));
    super::unwatched(&mut options);
    options.map_sqlx_postgres_opts(|options| options.application_name("styrgraf").options(SETTINGS));
    // A begin() whose caller went away leaves its transaction open, and later writes in it would be lost.
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|connection, _| Box::pin(async move { connection.execute("ROLLBACK").await.map(|_| true) }))
    });
    let pool = Database::connect(options).await?;
    Ok((pool.clone(), pool))
}
