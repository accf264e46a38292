//! What an operation costs: **the number of field values that its answer could hold**, known before it is run.
//!
//! - Every field counts 1, objects and scalars alike, for each row that it is selected on; `totalCount` counts 2.
//! - What is selected under the lists of a field with `first` (`nodes`, `edges`, `groups`, `points`) counts once for each row
//!   of the page: `first` or `last` (literal, variable or the variable's default), else 25.
//! - What is selected under a plain list counts 10 times; under `nodes(ids:)`, once for each id; under a list of a
//!   mutation's payload, once for each item of the longest list in its input, and at least 10 times.
//! - An argument that holds much adds 1 for each 100 values in it (64 bytes of text are one value). The input of a
//!   mutation is free: it has limits of its own.
//! - A field with `depth` adds 100 for each step that it may go, and one that reads more than it shows adds 100.
//! - Introspection counts by the same rules, with 5 rows in a list, and a fiftieth of it is charged.
//! - `@skip` and `@include` change nothing: what could be asked for is counted.
//!
//! Example: `{ measures(first: 20) { totalCount nodes { title updates(first: 5) { nodes { comment } } } } }` costs
//! 1 (`measures`) + 2 (`totalCount`) + 1 (`nodes`) + 20 × (1 (`title`) + 1 (`updates`) + 1 (`nodes`) + 5 × 1) = 164.

use super::schema_shape::FieldShape;

/// What a step of a thread costs, in fields, and a field that reads as much: several tables, or many rows.
pub const STEP: u64 = 100;

/// Introspection is answered from memory.
pub const INTROSPECTION_SHARE: u64 = 50;

/// What a selection comes to, with its fragments written out.

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Fields, spreads and inline fragments.
    pub selections: u64,
    pub aliases: u64,
    /// Fields inside each other.
    pub depth: u64,
    /// Selection sets inside each other, those of fragments too.
    pub nesting: u64,
    /// Introspection's lists of types inside each other.
    pub lists: u64,
    /// What it costs once.
    pub once: u64,
    /// What it costs for each row of the connection that it is selected on.
    pub per_row: u64,
}

impl Cost {
    /// Beside another in the same selection.
    pub fn and(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
            lists: self.lists.max(other.lists),
            once: self.once.saturating_add(other.once),
            per_row: self.per_row.saturating_add(other.per_row),
        }
    }

    /// In a selection set of its own.
    pub fn inside(self) -> Self {
        Self { nesting: self.nesting + 1, ..self }
    }

    /// As one selection more.
    pub fn counted(self) -> Self {
        Self { selections: self.selections.saturating_add(1), ..self }
    }

    /// Under a field that costs `own` and holds `rows` of this.
    pub fn under(self, own: u64, shape: FieldShape, rows: u64) -> Self {
        let (once, per_row) = match shape {
            FieldShape::Rows => (0, self.once),
            FieldShape::Connection => (self.once.saturating_add(self.per_row.saturating_mul(rows)), 0),
            _ => (self.once.saturating_mul(rows), 0),
        };
        Self { once: once.saturating_add(own), per_row, ..self }
    }

    pub fn of_field(self, aliased: bool, lists: u64) -> Self {
        Self {
            aliases: self.aliases.saturating_add(u64::from(aliased)),
            depth: self.depth + 1,
            lists: self.lists + lists,
            ..self
        }
    }
}
