//! How large a selection is, with its fragments written out.

use crate::guard::weights::Shape;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
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
    pub cost: u64,
    /// What it costs for each row of the connection that it is selected on.
    pub per_row: u64,
}

impl Size {
    /// Beside another in the same selection.
    pub fn and(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
            lists: self.lists.max(other.lists),
            cost: self.cost.saturating_add(other.cost),
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
    pub fn under(self, own: u64, shape: Shape, rows: u64) -> Self {
        let (once, per_row) = match shape {
            Shape::Rows => (0, self.cost),
            Shape::Connection => (self.cost.saturating_add(self.per_row.saturating_mul(rows)), 0),
            _ => (self.cost.saturating_mul(rows), 0),
        };
        Self { cost: once.saturating_add(own), per_row, ..self }
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
