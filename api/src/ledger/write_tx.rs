//! A write under way: rows that are changed in it are applied at once and wait for their lines in the ledger.

use std::collections::HashMap;
use std::sync::Arc;

use entity::{DateTime, Row, Tables};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::entry::{Operation, PendingEntry};
use super::head::{self, Locked};
use super::{searched, upsert};
use crate::clock::Clock;
use crate::database::Transaction;
use crate::error::{Error, Result};

/// A row before and after, and the names of the links that changed with it.
pub struct Edit<R> {
    pub before: R,
    pub after: R,
    pub links: Vec<&'static str>,
}

/// A write under way.
pub struct WriteTx {
    pub(super) transaction: Arc<Transaction>,
    clock: Clock,
    /// The ledger's head, locked before the first row is written.
    pub(super) head: Option<Locked>,
    pub(super) entries: Vec<PendingEntry>,
    /// Which entry is a node's newest.
    pub(super) lines: HashMap<Uuid, usize>,
    pub(super) is_discarded: bool,
}

impl WriteTx {
    pub(super) fn new(transaction: Transaction, clock: Clock) -> Self {
        let (entries, lines) = (Vec::new(), HashMap::new());
        Self { transaction: Arc::new(transaction), clock, head: None, entries, lines, is_discarded: false }
    }

    /// For reading what the write depends on. Rows are locked by `Rows::locked`.
    #[must_use]
    pub fn connection(&self) -> Arc<Transaction> {
        self.transaction.clone()
    }

    /// Locks the ledger's head before the first row is written, and gives the instant that all rows of this write are
    /// stamped with. From here on writes follow one another: their instants and numbers are in the order of the
    /// commits, and no two of them wait for each other's rows.
    async fn start(&mut self) -> Result<DateTime> {
        if let Some(head) = &self.head {
            return Ok(head.at);
        }
        let head = head::lock(&self.transaction, &self.clock).await?;
        let at = head.at;
        self.head = Some(head);
        Ok(at)
    }

    /// Writes nothing after all: a dry run, or an input that is refused.
    pub fn discard(&mut self) {
        self.is_discarded = true;
    }

    /// Inserts new rows. They get version 1, and an id if they have none.
    ///
    /// # Errors
    /// `AlreadyExists` when another row has the same key, `UnknownReference` when a row refers to one that is not there.
    pub async fn insert<R: Row>(&mut self, mut rows: Vec<R>) -> Result<Vec<R>> {
        if rows.is_empty() {
            return Ok(rows);
        }
        let now = self.start().await?;
        for row in &mut rows {
            if row.id().is_nil() {
                row.set_id(Uuid::now_v7());
            }
            row.stamp(1, now);
        }
        self.put(&rows, true).await?;
        for row in &rows {
            self.record(row, Operation::Created, fields(row)?)?;
        }
        Ok(rows)
    }

    /// Writes rows that differ from what they were, and raises their versions. Those that do not differ are left alone.
    ///
    /// # Errors
    /// `AlreadyExists` when another row has the same key, `UnknownReference` when a row refers to one that is not there.
    pub async fn update<R: Row>(&mut self, edits: Vec<Edit<R>>) -> Result<Vec<R>> {
        let mut written = Vec::new();
        let mut result = Vec::with_capacity(edits.len());
        for Edit { before, mut after, links } in edits {
            let mut changed = changes(&before, &after)?;
            changed.extend(links.into_iter().map(str::to_owned));
            if changed.is_empty() {
                result.push(before);
                continue;
            }
            after.stamp(before.version() + 1, self.start().await?);
            self.record(&after, Operation::Updated, changed)?;
            written.push(after.clone());
            result.push(after);
        }
        self.put(&written, false).await?;
        Ok(result)
    }

    /// Deletes rows. The ledger keeps them as they last were.
    ///
    /// # Errors
    /// `StillReferred` when other rows refer to them.
    pub async fn delete<R: Row>(&mut self, rows: Vec<R>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let now = self.start().await?;
        let delete = upsert::delete(self.backend(), &rows).map_err(Error::internal)?;
        self.transaction.execute_raw(delete).await.map_err(|error| match error.into() {
            Error::UnknownReference => Error::StillReferred,
            error => error,
        })?;
        self.run(searched::forget(self.backend(), &rows)).await?;
        for mut row in rows {
            row.stamp(row.version() + 1, now);
            self.record(&row, Operation::Deleted, Vec::new())?;
        }
        Ok(())
    }

    /// A link is named in the line of the node that lists it too, if that was written before.
    fn record<R: Row>(&mut self, row: &R, operation: Operation, changed: Vec<String>) -> Result<()> {
        if let Some((owner, list)) = row.listed()
            && let Some(line) = self.lines.get(&owner).and_then(|line| self.entries.get_mut(*line))
            && !line.changed.iter().any(|name| name == list)
        {
            line.changed.push(list.to_owned());
        }
        self.lines.insert(row.id(), self.entries.len());
        self.entries.push(PendingEntry::new(row, operation, changed)?);
        Ok(())
    }

    /// Writes the words of stored rows anew, by which they are found.
    ///
    /// # Errors
    /// When the database does not let it.
    pub async fn keep_words<R: Row>(&mut self, rows: &[R]) -> Result<()> {
        self.start().await?;
        self.run(searched::keep(self.backend(), rows, false)).await
    }

    async fn put<R: Row>(&self, rows: &[R], is_new: bool) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.transaction.execute_raw(upsert::upsert(self.backend(), rows).map_err(Error::internal)?).await?;
        self.run(searched::keep(self.backend(), rows, is_new)).await
    }

    async fn run(&self, statement: Option<Statement>) -> Result<()> {
        if let Some(statement) = statement {
            self.transaction.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// The tables whose rows are changed.
    pub(super) fn tables(&self) -> Tables {
        self.entries.iter().fold(Tables::NONE, |tables, entry| tables | Tables::of_type(entry.node_type))
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }
}

/// Every write sets these; they are no changes of their own.
const STAMPED: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// The fields of a new row that hold something.
fn fields<R: Row>(row: &R) -> Result<Vec<String>> {
    let columns = object(row)?.into_iter().filter(|(_, value)| !value.is_null());
    Ok(named::<R>(columns.map(|(column, _)| column)))
}

/// The fields in which two versions of a row differ, as clients know them.
///
/// # Errors
/// When a row cannot be written as JSON.
pub fn changes<R: Row>(before: &R, after: &R) -> Result<Vec<String>> {
    let before = object(before)?;
    let columns = object(after)?.into_iter().filter(|(column, value)| before.get(column) != Some(value));
    Ok(named::<R>(columns.map(|(column, _)| column)))
}

fn object<R: Row>(row: &R) -> Result<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(row).map_err(Error::internal)? {
        serde_json::Value::Object(fields) => Ok(fields),
        other => Err(Error::internal(format!("a row is not an object: {other}"))),
    }
}

/// Columns as clients know them: `title_en` is `titleEn`, and the reference `commissioner_id` is `commissioner`.
fn named<R: Row>(columns: impl Iterator<Item = String>) -> Vec<String> {
    let own = columns.filter(|column| !STAMPED.contains(&column.as_str()));
    let mut fields: Vec<String> = own.map(|column| R::TABLE.field(&column)).collect();
    fields.dedup();
    fields
}
