//! How clients name one object: the same keys in look-ups, in filters and in inputs.

use async_graphql::{ID, InputType};
use sea_orm::Condition;

use super::node::Node;
use super::rows::Rows;
use crate::error::Result;

/// Names one object. Declared by `#[key]`.
pub trait Key: InputType + Clone + std::fmt::Debug {
    /// The global id, if it is named by that.
    fn id(&self) -> Option<&ID>;

    /// What the object's row fits.
    ///
    /// # Errors
    /// `BadInput` for an id that is malformed or another type's.
    fn condition(self, rows: &Rows) -> Result<Condition>;
}

/// A type whose objects are named by a key.
pub trait Keyed: Node {
    type Key: Key;
}
