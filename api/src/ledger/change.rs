//! A write under way: rows that are changed in it are applied at once and wait for their lines in the ledger.

use std::sync::Arc;

use entity::{DateTime, Row};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use uuid::Uuid;

use super::entry::{Entry, Operation};
use super::set;
use crate::error::{Error, Result};

/// A row before and after, and the names of the links that changed with it.
pub struct Edit<R> {
    pub before: R,
    pub after: R,
    pub links: Vec<&'static str>,
}

/// A write under way.
pub struct Change {
    pub(super) transaction: Arc<DatabaseTransaction>,
    pub(super) now: DateTime,
    pub(super) entries: Vec<Entry>,
    pub(super) abandoned: bool,
}

impl Change {
    /// For reading what the write depends on. Rows are locked by `Rows::locked`.
    #[must_use]
    pub fn connection(&self) -> Arc<DatabaseTransaction> {
        self.transaction.clone()
    }

    /// The instant that all rows of this write are stamped with.
    #[must_use]
    pub fn now(&self) -> DateTime {
        self.now
    }

    /// Writes nothing after all: a dry run, or an input that is refused.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// Inserts new rows. They get version 1, and an id if they have none.
    ///
    /// # Errors
    /// `Conflict` when another row has the same key.
    pub async fn insert<R: Row>(&mut self, mut rows: Vec<R>) -> Result<Vec<R>> {
        for row in &mut rows {
            if row.id().is_nil() {
                row.set_id(Uuid::now_v7());
            }
            row.stamp(1, self.now);
        }
        self.put(&rows).await?;
        for row in &rows {
            self.entries.push(Entry::new(row, Operation::Created, fields(row)?)?);
        }
        Ok(rows)
    }

    /// Writes rows that differ from what they were, and raises their versions. Those that do not differ are left alone.
    ///
    /// # Errors
    /// `Conflict` when another row has the same key.
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
            after.stamp(before.version() + 1, self.now);
            self.entries.push(Entry::new(&after, Operation::Updated, changed)?);
            written.push(after.clone());
            result.push(after);
        }
        self.put(&written).await?;
        Ok(result)
    }

    /// Deletes rows. The ledger keeps them as they last were.
    ///
    /// # Errors
    /// `Conflict` when other rows refer to them.
    pub async fn delete<R: Row>(&mut self, rows: Vec<R>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.transaction.execute_raw(set::delete(self.backend(), &rows).map_err(Error::internal)?).await?;
        for mut row in rows {
            row.stamp(row.version() + 1, self.now);
            self.entries.push(Entry::new(&row, Operation::Deleted, Vec::new())?);
        }
        Ok(())
    }

    async fn put<R: Row>(&self, rows: &[R]) -> Result<()> {
        if !rows.is_empty() {
            self.transaction.execute_raw(set::put(self.backend(), rows).map_err(Error::internal)?).await?;
        }
        Ok(())
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }
}

/// Every write sets these; they are no changes of their own.
const STAMPED: [&str; 4] = ["id", "version", "created_at", "updated_at"];

fn object<R: Row>(row: &R) -> Result<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(row).map_err(Error::internal)? {
        serde_json::Value::Object(fields) => Ok(fields),
        other => Err(Error::internal(format!("a row is no object: {other}"))),
    }
}

/// The columns of a new row that hold something.
fn fields<R: Row>(row: &R) -> Result<Vec<String>> {
    let set = object(row)?.into_iter().filter(|(name, value)| !value.is_null() && !STAMPED.contains(&name.as_str()));
    Ok(set.map(|(name, _)| name).collect())
}

fn changes<R: Row>(before: &R, after: &R) -> Result<Vec<String>> {
    let before = object(before)?;
    let differs = |(name, value): &(String, _)| !STAMPED.contains(&name.as_str()) && before.get(name) != Some(value);
    Ok(object(after)?.into_iter().filter(differs).map(|(name, _)| name).collect())
}
