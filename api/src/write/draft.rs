//! A row about to be written: what it was, what it becomes, what is wrong with it, and what is written with it.

use std::collections::HashSet;

use async_graphql::MaybeUndefined;
use entity::{Access, Date, Link, Row};
use uuid::Uuid;

use super::batch::Batch;
use super::fields::{Field, Need, Used, Values};
use super::form::Form;
use super::lookup::Lookup;
use super::reference::{ListItem, ListOf};
use super::removal::Removed;
use super::user_error::UserErrorCode;
use super::value::Value;
use crate::error::Result;
use crate::kit::node::Node;
use crate::ledger;

/// A row about to be written.
pub struct Draft<R> {
    /// None: it is new.
    pub before: Option<R>,
    pub row: R,
    pub form: Form,
    /// A pushed status was behind the current one, which stays.
    pub status_kept: bool,
    /// The row itself is deleted.
    pub is_gone: bool,
    /// It is pushed together with the object that it belongs to.
    pub(super) is_part: bool,
    /// The lists of the row that differ.
    lists: Vec<&'static str>,
    /// Its links and parts, and whatever else is written with it.
    pub others: Batch,
    pub(super) removed: Vec<Removed>,
}

impl<R: Row> Draft<R> {
    #[must_use]
    pub fn new<V: Values<Row = R>>(before: Option<R>, id: Uuid, form: Form) -> Self {
        let row = before.clone().unwrap_or_else(|| {
            let mut row = V::new_row();
            row.set_id(id);
            row
        });
        let (others, removed) = (Batch::default(), Vec::new());
        Self {
            before,
            row,
            form,
            status_kept: false,
            is_gone: false,
            is_part: false,
            lists: Vec::new(),
            others,
            removed,
        }
    }

    #[must_use]
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether nothing differs from what is stored.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before.as_ref() == Some(&self.row) && self.lists.is_empty() && self.others.is_empty()
    }

    /// The fields and lists that differ from what is stored, as clients know them.
    pub(super) fn changed(&self) -> Result<Vec<String>> {
        let fields = self.before.as_ref().map_or(Ok(Vec::new()), |before| ledger::changes(before, &self.row))?;
        Ok(fields.into_iter().chain(self.lists.iter().map(ToString::to_string)).collect())
    }

    /// Notes an error at a field.
    pub fn error(&mut self, field: &str, code: UserErrorCode, message: impl Into<String>) {
        self.form.error(field, code, message);
    }

    /// Refuses a row of which it was not found out whether it is right without others that are refused.
    pub(super) fn refuse_unjudged(&mut self) {
        let message = "Too many rows of this push rest on rows that are refused: mend those first.";
        self.error("", UserErrorCode::Invalid, message);
    }

    /// Puts a value into the row: absent keeps what is there, null clears what may be missing.
    pub fn put<V: Value, S: Slot<V::Stored>>(
        &mut self,
        field: Field,
        given: &MaybeUndefined<V>,
        lookup: &Lookup,
        slot: impl FnOnce(&mut R) -> &mut S,
    ) {
        match self.wanted(field, given, lookup) {
            MaybeUndefined::Value(value) => slot(&mut self.row).set(value),
            MaybeUndefined::Null => slot(&mut self.row).clear(),
            MaybeUndefined::Undefined => {}
        }
        if field.used == Used::Parent {
            self.check_parent(field.name);
        }
    }

    /// Puts a value that goes into one of several columns.
    pub fn put_among<V: Value<Stored = [Option<Uuid>; COLUMNS]>, const COLUMNS: usize>(
        &mut self,
        field: Field,
        given: &MaybeUndefined<V>,
        lookup: &Lookup,
        set: impl FnOnce(&mut R, [Option<Uuid>; COLUMNS]),
    ) {
        match self.wanted(field, given, lookup) {
            MaybeUndefined::Value(columns) => set(&mut self.row, columns),
            MaybeUndefined::Null => set(&mut self.row, [None; COLUMNS]),
            MaybeUndefined::Undefined => {}
        }
    }

    /// What a field is to hold.
    fn wanted<V: Value>(
        &mut self,
        field: Field,
        given: &MaybeUndefined<V>,
        lookup: &Lookup,
    ) -> MaybeUndefined<V::Stored> {
        match (given, field.need) {
            (MaybeUndefined::Value(_), _) if field.used == Used::Parent && self.is_part => {
                let message = format!("{} is the object that it is pushed with: leave it out.", field.name);
                self.error(field.name, UserErrorCode::Invalid, message);
            }
            (MaybeUndefined::Value(value), _) => {
                let settled = value.settle(field.name, &mut self.form, lookup);
                return settled.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value);
            }
            (MaybeUndefined::Null, Need::Optional) => return MaybeUndefined::Null,
            (MaybeUndefined::Undefined, _) if field.used == Used::Creation && lookup.is_push() => {}
            // What a part belongs to is known.
            (MaybeUndefined::Undefined, _) if self.is_part && field.used == Used::Parent => {}
            (MaybeUndefined::Undefined, Need::Required) if self.is_new() => self.form.required(field.name),
            (MaybeUndefined::Null, _) => self.form.required(field.name),
            (MaybeUndefined::Undefined, _) => {}
        }
        MaybeUndefined::Undefined
    }

    /// What an object belongs to never changes.
    fn check_parent(&mut self, field: &str) {
        let Some(before) = &self.before else { return };
        let parents = R::TABLE.references.iter().filter(|reference| reference.field == field);
        let mut columns = parents.filter_map(|parent| R::column(parent.column));
        if columns.any(|column| before.reference(column) != self.row.reference(column)) {
            let message = format!("{field} cannot change: the object belongs to another one.");
            self.error(field, UserErrorCode::Invalid, message);
        }
    }

    /// Refuses a value that another object has.
    pub fn unique<N: Node<Row = R, Column = R::Column>>(&mut self, field: &str, column: R::Column, lookup: &Lookup) {
        let before = self.before.as_ref().and_then(|before| before.text(column).map(str::to_owned));
        let Some(value) = self.row.text(column).map(str::to_owned) else { return };
        if before.as_deref() != Some(&*value) && !value.is_empty() && !lookup.by::<N>(column, &*value).is_empty() {
            let message = format!("Another {} has the {field} \"{value}\".", R::TYPE);
            self.error(field, UserErrorCode::AlreadyExists, message);
        }
    }

    /// Another row under the same parent that is like this one. The parent is locked until the write ends, so that of two writes
    /// at once one sees the other.
    pub fn twin<N: Node<Row = R, Column = R::Column>, Parent: Node>(
        &self,
        parent: R::Column,
        lookup: &Lookup,
        is_like: impl Fn(&R) -> bool,
    ) -> Option<R> {
        let id = self.row.reference(parent)?;
        lookup.locked::<Parent>(Parent::ID, id);
        let others = lookup.by::<N>(parent, id);
        others.iter().find(|other| other.id() != self.row.id() && is_like(other)).cloned()
    }

    /// Makes the row list just these objects, in this order. What the viewer may not see stays in the list.
    pub fn link<L: Link, V: ListItem>(&mut self, field: &str, given: &MaybeUndefined<ListOf<V>>, lookup: &Lookup) {
        let wanted = match given {
            MaybeUndefined::Undefined => return,
            MaybeUndefined::Null => Vec::new(),
            MaybeUndefined::Value(list) => match list.settle(field, &mut self.form, lookup) {
                Some(wanted) => wanted,
                None => return,
            },
        };
        let stored = if self.is_new() { std::sync::Arc::default() } else { lookup.links::<L>(self.row.id()) };
        let is_removed = |link: &&L| !wanted.contains(&link.targets()) && V::is_seen(&link.targets(), lookup);
        let mut batch = Batch::default();
        stored.iter().filter(is_removed).for_each(|link| batch.delete(link.clone()));
        for (position, targets) in (1..).zip(&wanted) {
            let before = stored.iter().find(|link| link.targets() == *targets);
            let mut link = before.cloned().unwrap_or_else(|| L::new(self.row.id(), targets));
            link.set_position(position);
            match before {
                None => batch.insert(link),
                Some(before) => batch.update(before.clone(), link, Vec::new()),
            }
        }
        if !batch.is_empty() {
            self.lists.push(L::LIST);
            self.others.merge(batch);
        }
    }

    /// Refuses a new reference within the table that leads back to the row, over others as they are stored or written with
    /// it, seen or not. What it leads over is locked, so that two writes at once cannot close a circle between them.
    pub fn check_circle(&mut self, field: &str, column: R::Column, lookup: &Lookup) {
        let mut next = self.row.reference(column);
        if next == self.before.as_ref().and_then(|before| before.reference(column)) {
            return;
        }
        lookup.note_reference::<R>(column, self.row.id(), next);
        let mut passed = HashSet::new();
        while let Some(id) = next.filter(|id| passed.insert(*id)) {
            if id == self.row.id() {
                let message = format!("{field} would lead back to the object itself.");
                return self.error(field, UserErrorCode::Cycle, message);
            }
            let stored = || lookup.in_line::<R>(column, id).first().and_then(|row| row.reference(column));
            next = match lookup.noted_reference::<R>(column, id) {
                MaybeUndefined::Value(noted) => Some(noted),
                MaybeUndefined::Null => None,
                MaybeUndefined::Undefined => stored(),
            };
        }
    }

    /// Two days that must not be the wrong way round.
    pub fn check_order(&mut self, (from_field, from): (&str, Option<Date>), (to_field, to): (&str, Option<Date>)) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let message = format!("{to_field} ({to}) is before {from_field} ({from}).");
            self.error(to_field, UserErrorCode::OutOfRange, message);
        }
    }

    /// A day on which something happened, which is not in the future.
    pub fn check_past(&mut self, field: &str, day: Option<Date>, lookup: &Lookup) {
        if let Some(day) = day.filter(|day| *day > lookup.today()) {
            self.error(field, UserErrorCode::OutOfRange, format!("{field} ({day}) is in the future."));
        }
    }

    /// A source cannot hide a row from itself.
    pub fn check_access(&mut self, access: Access, lookup: &Lookup) {
        if lookup.is_push() && access == Access::Restricted {
            self.error("access", UserErrorCode::Invalid, "access is RESTRICTED, which a push cannot set.");
        }
    }

    /// The parts of a kind that are written with the row.
    pub fn parts_written<C: Row>(&self) -> impl Iterator<Item = &C> {
        self.others.written()
    }

    /// Whether a part is deleted with this write.
    #[must_use]
    pub fn removes(&self, id: Uuid) -> bool {
        self.removed.iter().any(|removed| removed.id == id)
    }

    /// Takes over a row that is written together with this one.
    pub(super) fn merge<C: Row>(&mut self, part: Draft<C>) {
        self.status_kept |= part.status_kept;
        self.removed.extend(part.removed);
        self.form.merge(part.form);
        put_into(&mut self.others, part.before, part.row, part.lists);
        self.others.merge(part.others);
    }

    /// What is to be written.
    pub(super) fn into_batch(self) -> Batch {
        let mut batch = Batch::default();
        put_into(&mut batch, self.before, self.row, self.lists);
        batch.merge(self.others);
        batch
    }
}

fn put_into<R: Row>(batch: &mut Batch, before: Option<R>, row: R, lists: Vec<&'static str>) {
    match before {
        None => batch.insert(row),
        Some(before) if before != row || !lists.is_empty() => batch.update(before, row, lists),
        Some(_) => {}
    }
}

/// Puts a value that the type's own rules put.
pub fn set_optional<T: Copy>(given: &MaybeUndefined<T>, slot: &mut Option<T>) {
    match given {
        MaybeUndefined::Value(value) => *slot = Some(*value),
        MaybeUndefined::Null => *slot = None,
        MaybeUndefined::Undefined => {}
    }
}

/// Where a value goes: a column that always has one, or one that may lack it.
pub trait Slot<T> {
    fn set(&mut self, value: T);
    fn clear(&mut self);
}

impl<T> Slot<T> for T {
    fn set(&mut self, value: T) {
        *self = value;
    }

    fn clear(&mut self) {}
}

impl<T> Slot<T> for Option<T> {
    fn set(&mut self, value: T) {
        *self = Some(value);
    }

    fn clear(&mut self) {
        *self = None;
    }
}
