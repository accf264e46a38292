//! The one way to read. Nothing is listed, counted, sorted or looked up but through here, and so nothing that the
//! viewer could not open.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use entity::{Columns, Link, Row, Tables};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, LockType, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, DbBackend, EntityTrait, Iterable, QueryResult, QueryTrait, Statement};
use tokio::sync::Mutex;

use super::column::{col, table};
use super::kept_rows::{KeptRows, MOST, Whole};
use super::node::Node;
use super::relation::Relation;
use super::scope::{At, Scope};
use super::sight::Sight;
use super::statement::statement;
use super::visibility::hidden_ids;
use crate::database::{Db, Head, Moment, Snapshot};
use crate::error::{Error, Result};

/// Reads tables for one viewer, all of them in one state of the database.
#[derive(Clone)]
pub struct Rows {
    pub db: Db,
    pub scope: Scope,
    kept: Arc<KeptRows>,
    reading: Arc<Reading>,
}

/// The state that is read: taken when the first row is, so that what reads nothing waits for no connection.
#[derive(Default)]
struct Reading {
    state: Mutex<Option<State>>,
    lost: AtomicBool,
    /// What was read until now, as [`Tables`] in bits.
    tables: AtomicU64,
    /// Whether what was read is not all that the answer shows: it was read in several states, or shows who looks.
    is_own: AtomicBool,
}

/// One state of the database, and when it was.
#[derive(Clone)]
struct State {
    snapshot: Arc<Snapshot>,
    moment: Moment,
}

impl Rows {
    #[must_use]
    pub fn new(db: Db, scope: Scope) -> Self {
        Self { db, scope, kept: Arc::default(), reading: Arc::default() }
    }

    /// With what earlier requests have kept.
    #[must_use]
    pub fn with(self, kept: Arc<KeptRows>) -> Self {
        Self { kept, ..self }
    }

    /// The ledger's head in the state that was read. None: nothing was.
    pub async fn head(&self) -> Option<Head> {
        self.reading.state.lock().await.as_ref().map(|state| state.snapshot.head.clone())
    }

    /// Lets go of the state that was read: the next read sees what has been written since.
    pub async fn renew(&self) {
        self.reading.state.lock().await.take();
        self.set_own();
    }

    /// The answer is this request's alone.
    pub fn set_own(&self) {
        self.reading.is_own.store(true, Ordering::Relaxed);
    }

    /// The tables that the answer follows from, in one state and for all who see the same. None: it is this request's alone.
    #[must_use]
    pub fn tables(&self) -> Option<Tables> {
        let tables = Tables::from_bits(self.reading.tables.load(Ordering::Relaxed));
        (!self.reading.is_own.load(Ordering::Relaxed)).then_some(tables)
    }

    /// Whether the database went away while it was read.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.reading.lost.load(Ordering::Relaxed)
    }

    async fn state(&self) -> Result<State> {
        let mut current = self.reading.state.lock().await;
        if let Some(state) = &*current {
            return Ok(state.clone());
        }
        // Asked before anything is read: a backup that is restored meanwhile starts another.
        let era = self.db.touched().era();
        let snapshot = Arc::new(self.db.snapshot().await?);
        let moment = Moment { era, seq: snapshot.head.seq };
        let state = State { snapshot, moment };
        *current = Some(state.clone());
        Ok(state)
    }

    /// A small table as it is in the state that is read, if it is kept in memory.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept<N: Node>(&self, at: At) -> Result<Option<Whole<N::Row>>> {
        let At::Now = at;
        if !self.keeps::<N>() {
            return Ok(None);
        }
        let found = self.kept.at(self.state().await?.moment, self.db.touched());
        if found.is_some() {
            self.note(Tables::of_type(N::Row::TYPE));
        }
        Ok(found)
    }

    /// A small table, which is read and kept if it is not yet. None: it is too large, or not meant to be kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn whole<N: Node>(&self, at: At) -> Result<Whole<N::Row>> {
        if let Some(kept) = self.kept::<N>(at).await? {
            return Ok(kept);
        }
        if !self.keeps::<N>() {
            return Ok(None);
        }
        let most = self.select::<N>(at).limit(MOST as u64 + 1).take();
        let found = self.fetch::<N::Row>(at, most).await?;
        let whole =
            (found.len() <= MOST).then(|| Arc::new(found.into_iter().map(|row| (row.id(), Arc::new(row))).collect()));
        self.kept.keep(self.state().await?.moment, whole.clone());
        Ok(whole)
    }

    /// Whether a table is small, and the viewer sees all of it.
    fn keeps<N: Node>(&self) -> bool {
        N::IS_KEPT && N::visible(&Sight::of(&self.scope.viewer)).is_empty()
    }

    fn note(&self, tables: Tables) {
        self.reading.tables.fetch_or(tables.bits(), Ordering::Relaxed);
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.db.backend()
    }

    /// The rows of a table that the viewer may see, for `condition` and more to be added.
    #[must_use]
    pub fn select<N: Node>(&self, at: At) -> SelectStatement {
        seen::<N>(at, &Sight::of(&self.scope.viewer))
    }

    /// How many rows of a table the viewer may see.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn number<N: Node>(&self, at: At) -> Result<i64> {
        let sight = Sight::of(&self.scope.viewer).with_hidden(self.backend());
        match N::visibility(&sight).hidden.and_then(hidden_ids::<N::Row>) {
            Some(hidden) => self.total(at, less::<N::Row>(at, hidden)).await,
            None => self.count(at, self.select::<N>(at)).await,
        }
    }

    /// How many rows a select gives.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count(&self, at: At, select: SelectStatement) -> Result<i64> {
        self.total(at, counted(select)).await
    }

    async fn total(&self, at: At, select: SelectStatement) -> Result<i64> {
        self.raw(at, select).await?.first().map_or(Ok(0), |row| Ok(row.try_get("", "total")?))
    }

    /// The same under parents that this request has found visible, about whom it is not asked again.
    #[must_use]
    pub fn select_through<N: Node>(&self, at: At, relation: Relation) -> SelectStatement {
        seen::<N>(at, &Sight::of(&self.scope.viewer).through(relation.column()))
    }

    /// The links of a table, for the nodes that list them to be added: who sees a node sees what it lists.
    #[must_use]
    pub fn links<L: Link>(&self) -> SelectStatement {
        unscoped::<L>()
    }

    /// The rows that fit a condition.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find<N: Node>(&self, at: At, condition: Condition) -> Result<Vec<N::Row>> {
        let mut select = self.select::<N>(at);
        self.fetch(at, select.cond_where(condition).take()).await
    }

    /// Runs a select that gives the rows of a table.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fetch<R: Row>(&self, at: At, select: SelectStatement) -> Result<Vec<R>> {
        rows(&self.raw(at, select).await?, Columns::ALL, 0)
    }

    /// The same with these columns only.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shown<R: Row>(&self, at: At, mut select: SelectStatement, columns: Columns) -> Result<Vec<R>> {
        show::<R>(select.clear_selects(), columns);
        rows(&self.raw(at, select).await?, columns, 0)
    }

    /// Runs a select that gives other columns than a table's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn raw(&self, at: At, select: SelectStatement) -> Result<Vec<QueryResult>> {
        let statement = statement(self.backend(), &select);
        self.note(Tables::named_in(&statement.sql));
        let read = async { finish(&self.state().await?.snapshot.transaction, at, statement).await }.await;
        if matches!(read, Err(Error::Lost)) {
            self.reading.lost.store(true, Ordering::Relaxed);
        }
        read
    }

    /// Rows that fit, as a write sees them: all of them, also those that the viewer may not see. For a write's own look-ups, which say for
    /// each whether the viewer has to see it.
    ///
    /// # Errors
    /// `Conflict` when they are to be locked and others hold them too long.
    pub async fn find_in<R: Row>(
        &self,
        connection: &impl ConnectionTrait,
        condition: Condition,
        lock: bool,
    ) -> Result<Vec<R>> {
        let mut select = unscoped::<R>();
        select.cond_where(condition);
        if lock {
            select.order_by((table::<R>(), "id"), sea_orm::Order::Asc);
            if self.backend() == DbBackend::Postgres {
                select.lock_with_tables(LockType::NoKeyUpdate, [table::<R>()]);
            }
        }
        rows(&finish(connection, At::Now, statement(self.backend(), &select)).await?, Columns::ALL, 0)
    }
}

fn seen<N: Node>(at: At, sight: &Sight<'_>) -> SelectStatement {
    let At::Now = at;
    let mut select = unscoped::<N::Row>();
    select.cond_where(N::visible(sight));
    select
}

/// How many rows a select gives, as `total`.
fn counted(mut select: SelectStatement) -> SelectStatement {
    select.clear_selects().expr_as(Func::count(Expr::col(Asterisk)), "total").take()
}

/// How many rows a table has beside the hidden ones.
fn less<R: Row>(at: At, hidden: SelectStatement) -> SelectStatement {
    let At::Now = at;
    let hidden = counted(Query::select().from_subquery(hidden, "hidden_").take());
    let number = |select: SelectStatement| Expr::SubQuery(None, Box::new(select.into()));
    Query::select().expr_as(number(counted(unscoped::<R>())).sub(number(hidden)), "total").take()
}

/// Runs a select. Every one passes through here: this is where reading as of an earlier revision will put its tables.
async fn finish(connection: &impl ConnectionTrait, at: At, select: Statement) -> Result<Vec<QueryResult>> {
    let At::Now = at;
    Ok(connection.query_all_raw(select).await?)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where a read starts")]
fn unscoped<R: Row>() -> SelectStatement {
    R::Table::find().into_query()
}

/// Asks for some columns of a table, in their order.
pub fn show<R: Row>(select: &mut SelectStatement, columns: Columns) {
    let places = R::Column::iter().enumerate().filter(|(place, _)| columns.has(*place));
    select.exprs(places.map(|(_, column)| col(column)));
}

/// Turns what the database gave into rows: these columns from the `first` value on.
///
/// # Errors
/// When a row does not fit its table.
pub fn rows<R: Row>(found: &[QueryResult], columns: Columns, first: usize) -> Result<Vec<R>> {
    found.iter().map(|row| Ok(R::read(row, columns, first)?)).collect()
}
