//! The connections: one pool on PostgreSQL; on SQLite a pool of readers beside a single writer.

mod postgres;
mod sqlite;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use sea_orm::{ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode};
use sea_orm::{TransactionOptions, TransactionTrait};

use crate::config::Database;
use crate::error::{Error, Result};

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    statements: Arc<AtomicU64>,
    /// For the server's own errands, which are not counted.
    own: DatabaseConnection,
    seen: Arc<Seen>,
}

/// The newest place in the ledger that this process knows of: reads see at least this.
#[derive(Debug, Default)]
pub struct Seen {
    pub installation: OnceLock<String>,
    pub seq: AtomicI64,
}

impl Db {
    /// Opens the pools. An SQLite file is made when it is missing; nothing is migrated.
    ///
    /// # Errors
    /// When the database cannot be reached or opened.
    pub async fn open(database: &Database) -> Result<Self> {
        let (mut read, mut write) = match database {
            Database::Sqlite(file) => sqlite::open(file).await?,
            Database::Postgres(url) => {
                postgres::open(url.expose()).await.map_err(|cause| unreachable(database, &cause))?
            }
        };
        let own = read.clone();
        let statements = Arc::new(AtomicU64::new(0));
        for pool in [&mut read, &mut write] {
            let count = statements.clone();
            pool.set_metric_callback(move |ran| {
                count.fetch_add(1, Ordering::Relaxed);
                // Without its values, which may be somebody's.
                tracing::debug!(sql = ran.statement.sql, "ran");
            });
        }
        Ok(Self { read, write, statements, own, seen: Arc::default() })
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// For reading. On SQLite it cannot write.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For reading on the server's own behalf.
    #[must_use]
    pub fn own_reader(&self) -> &DatabaseConnection {
        &self.own
    }

    #[must_use]
    pub fn seen(&self) -> &Arc<Seen> {
        &self.seen
    }

    /// For the steps of the database, which are no rows and stand in no ledger.
    #[must_use]
    pub fn structure(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Begins a write. SQLite takes its lock at once: a deferred transaction that turns into a write would fail.
    ///
    /// # Errors
    /// `Overloaded` when no connection is free in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let immediate = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> bool {
        self.own.ping().await.is_ok()
    }

    /// How many statements have been run since it was opened, for measuring.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub async fn close(self) {
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

fn unreachable(database: &Database, cause: &Error) -> Error {
    tracing::debug!(%cause, "the database could not be opened");
    Error::BadInput(format!(
        "--database-url ({database}): the database cannot be opened. Is the server running, is there a database of this \
         name, and are the user and the password right? RUST_LOG=debug tells more."
    ))
}

/// Sets no limits to how long a connection may idle or live: with one, the pool keeps a watch over them, which in sqlx
/// 0.9.0 can spin for ever (issue 3645 there).
fn unwatched(options: &mut ConnectOptions) {
    options.idle_timeout(None).max_lifetime(None);
}
