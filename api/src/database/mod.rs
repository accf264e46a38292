//! The connections: those that read, those that write, and the server's internal ones.

mod failure;
mod lease;
mod opening;
mod pool;
mod postgres;
mod snapshot;
mod sqlite;
mod sqlite_code;
mod touched;
mod transaction;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectOptions, DatabaseConnection, DbBackend};

use self::pool::Pool;
use crate::config::Database;
use crate::error::{Error, Result};

pub(crate) use self::failure::is_refusal;
pub(crate) use self::opening::{alone, at_start, look_into};
pub use self::snapshot::{Head, Snapshot};
pub use self::touched::{Moment, Touched};
pub use self::transaction::Transaction;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    read: Pool,
    write: Pool,
    /// For what the server itself reads, so that it never waits for requests.
    internal: Pool,
    reader: DatabaseConnection,
    migrator: DatabaseConnection,
    statements: Arc<AtomicU64>,
    touched: Arc<Touched>,
}

/// What a database of either kind opens.
struct Pools {
    read: Pool,
    write: Pool,
    internal: Pool,
    reader: DatabaseConnection,
    migrator: DatabaseConnection,
}

impl Db {
    /// Opens the pools. An SQLite file is made when it is missing; nothing is migrated.
    ///
    /// # Errors
    /// When the database cannot be reached or opened.
    pub async fn open(database: &Database) -> Result<Self> {
        let Pools { read, write, internal, reader, migrator } = match database {
            Database::Sqlite(file) => sqlite::open(file).await?,
            Database::Postgres(url) => match postgres::open(url.expose()).await {
                Ok(pools) => pools,
                Err(_) if postgres::is_full(url.expose()).await => return Err(at_start(database, Error::Overloaded)),
                Err(cause) => return Err(unreachable(database, &cause)),
            },
        };
        Ok(Self { read, write, internal, reader, migrator, statements: Arc::default(), touched: Arc::default() })
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    /// For reading outside requests, which see one state each through [`Db::snapshot`]. It cannot write.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations, which change no rows and are not part of the ledger.
    #[must_use]
    pub fn migrator(&self) -> &DatabaseConnection {
        &self.migrator
    }

    /// Starts a write, with the ledger's head as it is before anything is read. On SQLite it has the lock from the start: one that reads first could not get it later. `BEGIN`
    /// also shows that the connection is in no transaction: SQLite refuses it inside one.
    ///
    /// # Errors
    /// `Overloaded` when no connection is free in time, `Lost` when the database does not answer.
    pub async fn begin(&self) -> Result<(Transaction, Head)> {
        self.start_writing(&self.write).await
    }

    /// How many statements have been run since it was opened, for measuring. Those that start and end a transaction, and the
    /// server's internal ones, are not counted.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// What is known of the commits: which tables were touched since when.
    #[must_use]
    pub fn touched(&self) -> &Touched {
        &self.touched
    }

    /// Closes all connections. A database that does not answer is not waited for.
    pub async fn close(self) {
        // The writer's comes last: when SQLite closes its last connection, and that one may write, it puts all that was
        // written into the one file, which can then be copied.
        let closing = async {
            tokio::join!(self.read.close(), self.internal.close());
            self.write.close().await;
        };
        if tokio::time::timeout(GOODBYE, closing).await.is_err() {
            tracing::warn!("the database did not answer while its connections were closed");
        }
    }
}

/// How long closing may take.
const GOODBYE: std::time::Duration = std::time::Duration::from_secs(2);

fn unreachable(database: &Database, cause: &Error) -> Error {
    tracing::debug!(%cause, "the database could not be opened");
    Error::BadInput(format!(
        "--database-url ({database}): the database cannot be opened. Is the server running, is there a database of this \
         name, and are the user and the password right? RUST_LOG=debug tells more."
    ))
}

/// Keeps no connection open that is not used, and sets no limits to how long one may idle or live. A pool that minds
/// such limits, or a least number of connections, keeps a watch of its own: in sqlx 0.9.0 it can spin for ever (issue
/// 3645 there), and while the network is gone it holds places in the pool for up to five minutes.
fn unwatched(options: &mut ConnectOptions) {
    options.min_connections(0).idle_timeout(None).max_lifetime(None);
}
