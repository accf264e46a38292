//! Objects that a push brings together with the one that they belong to, each with an external id that is unique there.

use std::collections::{BTreeMap, HashSet};

use async_graphql::MaybeUndefined;
use entity::Row;
use uuid::Uuid;

use super::Writable;
use super::draft::Draft;
use super::form::Form;
use super::input::PushedRow;
use super::lookup::Lookup;
use super::restricted::{RESTRICTED, is_restricted};
use super::user_error::UserErrorCode;
use crate::kit::input::input_as;

/// All parts of one kind that the source has.
#[derive(Debug, Clone)]
pub struct Parts<C: Writable>(pub Vec<PushedRow<C>>);

input_as!([C: Writable] Parts<C> as Vec<PushedRow<C>>, |rows| Self(rows), |this| this.0);

/// How many parts of one kind a pushed row may bring.
const MOST: usize = 200;

impl<R: Row> Draft<R> {
    /// Makes the row's parts those that are given: absent keeps them, null and `[]` remove them. What editors and other
    /// sources added stays.
    pub fn parts<C: Writable>(&mut self, list: &'static str, given: &MaybeUndefined<Parts<C>>, lookup: &Lookup) {
        let rows = match given {
            MaybeUndefined::Undefined => return,
            MaybeUndefined::Null => &[][..],
            MaybeUndefined::Value(parts) => &parts.0,
        };
        let Some(parent) = parent_column::<C>(R::TABLE.name) else { return };
        if !self.form.check_length(list, rows.len(), MOST) {
            return;
        }
        let mut stored = if self.is_new() { BTreeMap::new() } else { stored::<C>(parent, self.row.id(), lookup) };
        let mut seen = HashSet::new();
        let mut parts = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let mut form = self.form.item(list, index);
            form.check_external_id("externalId", &row.external_id, &mut seen);
            let before = stored.remove(&row.external_id);
            if C::KEYED_BY_SOURCE && before.is_none() && form.is_clean() {
                check_source::<C>(row, (self.row.id(), index), &mut form, lookup);
            }
            if before.as_ref().is_some_and(is_restricted) {
                form.error("externalId", UserErrorCode::Invalid, RESTRICTED);
                self.form.merge(form);
                continue;
            }
            let mut part = Draft::new::<C::Values>(before, lookup.new_id(self.row.id(), list, index), form);
            part.is_part = true;
            part.row.set_reference(parent, self.row.id());
            part.row.set_position(i32::try_from(index).unwrap_or(i32::MAX).saturating_add(1));
            let named = (C::Row::TABLE.name, &*row.external_id, part.row.id());
            lookup.within(self.row.id(), named, || part.push::<C>(row, lookup));
            parts.push(part);
        }
        for part in parts {
            self.merge(part);
        }
        for row in stored.into_values().filter(|row| !is_restricted(row)) {
            C::leave_out(&row, &mut self.others, lookup);
            self.remove_part(row, list);
        }
    }

    /// Puts a pushed row's values into the draft.
    pub(super) fn push<N: Writable<Row = R>>(&mut self, row: &PushedRow<N>, lookup: &Lookup) {
        use super::fields::Values;
        if let Some(source) = lookup.source() {
            self.row.set_external(source, &row.external_id);
            let is_of_source = !self.is_part || N::KEYED_BY_SOURCE;
            if is_of_source && self.form.is_clean() {
                lookup.note_pushed::<R>(&row.external_id, self.row.id());
            }
        }
        row.values.put(self, lookup);
        if self.is_part || !self.refuse_restricted("externalId", lookup) {
            N::apply(&row.values, self, lookup);
        }
    }
}

/// Refuses a new part whose external id another object of its source has already, here or in an earlier row.
fn check_source<C: Writable>(row: &PushedRow<C>, place: (Uuid, usize), form: &mut Form, lookup: &Lookup) {
    let (Some(source), Some(external_id)) = (C::Row::column("source"), C::Row::column("external_id")) else { return };
    let stored = lookup.all::<C::Row>(external_id, &*row.external_id);
    if stored.iter().any(|stored| stored.text(source) == lookup.source()) {
        let message = format!("externalId \"{}\" is used within another object already.", row.external_id);
        form.error("externalId", UserErrorCode::AlreadyExists, message);
    } else if !lookup.claims(C::Row::TABLE.name, &row.external_id, place) {
        form.duplicate("externalId", &row.external_id);
    }
}

/// The column in which a part names what it belongs to.
fn parent_column<C: Writable>(table: &str) -> Option<C::Column> {
    let references = C::Row::TABLE.references.iter().filter(|reference| reference.target == table);
    C::Row::column(references.max_by_key(|reference| reference.part)?.column)
}

/// The parts that the source has pushed before, by their external ids.
fn stored<C: Writable>(parent: C::Column, id: Uuid, lookup: &Lookup) -> BTreeMap<String, C::Row> {
    let rows = lookup.all::<C::Row>(parent, id);
    let own = rows.iter().filter(|row| is_own(*row, lookup));
    own.filter_map(|row| Some((row.external_id()?.to_owned(), row.clone()))).collect()
}

/// Whether the source brought a row. What has no source of its own was brought with what it belongs to.
pub(super) fn is_own<R: Row>(row: &R, lookup: &Lookup) -> bool {
    row.external_id().is_some() && R::column("source").is_none_or(|source| row.text(source) == lookup.source())
}
