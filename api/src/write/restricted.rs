//! What only admins may see takes no pushes, and neither does what is a part of it.

use entity::{Access, Row, Visitor};
use uuid::Uuid;

use super::draft::Draft;
use super::lookup::Lookup;
use super::user_error::UserErrorCode;

/// What a push is answered about an object that only admins may see.
pub(super) const RESTRICTED: &str = "The object is restricted here and takes no pushes.";

impl<R: Row> Draft<R> {
    /// Refuses a push of a row that is restricted, or a part of what is. Whether it did.
    pub(super) fn refuse_restricted(&mut self, field: &str, lookup: &Lookup) -> bool {
        let refuses =
            lookup.is_push() && (self.before.as_ref().is_some_and(is_restricted) || is_under(&self.row, lookup));
        if refuses {
            self.error(field, UserErrorCode::Invalid, RESTRICTED);
        }
        refuses
    }
}

pub(super) fn is_restricted<R: Row>(row: &R) -> bool {
    row.access() == Some(Access::Restricted)
}

/// Whether something that the row is a part of is restricted.
fn is_under<R: Row>(row: &R, lookup: &Lookup) -> bool {
    let parts = R::TABLE.references.iter().filter(|reference| reference.part);
    let mut parents = parts.filter_map(|part| Some((part.target, row.reference(R::column(part.column)?)?)));
    // A new row's parent may not be known yet.
    parents.any(|(table, id)| !id.is_nil() && entity::visit(table, Parent { id, lookup }).unwrap_or_default())
}

/// Whether the row with this id is restricted, or a part of what is.
struct Parent<'a> {
    id: Uuid,
    lookup: &'a Lookup,
}

impl Visitor for Parent<'_> {
    type Output = bool;

    fn visit<R: Row>(self) -> bool {
        let found = self.lookup.all::<R>(R::ID, self.id);
        found.iter().any(|row| is_restricted(row) || is_under(row, self.lookup))
    }
}
