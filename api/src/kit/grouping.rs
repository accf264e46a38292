//! What statistics are grouped by: what the statement reads of a row for it, alike on both databases.

use entity::{Link, Row};
use sea_orm::sea_query::{Alias, BinOper, Expr, ExprTrait, Func, JoinType, SelectStatement};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use super::column::{col, table};
use super::node::Node;
use super::rows::Rows;
use super::sight::{Sight, seen};

/// The value by which a row is in a group; null if it has none.
#[derive(Debug)]
pub struct GroupKey {
    /// Whether it is text, and not an id.
    pub is_text: bool,
    /// What the statement reads; what it has to join is added to the select.
    pub read: fn(&Rows, &mut SelectStatement) -> Expr,
}

impl GroupKey {
    pub const fn id(read: fn(&Rows, &mut SelectStatement) -> Expr) -> Self {
        Self { is_text: false, read }
    }

    pub const fn text(read: fn(&Rows, &mut SelectStatement) -> Expr) -> Self {
        Self { is_text: true, read }
    }

    /// How keys compare: by their bytes, which both databases do alike.
    #[must_use]
    pub fn in_order(&self, key: Expr, backend: DbBackend) -> Expr {
        if self.is_text && backend == DbBackend::Postgres {
            return key.binary(BinOper::Custom("COLLATE"), Expr::col("C"));
        }
        key
    }
}

/// By the month that a date is in: `2026-11`.
pub fn by_month(column: impl ColumnTrait, rows: &Rows) -> Expr {
    part_of_date(column, rows, "'YYYY-MM'", "7")
}

/// By the year that a date is in: `2026`.
pub fn by_year(column: impl ColumnTrait, rows: &Rows) -> Expr {
    part_of_date(column, rows, "'YYYY'", "4")
}

/// By the object that a column names, as far as the viewer may see it.
pub fn by_object<N: Node>(column: impl ColumnTrait, rows: &Rows) -> Expr {
    // One that every row has is visible to all who can see the row.
    let visible = if column.def().is_null() { N::visible(&Sight::of(&rows.scope.viewer)) } else { Condition::all() };
    if visible.is_empty() {
        return col(column);
    }
    let is_seen = seen(N::Row::TABLE.name, col(column), visible);
    Expr::case(is_seen, col(column)).into()
}

/// By each object that a link table names, as far as the viewer may see it: a row that lists several is in several groups.
pub fn by_link<L: Link, Owner: Node, N: Node>(rows: &Rows, select: &mut SelectStatement) -> Expr {
    let link = format!("{}_", L::TABLE.name);
    let named = |target: &str| {
        let reference = L::TABLE.references.iter().find(|reference| reference.target == target);
        let column = reference.map_or("id", |reference| reference.column);
        Expr::col((Alias::new(&link), Alias::new(column)))
    };
    let (owner, target) = (named(Owner::Row::TABLE.name), named(N::Row::TABLE.name));
    let mut joins = Condition::all().add(owner.eq(col(Owner::ID)));
    let visible = N::visible(&Sight::of(&rows.scope.viewer));
    if !visible.is_empty() {
        joins = joins.add(seen(N::Row::TABLE.name, target.clone(), visible));
    }
    select.join_as(JoinType::LeftJoin, table::<L>(), Alias::new(&link), joins);
    target
}

/// The start of a date as `YYYY-MM-DD`, which is how SQLite keeps it.
fn part_of_date(column: impl ColumnTrait, rows: &Rows, format: &'static str, length: &'static str) -> Expr {
    if rows.backend() == DbBackend::Postgres {
        return Func::cust("to_char").arg(col(column)).arg(Expr::cust(format)).into();
    }
    Func::cust("substr").arg(col(column)).arg(Expr::cust("1")).arg(Expr::cust(length)).into()
}
