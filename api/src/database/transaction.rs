//! A transaction on a connection of its own. What goes wrong in it ends it: nothing more is run, nothing is committed,
//! and a connection that may still be inside it is closed instead of returned.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use tokio::sync::Mutex;

use super::failure::is_lost;
use super::lease::Lease;

/// A transaction. Dropped, it is rolled back.
pub struct Transaction {
    backend: DbBackend,
    /// How long the database may take over one statement before it is taken for lost.
    patience: Duration,
    /// None once it ended, or its connection was closed.
    lease: Mutex<Option<Lease>>,
    /// What went wrong first.
    failure: OnceLock<Arc<sqlx::Error>>,
    statements: Arc<AtomicU64>,
}

/// What a connection is asked to do.
type Work<'l, T> = BoxFuture<'l, Result<T, sqlx::Error>>;

impl Transaction {
    /// Of a connection on which a transaction has just been started.
    pub(super) fn new(lease: Lease, patience: Duration, statements: Arc<AtomicU64>) -> Self {
        let backend = lease.backend();
        Self { backend, patience, lease: Mutex::new(Some(lease)), failure: OnceLock::new(), statements }
    }

    /// Keeps what was written.
    ///
    /// # Errors
    /// What went wrong, now or with an earlier statement. Whether it was kept is then for the caller to find out.
    pub async fn commit(self) -> Result<(), DbErr> {
        let committed = self.ask(|lease| Box::pin(lease.run("COMMIT"))).await;
        // After a COMMIT that failed nobody knows what the connection is in: then it is closed.
        if let (Some(lease), Ok(_)) = (self.lease.lock().await.take(), &committed) {
            lease.give_back().await;
        }
        committed.map(drop)
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// When the database does not answer; it undoes it by itself then.
    pub async fn rollback(self) -> Result<(), DbErr> {
        self.undo().await
    }

    async fn undo(&self) -> Result<(), DbErr> {
        let Some(mut lease) = self.lease.lock().await.take() else { return Ok(()) };
        match tokio::time::timeout(self.patience, lease.run("ROLLBACK")).await {
            Ok(Ok(_)) => lease.give_back().await,
            // SQLite has undone it already after some errors.
            Ok(Err(error)) => tracing::debug!(%error, "a connection was closed because it did not roll back"),
            Err(_) => return Err(query_error(Arc::new(no_answer()))),
        }
        Ok(())
    }

    /// Takes the connection out while it works: if this is cancelled, the connection is closed.
    async fn ask<T>(&self, work: impl for<'l> FnOnce(&'l mut Lease) -> Work<'l, T>) -> Result<T, DbErr> {
        let mut place = self.lease.lock().await;
        if let Some(failure) = self.failure.get() {
            return Err(query_error(failure.clone()));
        }
        let Some(mut lease) = place.take() else { return Err(query_error(Arc::new(sqlx::Error::PoolClosed))) };
        match tokio::time::timeout(self.patience, work(&mut lease)).await.unwrap_or_else(|_| Err(no_answer())) {
            Ok(reply) => {
                *place = Some(lease);
                Ok(reply)
            }
            Err(error) => {
                if !is_lost(&error) {
                    *place = Some(lease);
                }
                Err(query_error(self.failure.get_or_init(|| Arc::new(error)).clone()))
            }
        }
    }

    fn count(&self, statement: &Statement) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        // Without its values, which may be personal.
        tracing::debug!(sql = statement.sql, "runs");
    }
}

fn no_answer() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "the database does not answer"))
}

fn query_error(cause: Arc<sqlx::Error>) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(cause))
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.count(&statement);
        self.ask(|lease| Box::pin(lease.execute(statement))).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.backend, sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.count(&statement);
        self.ask(|lease| Box::pin(lease.query(statement))).await
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(lease) = self.lease.get_mut().take() else { return };
        // Without a runtime the connection is closed, which rolls back as well.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let rest = Self::new(lease, self.patience, self.statements.clone());
        runtime.spawn(async move { rest.undo().await });
    }
}
