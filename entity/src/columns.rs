//! Some of a table's columns: what a read asks for.

use std::ops::BitOr;

use sea_orm::{DbErr, QueryResult, TryGetable};

/// Some of a table's columns, by their places in it. A row that was read with some of them holds the default in the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Columns(u64);

impl Columns {
    pub const NONE: Self = Self(0);
    /// The id, which every table has in front.
    pub const ID: Self = Self(1);
    /// All columns of any table.
    pub const ALL: Self = Self(u64::MAX);

    /// The column at this place.
    #[must_use]
    pub const fn at(place: usize) -> Self {
        Self(1 << place)
    }

    #[must_use]
    pub const fn has(self, place: usize) -> bool {
        self.0 >> place & 1 == 1
    }
}

impl BitOr for Columns {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Reads the columns of a row one after another, in the order of the table.
pub struct Reading<'r> {
    row: &'r QueryResult,
    columns: Columns,
    /// The column's place in the table.
    place: usize,
    /// The value's place in what was read.
    value: usize,
}

impl<'r> Reading<'r> {
    /// Of a row that holds these columns from its `first` value on.
    #[must_use]
    pub fn new(row: &'r QueryResult, columns: Columns, first: usize) -> Self {
        Self { row, columns, place: 0, value: first }
    }

    /// The next column's value, or the default if it was not asked for.
    ///
    /// # Errors
    /// When the value does not fit the column.
    pub fn column<T: TryGetable + Default>(&mut self) -> Result<T, DbErr> {
        let is_read = self.columns.has(self.place);
        self.place += 1;
        if !is_read {
            return Ok(T::default());
        }
        self.value += 1;
        self.row.try_get_by_index(self.value - 1)
    }
}
