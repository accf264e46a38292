//! What is asked for, in the words of each database. Words hold nothing but letters and digits, so nothing of them can be
//! taken for an operator.

use sea_orm::DbBackend;
use sea_orm::sea_query::Expr;

use crate::words::{Term, Terms};

/// In which of a row's texts words are looked for.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// What the object goes by.
    Title,
    /// All of them.
    Words,
}

/// How many of the words must occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    All,
    Any,
}

/// That a row's words are those that are asked for.
pub fn matches(backend: DbBackend, column: Column, terms: &Terms, quantity: Quantity) -> Expr {
    let column = if matches!(column, Column::Title) { "title" } else { "words" };
    if backend == DbBackend::Postgres {
        let query = joined(terms, quantity, postgres, ["&", "|"]);
        return Expr::cust_with_values(format!("search_text.{column} @@ CAST($1 AS tsquery)"), [query]);
    }
    let query = format!("{column} : ({})", joined(terms, quantity, sqlite, ["AND", "OR"]));
    let among = "search_text.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)";
    Expr::cust_with_values(among, [query])
}

fn joined(terms: &Terms, quantity: Quantity, term: impl Fn(&Term) -> String, [and, or]: [&str; 2]) -> String {
    let joint = if quantity == Quantity::All { and } else { or };
    terms.iter().map(term).collect::<Vec<_>>().join(&format!(" {joint} "))
}

fn postgres(term: &Term) -> String {
    any(term, |prefix| format!("'{prefix}':*"), |word| format!("'{word}'"), " | ")
}

fn sqlite(term: &Term) -> String {
    any(term, |prefix| format!("\"{prefix}\" *"), |word| format!("\"{word}\""), " OR ")
}

fn any(term: &Term, prefix: impl Fn(&str) -> String, exact: impl Fn(&str) -> String, or: &str) -> String {
    let ways = term.prefix.iter().map(|start| prefix(start)).chain(term.exact.iter().map(|word| exact(word)));
    format!("({})", ways.collect::<Vec<_>>().join(or))
}
