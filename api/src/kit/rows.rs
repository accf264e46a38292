//! The one way to read. Nothing is listed, counted, sorted or looked up but through here, and so nothing that the
//! viewer could not open.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::{Link, Row};
use sea_orm::sea_query::{ExprTrait, LockType, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, DbBackend, EntityTrait, QueryResult, QueryTrait};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::column::{among_ids, col, table};
use super::node::Node;
use super::scope::{At, Scope};
use crate::database::{Db, Head, Snapshot};
use crate::error::{Error, Result};

/// Reads tables for one viewer, all of them in one state of the database.
#[derive(Clone)]
pub struct Rows {
    pub db: Db,
    pub scope: Scope,
    reading: Arc<Reading>,
}

/// The state that is read: taken when the first row is, so that what reads nothing waits for no connection.
#[derive(Default)]
struct Reading {
    snapshot: Mutex<Option<Arc<Snapshot>>>,
    lost: AtomicBool,
}

impl Rows {
    #[must_use]
    pub fn new(db: Db, scope: Scope) -> Self {
        Self { db, scope, reading: Arc::default() }
    }

    /// The ledger's head in the state that was read. None: nothing was.
    pub async fn head(&self) -> Option<Head> {
        self.reading.snapshot.lock().await.as_ref().map(|snapshot| snapshot.head.clone())
    }

    /// Lets go of the state that was read: the next read sees what has been written since.
    pub async fn renew(&self) {
        self.reading.snapshot.lock().await.take();
    }

    /// Whether the database went away while it was read.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.reading.lost.load(Ordering::Relaxed)
    }

    async fn snapshot(&self) -> Result<Arc<Snapshot>> {
        let mut current = self.reading.snapshot.lock().await;
        if let Some(snapshot) = &*current {
            return Ok(snapshot.clone());
        }
        let snapshot = Arc::new(self.db.snapshot().await?);
        *current = Some(snapshot.clone());
        Ok(snapshot)
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.db.backend()
    }

    /// The rows of a table that the viewer may see, for `condition` and more to be added.
    #[must_use]
    pub fn select<N: Node>(&self, at: At) -> SelectStatement {
        let At::Now = at;
        let mut select = unscoped::<N::Row>();
        select.cond_where(N::visible(&self.scope.viewer));
        select
    }

    /// The rows that fit a condition.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find<N: Node>(&self, at: At, condition: Condition) -> Result<Vec<N::Row>> {
        let mut select = self.select::<N>(at);
        self.fetch(select.cond_where(condition)).await
    }

    /// Runs a select that began with [`Rows::select`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fetch<R: Row>(&self, select: &SelectStatement) -> Result<Vec<R>> {
        rows(&self.raw(select).await?)
    }

    /// Runs a select that began with [`Rows::select`] and gives other columns than the table's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn raw(&self, select: &SelectStatement) -> Result<Vec<QueryResult>> {
        let read = async { Ok(self.snapshot().await?.transaction.query_all(select).await?) }.await;
        if matches!(read, Err(Error::Lost)) {
            self.reading.lost.store(true, Ordering::Relaxed);
        }
        read
    }

    /// The rows that fit, as a write sees them, and locked until it ends.
    ///
    /// # Errors
    /// `Conflict` when others hold them too long.
    pub async fn locked<N: Node>(
        &self,
        connection: &impl ConnectionTrait,
        condition: Condition,
    ) -> Result<Vec<N::Row>> {
        let mut select = self.select::<N>(At::Now);
        select.cond_where(condition).order_by((table::<N::Row>(), "id"), sea_orm::Order::Asc);
        if self.backend() == DbBackend::Postgres {
            select.lock_with_tables(LockType::NoKeyUpdate, [table::<N::Row>()]);
        }
        rows(&connection.query_all(&select).await?)
    }

    /// The rows that fit, as a write sees them, without a lock.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn within<N: Node>(
        &self,
        connection: &impl ConnectionTrait,
        condition: Condition,
    ) -> Result<Vec<N::Row>> {
        let mut select = self.select::<N>(At::Now);
        rows(&connection.query_all(select.cond_where(condition)).await?)
    }

    /// The links that these nodes list.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn links<L: Link>(&self, connection: &impl ConnectionTrait, owners: &[Uuid]) -> Result<Vec<L>> {
        let mut select = unscoped::<L>();
        select.and_where(among_ids(self.backend(), col::<L>(L::OWNER), owners.iter().copied()));
        rows(&connection.query_all(&select).await?)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that begins a read")]
fn unscoped<R: Row>() -> SelectStatement {
    R::Table::find().into_query()
}

/// Turns what the database gave into rows.
///
/// # Errors
/// When a row does not fit its table.
pub fn rows<R: Row>(found: &[QueryResult]) -> Result<Vec<R>> {
    found.iter().map(|row| Ok(R::from_query_result(row, "")?)).collect()
}

/// The condition that the row's id is one of these.
#[must_use]
pub fn with_ids<R: Row>(backend: DbBackend, ids: impl IntoIterator<Item = Uuid>) -> Condition {
    Condition::all().add(among_ids(backend, col::<R>("id"), ids))
}

/// The condition that the row's id is this one.
#[must_use]
pub fn with_id<R: Row>(id: Uuid) -> Condition {
    Condition::all().add(col::<R>("id").eq(id))
}
