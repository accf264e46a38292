//! The one way from an input to the ledger. Objects are created, changed, deleted and pushed by the same walk (`walk.rs`):
//! each input is applied to a row, which makes a draft; what drafts ask of the database is read in sets; and what is good
//! is written in sets.

mod batch;
mod belongings;
mod context;
mod dangling;
mod draft;
mod edit;
mod fields;
mod form;
mod input;
mod lookup;
mod notes;
mod parts;
mod push;
mod reference;
mod referrers;
mod removal;
mod restricted;
mod status;
mod user_error;
mod value;
mod walk;

use sea_orm::Condition;

use crate::kit::node::Node;

pub use batch::Batch;
pub use context::WriteContext;
pub use draft::{Draft, set_optional};
pub use edit::{Deleted, Written, create, delete, update};
pub use fields::{Field, Fields, Given, Need, Parsed, Used, Values};
pub use form::Form;
pub use input::{Create, Delete, PushedRow, Update};
pub use lookup::{Lookup, WriteMode};
pub use parts::Parts;
pub use push::{ErrorPolicy, PushOutcome, PushWritten, Pushed, RowResult, push};
pub use reference::{CodeOf, Coded, KeyPart, ListItem, ListOf, Targets, by_id, by_part, by_text, is_seen, unknown};
pub use user_error::{UserError, UserErrorCode};
pub use value::{Code, Figure, FreeText, Language, Percent, Title, Value, WebAddress, Whole};

/// A type whose objects are written.
pub trait Writable: Node + Clone + std::fmt::Debug {
    /// What inputs say of an object.
    type Values: Values<Row = Self::Row>;

    /// Whether an external id is unique in its source also where objects are pushed within another one; else it is unique
    /// there.
    const KEYED_BY_SOURCE: bool = false;

    /// Which rows a push of objects by themselves finds again: all that its source has, unless some are keyed otherwise.
    #[must_use]
    fn pushed_by_itself() -> Condition {
        Condition::all()
    }

    /// The type's own rules, asked when the values are in the row.
    fn apply(_values: &Self::Values, _draft: &mut Draft<Self::Row>, _lookup: &Lookup) {}

    /// The type's own rules for a deletion, which a field of the input asks for.
    fn check_deletion(_field: &'static str, _draft: &mut Draft<Self::Row>, _lookup: &Lookup) {}

    /// Takes along what its source hung on a part that its push leaves out.
    fn leave_out(_part: &Self::Row, _others: &mut Batch, _lookup: &Lookup) {}

    /// What follows from these rows for others, for all of them at once, also from those that are deleted.
    fn follow(_drafts: &[&Draft<Self::Row>], _lookup: &Lookup, _batch: &mut Batch) {}
}
