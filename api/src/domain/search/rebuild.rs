//! The words of rows from before: those that were written before there were words, or when they were made in another way.

use entity::{Row, TABLES, Visitor};
use futures_util::future::BoxFuture;
use sea_orm::sea_query::{ExprTrait, Order, Query};
use sea_orm::{Condition, ConnectionTrait, Statement};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Clock;
use crate::database::Db;
use crate::error::Result;
use crate::kit::column::{col, table};
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::{self, Actor, WriteTx};
use crate::words::VERSION;

/// How many rows are read and written at once.
const BATCH: u64 = 1_000;

/// Makes the words of all rows anew, if they were made in another way or of other texts than now.
///
/// # Errors
/// When the database does not let it.
pub async fn rebuild_words(db: &Db, clock: &Clock) -> Result<()> {
    let made_of = made_of();
    let sql = "SELECT made_of FROM search_state WHERE id = 1";
    let stored = db.reader().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    let stored: Option<String> = stored.map(|row| row.try_get("", "made_of")).transpose()?;
    if stored.as_ref() == Some(&made_of) {
        return Ok(());
    }
    for table in TABLES.iter().filter(|table| !table.searched.is_empty()) {
        if let Some(rebuilding) = entity::visit(table.name, Rebuild { db, clock }) {
            rebuilding.await?;
        }
    }
    finish(db, clock, &made_of).await
}

/// How words are made, and of which texts.
fn made_of() -> String {
    let tables = TABLES.iter().map(|table| format!("{}: {:?}\n", table.name, table.searched));
    hex::encode(Sha256::digest(format!("{VERSION}\n{}", tables.collect::<String>())))
}

struct Rebuild<'a> {
    db: &'a Db,
    clock: &'a Clock,
}

impl<'a> Visitor for Rebuild<'a> {
    type Output = BoxFuture<'a, Result<()>>;

    fn visit<R: Row>(self) -> Self::Output {
        Box::pin(of_table::<R>(self.db, self.clock))
    }
}

async fn of_table<R: Row>(db: &Db, clock: &Clock) -> Result<()> {
    let rows = Rows::new(db.clone(), Scope::system(clock));
    let mut last = Some(Uuid::nil());
    while let Some(after) = last {
        let rows = rows.clone();
        let work = async move |tx: &mut WriteTx| {
            let stored: Vec<R> = rows.find_in(&*tx.connection(), next::<R>(after), true).await?;
            tx.keep_words(&stored).await?;
            Ok(stored.last().map(Row::id))
        };
        (last, _) = ledger::commit(db, clock, &Actor::system(), work).await?;
    }
    Ok(())
}

/// The next rows after an id.
fn next<R: Row>(after: Uuid) -> Condition {
    let mut next = Query::select();
    next.expr(col(R::ID)).from(table::<R>()).and_where(col(R::ID).gt(after)).order_by_expr(col(R::ID), Order::Asc);
    Condition::all().add(col(R::ID).in_subquery(next.limit(BATCH).take()))
}

/// Deletes the words of types whose texts are searched no longer, and records how the others were made.
async fn finish(db: &Db, clock: &Clock, made_of: &str) -> Result<()> {
    let types = TABLES.iter().filter(|table| !table.searched.is_empty());
    let types = types.map(|table| format!("'{}'", table.node_type)).collect::<Vec<_>>().join(", ");
    let others = format!("DELETE FROM search_text WHERE node_type NOT IN ({types})");
    let record = format!(
        "INSERT INTO search_state (id, made_of) VALUES (1, '{made_of}') \
         ON CONFLICT (id) DO UPDATE SET made_of = excluded.made_of"
    );
    let work = async move |tx: &mut WriteTx| {
        let connection = tx.connection();
        connection.execute_unprepared(&others).await?;
        connection.execute_unprepared(&record).await?;
        Ok(())
    };
    ledger::commit(db, clock, &Actor::system(), work).await.map(drop)
}
