//! Rows of many tables that are to be written together, table by table.

use std::any::Any;
use std::collections::{HashMap, HashSet};

use entity::{Row, TABLES};
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::dangling::{Named, Released, comes_to_name, released};
use crate::error::Result;
use crate::ledger::{Edit, WriteTx};

/// Rows that are to be written, of any tables.
#[derive(Default)]
pub struct Batch {
    tables: HashMap<&'static str, Box<dyn TableBatch>>,
}

/// The rows of one table.
struct RowBatch<R> {
    new: Vec<R>,
    edits: Vec<Edit<R>>,
    deleted: Vec<R>,
}

impl<R: Row> RowBatch<R> {
    /// Adds an edit; of a row that is written already for lists of its own, it is the same edit.
    fn add(&mut self, edit: Edit<R>) {
        let is_touch = edit.before == edit.after;
        let own = if is_touch { self.edits.iter_mut().find(|own| own.after.id() == edit.after.id()) } else { None };
        match own {
            Some(own) => {
                let new: Vec<_> = edit.links.into_iter().filter(|list| !own.links.contains(list)).collect();
                own.links.extend(new);
            }
            None => self.edits.push(edit),
        }
    }
}

/// The same without the table's type.
trait TableBatch: Send + Sync {
    fn merge(&mut self, other: Box<dyn TableBatch>);
    fn deleted(&self) -> Vec<Uuid>;
    fn is_empty(&self) -> bool;
    fn comes_to_name(&self, gone: &HashSet<Uuid>) -> Option<Named>;
    /// What its edited rows name no longer.
    fn released(&self) -> Vec<Released>;
    /// What its deleted rows name, and name no longer.
    fn named_by_deleted(&self) -> Vec<Released>;
    fn write<'a>(&'a mut self, tx: &'a mut WriteTx) -> BoxFuture<'a, Result<()>>;
    /// Deletes those of its deleted rows that are not to wait.
    fn delete<'a>(&'a mut self, waiting: &HashSet<Uuid>, tx: &'a mut WriteTx) -> BoxFuture<'a, Result<()>>;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<R: Row> TableBatch for RowBatch<R> {
    fn merge(&mut self, other: Box<dyn TableBatch>) {
        if let Ok(other) = other.into_any().downcast::<Self>() {
            self.new.extend(other.new);
            other.edits.into_iter().for_each(|edit| self.add(edit));
            self.deleted.extend(other.deleted);
        }
    }

    fn deleted(&self) -> Vec<Uuid> {
        self.deleted.iter().map(Row::id).collect()
    }

    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.edits.is_empty() && self.deleted.is_empty()
    }

    fn comes_to_name(&self, gone: &HashSet<Uuid>) -> Option<Named> {
        let new = self.new.iter().map(|row| (None, row));
        let mut rows = new.chain(self.edits.iter().map(|edit| (Some(&edit.before), &edit.after)));
        rows.find_map(|(before, after)| comes_to_name(before, after, gone))
    }

    fn released(&self) -> Vec<Released> {
        self.edits.iter().flat_map(|edit| released(&edit.before, Some(&edit.after))).collect()
    }

    fn named_by_deleted(&self) -> Vec<Released> {
        self.deleted.iter().flat_map(|row| released(row, None)).collect()
    }

    fn write<'a>(&'a mut self, tx: &'a mut WriteTx) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            // What changes may leave a key to what is new.
            tx.update(std::mem::take(&mut self.edits)).await?;
            tx.insert(std::mem::take(&mut self.new)).await.map(drop)
        })
    }

    fn delete<'a>(&'a mut self, waiting: &HashSet<Uuid>, tx: &'a mut WriteTx) -> BoxFuture<'a, Result<()>> {
        let all = std::mem::take(&mut self.deleted).into_iter();
        let (wait, go) = all.partition(|row| waiting.contains(&row.id()));
        self.deleted = wait;
        Box::pin(tx.delete(go))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

impl Batch {
    fn table<R: Row>(&mut self) -> Option<&mut RowBatch<R>> {
        let empty = || Box::new(RowBatch::<R> { new: Vec::new(), edits: Vec::new(), deleted: Vec::new() });
        let table = self.tables.entry(R::TABLE.name).or_insert_with(|| empty() as Box<dyn TableBatch>);
        table.as_any_mut().downcast_mut()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.values().all(|table| table.is_empty())
    }

    pub fn insert<R: Row>(&mut self, row: R) {
        if let Some(table) = self.table::<R>() {
            table.new.push(row);
        }
    }

    /// Writes a row that differs from what it was, or whose named lists do.
    pub fn update<R: Row>(&mut self, before: R, after: R, lists: Vec<&'static str>) {
        if let Some(table) = self.table::<R>()
            && (before != after || !lists.is_empty())
        {
            table.add(Edit { before, after, links: lists });
        }
    }

    /// Changes a row that follows from others: the one that is to be written, or the one that is there.
    pub fn edit<R: Row>(&mut self, stored: &R, change: impl FnOnce(&mut R)) {
        let Some(table) = self.table::<R>() else { return };
        if let Some(edit) = table.edits.iter_mut().find(|edit| edit.after.id() == stored.id()) {
            change(&mut edit.after);
            return;
        }
        let mut after = stored.clone();
        change(&mut after);
        self.update(stored.clone(), after, Vec::new());
    }

    /// Writes a row again because of a list of its own.
    pub fn touch<R: Row>(&mut self, row: R, list: &'static str) {
        self.update(row.clone(), row, vec![list]);
    }

    pub fn delete<R: Row>(&mut self, row: R) {
        if let Some(table) = self.table::<R>() {
            table.deleted.push(row);
        }
    }

    /// The rows of a table that are to be written.
    pub fn written<R: Row>(&self) -> impl Iterator<Item = &R> {
        let table = self.tables.get(R::TABLE.name).and_then(|table| table.as_any().downcast_ref::<RowBatch<R>>());
        table.into_iter().flat_map(|table| table.new.iter().chain(table.edits.iter().map(|edit| &edit.after)))
    }

    /// By what a row that is written comes to name any of these. None: no row does.
    #[must_use]
    pub(super) fn comes_to_name(&self, gone: &HashSet<Uuid>) -> Option<Named> {
        self.tables.values().find_map(|table| table.comes_to_name(gone))
    }

    /// What its rows name no longer.
    pub(super) fn released(&self) -> impl Iterator<Item = Released> {
        self.tables.values().flat_map(|table| table.released().into_iter().chain(table.named_by_deleted()))
    }

    /// What is deleted only when the rest is written: what an edited row names until then, and what that names in turn.
    fn waiting(&self) -> HashSet<Uuid> {
        let edits = self.tables.values().flat_map(|table| table.released());
        let mut waiting: HashSet<Uuid> = edits.map(|released| released.named).collect();
        let named: Vec<Released> = self.tables.values().flat_map(|table| table.named_by_deleted()).collect();
        let mut known = 0;
        while known < waiting.len() {
            known = waiting.len();
            let more = named.iter().filter(|by| waiting.contains(&by.row)).map(|by| by.named).collect::<Vec<_>>();
            waiting.extend(more);
        }
        waiting
    }

    /// The ids that are to be deleted, by table.
    #[must_use]
    pub fn deleted(&self) -> HashMap<&'static str, Vec<Uuid>> {
        let deleted = self.tables.iter().map(|(name, table)| (*name, table.deleted()));
        deleted.filter(|(_, ids)| !ids.is_empty()).collect()
    }

    /// Takes over what is to be written with another.
    pub fn merge(&mut self, other: Self) {
        for (name, table) in other.tables {
            match self.tables.get_mut(name) {
                Some(own) => own.merge(table),
                None => drop(self.tables.insert(name, table)),
            }
        }
    }

    /// Deletes what refers before what is referred to, and writes the other way round.
    ///
    /// # Errors
    /// The ledger's.
    pub async fn write(self, tx: &mut WriteTx) -> Result<()> {
        let waiting = self.waiting();
        let mut tables: Vec<_> = self.tables.into_iter().collect();
        tables.sort_by_key(|(name, _)| (depth(name), *name));
        for (_, table) in tables.iter_mut().rev() {
            table.delete(&waiting, tx).await?;
        }
        for (_, table) in &mut tables {
            table.write(tx).await?;
        }
        for (_, table) in tables.iter_mut().rev() {
            table.delete(&HashSet::new(), tx).await?;
        }
        Ok(())
    }
}

/// How many tables a table rests on, one above the other.
fn depth(table: &str) -> usize {
    let references = TABLES.iter().filter(|known| known.name == table).flat_map(|known| known.references);
    let others = references.filter(|reference| reference.target != table);
    others.map(|reference| depth(reference.target) + 1).max().unwrap_or_default()
}
