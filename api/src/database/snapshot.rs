//! One state of the database, for reading: everything that is read through it belongs to the same revision.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use sea_orm::QueryResult;

use super::Db;
use super::pool::Pool;
use super::transaction::Transaction;
use crate::error::{Error, Result};

/// A state of the database, and its place in the ledger.
pub struct Snapshot {
    pub transaction: Transaction,
    pub head: Head,
}

/// The ledger's last line in some state of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub installation: String,
    pub seq: i64,
    pub hash: String,
}

/// SQLite takes its snapshot with the first row that is read.
const READ: Start = Start { sqlite: "BEGIN", postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
const WRITE: Start = Start { sqlite: "BEGIN IMMEDIATE", postgres: "BEGIN" };

/// How a transaction starts on each database.
struct Start {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Db {
    /// Starts to read one state.
    ///
    /// # Errors
    /// `Overloaded` when no connection is free in time, `Lost` when the database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        self.start_reading(&self.read, &self.statements).await
    }

    /// The same on a connection that no request uses.
    ///
    /// # Errors
    /// `Lost` when the database does not answer.
    pub(crate) async fn internal_snapshot(&self) -> Result<Snapshot> {
        self.start_reading(&self.internal, &Arc::default()).await
    }

    async fn start_reading(&self, pool: &Pool, statements: &Arc<AtomicU64>) -> Result<Snapshot> {
        let (transaction, head) = self.start(pool, READ, statements).await?;
        Ok(Snapshot { transaction, head })
    }

    pub(super) async fn start_writing(&self, pool: &Pool) -> Result<(Transaction, Head)> {
        self.start(pool, WRITE, &self.statements).await
    }

    async fn start(&self, pool: &Pool, start: Start, statements: &Arc<AtomicU64>) -> Result<(Transaction, Head)> {
        let begin = if self.is_postgres() { start.postgres } else { start.sqlite };
        let sql = format!("{begin}; SELECT installation, seq, hash FROM ledger_head WHERE id = 1");
        let (transaction, rows) = pool.start(&sql, statements).await?;
        Ok((transaction, Head::read(rows.first())?))
    }
}

impl Head {
    /// # Errors
    /// When there is none.
    pub fn read(row: Option<&QueryResult>) -> Result<Self> {
        let row = row.ok_or_else(|| {
            Error::internal("the ledger has no head: restore a backup, or run styrgraf migrate if it is new")
        })?;
        let (installation, seq) = (row.try_get("", "installation")?, row.try_get("", "seq")?);
        Ok(Self { installation, seq, hash: row.try_get("", "hash")? })
    }
}
