//! PostgreSQL: every statement, lock and idle transaction has its end, on both sides of the connection.

use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::Connection;

use super::Pools;
use super::pool::{Connections, Pool};
use crate::error::Result;

/// What one use of the database is given.
struct Use {
    connections: u32,
    /// How long one waits for a connection.
    wait: Duration,
    statement_timeout: &'static str,
    lock_timeout: &'static str,
    read_only: bool,
    /// How long a statement may take before the connection is taken for lost.
    patience: Duration,
}

const READ: Use = Use {
    connections: 12,
    wait: Duration::from_secs(3),
    statement_timeout: "8s",
    lock_timeout: "2s",
    read_only: true,
    patience: Duration::from_secs(9),
};

/// Writers follow one another, so a few connections are enough; whoever waits for one waits longer than readers do.
const WRITE: Use = Use {
    connections: 6,
    wait: Duration::from_secs(10),
    statement_timeout: "10s",
    lock_timeout: "6s",
    read_only: false,
    patience: Duration::from_secs(11),
};

const INTERNAL: Use = Use {
    connections: 2,
    wait: Duration::from_secs(2),
    statement_timeout: "8s",
    lock_timeout: "2s",
    read_only: true,
    patience: Duration::from_secs(9),
};

/// The statement that starts a transaction.
const START: Duration = Duration::from_secs(2);

/// The server lets go of a client that is gone within half a minute, and of its locks with it.
const SETTINGS: [(&str, &str); 7] = [
    // Statements are short: to compile one takes longer than to run it.
    ("jit", "off"),
    ("idle_in_transaction_session_timeout", "15s"),
    ("client_min_messages", "error"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "20s"),
];

pub async fn open(url: &str) -> Result<Pools> {
    let (read, write, internal) =
        (connect(url, &READ).await?, connect(url, &WRITE).await?, connect(url, &INTERNAL).await?);
    let pool = |connection: &DatabaseConnection, purpose: &Use| {
        let connections = Connections::Postgres(connection.get_postgres_connection_pool().clone());
        Pool::new(connections, START, purpose.patience)
    };
    Ok(Pools {
        read: pool(&read, &READ),
        write: pool(&write, &WRITE),
        internal: pool(&internal, &INTERNAL),
        reader: read,
        migrator: write,
    })
}

async fn connect(url: &str, purpose: &Use) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(purpose.connections).acquire_timeout(purpose.wait);
    options.sqlx_logging(false).test_before_acquire(false);
    super::unwatched(&mut options);
    let read_only = if purpose.read_only { "on" } else { "off" };
    let own = [
        ("statement_timeout", purpose.statement_timeout),
        ("lock_timeout", purpose.lock_timeout),
        ("default_transaction_read_only", read_only),
    ];
    options.map_sqlx_postgres_opts(move |options| {
        options.application_name("styrgraf").options(SETTINGS.into_iter().chain(own))
    });
    Ok(Database::connect(options).await?)
}

/// Whether the server has no connection to give, or none to this user.
pub async fn is_full(url: &str) -> bool {
    let tried = tokio::time::timeout(START, sqlx::postgres::PgConnection::connect(url)).await;
    let Ok(Err(sqlx::Error::Database(refused))) = tried else { return false };
    refused.code().is_some_and(|code| code == "53300")
}
