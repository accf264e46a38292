//! Sets of tables: what an answer was read from, what a write touched.

use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

use crate::TABLES;

/// A set of tables.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tables(u64);

/// Each table has a bit: with more tables, the set needs a larger number.
const _: () = assert!(TABLES.len() <= u64::BITS as usize);

/// What follows from all tables and is none of them: the words of their texts, and the ledger.
const DERIVED: [&str; 3] = ["search_", "change", "ledger"];

static BY_NAME: LazyLock<HashMap<&str, Tables>> =
    LazyLock::new(|| TABLES.iter().enumerate().map(|(place, table)| (table.name, Tables(1 << place))).collect());
static BY_TYPE: LazyLock<HashMap<&str, Tables>> =
    LazyLock::new(|| TABLES.iter().enumerate().map(|(place, table)| (table.node_type, Tables(1 << place))).collect());

impl Tables {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(u64::MAX >> (u64::BITS as usize - TABLES.len()));

    /// The table whose rows have this type in the ledger. All, for a type that is not known here.
    #[must_use]
    pub fn of_type(node_type: &str) -> Self {
        BY_TYPE.get(node_type).copied().unwrap_or(Self::ALL)
    }

    /// The tables that a statement names, in whatever place: a column of the same name makes it one table more, and no
    /// table is missed. Keywords are in capitals, and no table's name is shorter than four letters.
    #[must_use]
    pub fn named_in(sql: &str) -> Self {
        let words = sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let names = words.filter(|word| word.len() >= 4 && word.starts_with(|c: char| c.is_ascii_lowercase()));
        names.fold(Self::NONE, |found, name| found | Self::behind(name))
    }

    /// The tables that show in the table of this name.
    fn behind(name: &str) -> Self {
        if DERIVED.iter().any(|derived| name.starts_with(derived)) {
            return Self::ALL;
        }
        BY_NAME.get(name).copied().unwrap_or_default()
    }

    /// Each table's place in [`TABLES`].
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = rest.trailing_zeros();
            rest &= rest.checked_sub(1)?;
            Some(place as usize)
        })
    }

    /// For an atomic number that holds the set.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & Self::ALL.0)
    }
}

impl BitOr for Tables {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::fmt::Debug for Tables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.places().map(|place| TABLES[place].name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLES, Tables};

    #[test]
    fn a_statement_reads_the_tables_that_it_names() {
        let sql = r#"SELECT "measure"."id" FROM "measure" WHERE EXISTS (SELECT 1 FROM action_plan AS a WHERE 1 = ?)"#;
        assert_eq!(Tables::named_in(sql), Tables::of_type("Measure") | Tables::of_type("ActionPlan"));
        assert_eq!(Tables::named_in("SELECT 1"), Tables::NONE);
    }

    #[test]
    fn what_follows_from_all_tables_counts_as_all() {
        for sql in ["SELECT * FROM search_having($1)", "SELECT seq FROM change", r#"SELECT "seq" FROM "ledger_head""#] {
            assert_eq!(Tables::named_in(sql), Tables::ALL, "{sql}");
        }
        assert_eq!(Tables::of_type("Unknown"), Tables::ALL);
    }

    #[test]
    fn each_table_is_found_by_its_name_and_by_its_type() {
        for (place, table) in TABLES.iter().enumerate() {
            let found = Tables::named_in(table.name);
            assert_eq!(found.places().collect::<Vec<_>>(), [place], "{}", table.name);
            assert_eq!(Tables::of_type(table.node_type), found);
        }
        assert_eq!(Tables::ALL.places().count(), TABLES.len());
    }
}
