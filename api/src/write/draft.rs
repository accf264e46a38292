//! A row about to be written: what it was, what it becomes, what is wrong with it, and what is written with it.

use async_graphql::MaybeUndefined;
use entity::{Access, Date, Pair, Row};
use uuid::Uuid;

use super::batch::Batch;
use super::fields::{Field, Need, Used};
use super::form::Form;
use super::lookup::Lookup;
use super::reference::{Coded, CodesOf};
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
    /// The lists of the row that differ.
    lists: Vec<&'static str>,
    /// Its links and parts, and whatever else is written with it.
    pub(super) others: Batch,
    pub(super) removed: Vec<Removed>,
}

impl<R: Row> Draft<R> {
    #[must_use]
    pub fn new(before: Option<R>, id: Uuid, form: Form) -> Self {
        let row = before.clone().unwrap_or_else(|| {
            let mut row = R::default();
            row.set_id(id);
            row.set_position(1);
            row
        });
        let (others, removed) = (Batch::default(), Vec::new());
        Self { before, row, form, status_kept: false, is_gone: false, lists: Vec::new(), others, removed }
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

    /// Puts a value into the row: absent keeps what is there, null clears what may be missing.
    pub fn put<V: Value, S: Slot<V::Stored>>(
        &mut self,
        field: Field,
        given: &MaybeUndefined<V>,
        lookup: &Lookup,
        slot: impl FnOnce(&mut R) -> &mut S,
    ) {
        match (given, field.need) {
            (MaybeUndefined::Value(value), _) => {
                if let Some(value) = value.settle(field.name, &mut self.form, lookup) {
                    slot(&mut self.row).set(value);
                }
            }
            (MaybeUndefined::Null, Need::Optional) => slot(&mut self.row).clear(),
            // What a part belongs to is known.
            (MaybeUndefined::Undefined, _) if field.used == Used::Creation && lookup.is_push() => {}
            (MaybeUndefined::Undefined, Need::Required) if self.is_new() => self.form.required(field.name),
            (MaybeUndefined::Null, _) => self.form.required(field.name),
            (MaybeUndefined::Undefined, _) => {}
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

    /// Makes the row list just the objects with these codes.
    pub fn link<L: Pair, N: Coded>(&mut self, field: &str, given: &MaybeUndefined<CodesOf<N>>, lookup: &Lookup) {
        let wanted = match given {
            MaybeUndefined::Undefined => return,
            MaybeUndefined::Null => Vec::new(),
            MaybeUndefined::Value(codes) => codes.settle(field, &mut self.form, lookup),
        };
        let stored = if self.is_new() { std::sync::Arc::default() } else { lookup.links::<L>(self.row.id()) };
        let mut there: Vec<Uuid> = stored.iter().map(Pair::target).collect();
        let removed: Vec<L> = stored.iter().filter(|link| !wanted.contains(&link.target())).cloned().collect();
        let mut is_changed = !removed.is_empty();
        for link in removed {
            self.others.delete(link);
        }
        for target in wanted {
            if !there.contains(&target) {
                there.push(target);
                is_changed = true;
                self.others.insert(L::new(self.row.id(), target));
            }
        }
        if is_changed {
            self.lists.push(L::LIST);
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
