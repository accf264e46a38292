//! Connections of one kind of use, and how their transactions start.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use sea_orm::QueryResult;
use sqlx::{PgPool, SqlitePool};

use super::failure::is_lost;
use super::lease::Lease;
use super::transaction::Transaction;
use crate::error::{Error, Result};

/// Connections, and how long the database may take over what is asked of them.
#[derive(Clone)]
pub(super) struct Pool {
    connections: Connections,
    /// For the statement that starts a transaction. It does next to nothing: without an answer the connection is dead.
    start: Duration,
    /// For any other statement: a little more than the database allows itself.
    patience: Duration,
}

#[derive(Clone)]
pub(super) enum Connections {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

/// More stale connections than any pool holds: after them comes a fresh one.
const STALE: usize = 32;

impl Pool {
    pub(super) fn new(connections: Connections, start: Duration, patience: Duration) -> Self {
        Self { connections, start, patience }
    }

    /// Starts a transaction with these statements, and gives their rows. A connection that broke while it was idle is
    /// closed and another one taken.
    ///
    /// # Errors
    /// `Overloaded` when no connection is free in time, `Lost` when the database does not answer.
    pub(super) async fn start(&self, sql: &str, count: &Arc<AtomicU64>) -> Result<(Transaction, Vec<QueryResult>)> {
        for _ in 0..STALE {
            let mut lease = self.acquire().await?;
            match tokio::time::timeout(self.start, lease.run(sql)).await {
                Ok(Ok(rows)) => return Ok((Transaction::new(lease, self.patience, count.clone()), rows)),
                Ok(Err(error)) if is_lost(&error) => tracing::debug!(%error, "an idle connection had broken"),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => break,
            }
        }
        Err(Error::Lost)
    }

    async fn acquire(&self) -> Result<Lease> {
        Ok(match &self.connections {
            Connections::Postgres(pool) => pool.acquire().await?.into(),
            Connections::Sqlite(pool) => pool.acquire().await?.into(),
        })
    }

    pub(super) async fn close(&self) {
        match &self.connections {
            Connections::Postgres(pool) => pool.close().await,
            Connections::Sqlite(pool) => pool.close().await,
        }
    }
}
