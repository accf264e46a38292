//! What is asked for, in the words of each database. Words hold nothing but letters and digits, so nothing of them can be
//! taken for an operator.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Expr, Func, Query, SelectStatement};

use crate::words::{Term, Terms};

/// How many of the words must occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    All,
    Any,
}

/// The rows of `search_text` whose texts have all words, found by the index.
pub fn having(backend: DbBackend, terms: &Terms) -> SelectStatement {
    if backend == DbBackend::Postgres {
        let query = Expr::cust_with_values("CAST($1 AS tsquery)", [joined(terms, Quantity::All, postgres, ["&", "|"])]);
        return Query::select().from_function(Func::cust("search_having").arg(query), "search_text").take();
    }
    Query::select().from("search_text").and_where(indexed("words", terms, Quantity::All)).take()
}

/// That what the object goes by has the words.
pub fn title_has(backend: DbBackend, terms: &Terms, quantity: Quantity) -> Expr {
    if backend == DbBackend::Postgres {
        let query = joined(terms, quantity, postgres, ["&", "|"]);
        return Expr::cust_with_values("title @@ CAST($1 AS tsquery)", [query]);
    }
    indexed("title", terms, quantity)
}

/// The same by SQLite's index of a column.
fn indexed(column: &str, terms: &Terms, quantity: Quantity) -> Expr {
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
