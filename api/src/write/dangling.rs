//! References to what is deleted by the same write: those that it makes, and those that it takes away.

use std::collections::HashSet;

use entity::{Reference, Row, Table};
use uuid::Uuid;

use super::draft::Draft;
use super::referrers::{Deleted, name};
use super::user_error::UserErrorCode;

/// A table, and the column in which one of its rows names something.
pub(super) type Named = (&'static Table, &'static Reference);

/// By what a row comes to name any of these.
pub(super) fn comes_to_name<R: Row>(before: Option<&R>, after: &R, gone: &HashSet<Uuid>) -> Option<Named> {
    let is_new = |reference: &&Reference| {
        let Some(column) = R::column(reference.column) else { return false };
        let named = after.reference(column).filter(|named| gone.contains(named));
        named.is_some() && named != before.and_then(|before| before.reference(column))
    };
    R::TABLE.references.iter().find(is_new).map(|reference| (R::TABLE, reference))
}

/// A reference that is taken away: the column of a table, the row, and what it named.
pub(super) struct Released {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
    pub named: Uuid,
}

/// What a row names no longer. None after: it is deleted.
pub(super) fn released<R: Row>(before: &R, after: Option<&R>) -> impl Iterator<Item = Released> {
    R::TABLE.references.iter().filter_map(move |reference| {
        let column = R::column(reference.column)?;
        let named = before.reference(column)?;
        let is_kept = after.is_some_and(|after| after.reference(column) == Some(named));
        let (table, row) = (R::TABLE.name, before.id());
        (!is_kept).then_some(Released { table, column: reference.column, row, named })
    })
}

/// Refuses drafts whose rows come to name what others delete.
pub(super) fn refuse_dangling<R: Row>(drafts: &mut [Draft<R>], deleted: &Deleted) {
    let gone: HashSet<Uuid> = deleted.values().flatten().copied().collect();
    for draft in drafts.iter_mut().filter(|draft| draft.form.is_clean()) {
        let own = if draft.is_gone { None } else { comes_to_name(draft.before.as_ref(), &draft.row, &gone) };
        if let Some((table, reference)) = own.or_else(|| draft.others.comes_to_name(&gone)) {
            let field = if table.name == R::TABLE.name { reference.field } else { "" };
            let message = format!("{} would name an object that this push deletes.", name(table, reference));
            draft.error(field, UserErrorCode::UnknownReference, message);
        }
    }
}
