//! Filters through a relation. They reach only what the viewer may see, so that no answer gives away anything else.

use entity::Link;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{Condition, IdenStatic};

use super::column::{col, table};
use super::node::Node;
use super::rows::Rows;
use super::scope::At;
use super::sight::Sight;
use crate::error::Result;

/// The column names an object that the viewer may see and that fits the condition.
#[must_use]
pub fn related<N: Node>(column: Expr, condition: Condition, rows: &Rows) -> Condition {
    let mut fitting = rows.select::<N>(At::Now);
    fitting.clear_selects().expr(col(N::ID)).cond_where(condition);
    Condition::all().add(column.in_subquery(fitting))
}

/// The column names an object that the viewer may see.
#[must_use]
pub fn refers<N: Node>(column: Expr, rows: &Rows) -> Condition {
    if N::visible(&Sight::of(&rows.scope.viewer)).is_empty() {
        return Condition::all().add(column.is_not_null());
    }
    related::<N>(column, Condition::all(), rows)
}

/// A column of the object with this id, if the viewer may see it; null otherwise.
#[must_use]
pub fn value_of<N: Node>(column: N::Column, id: Expr, rows: &Rows) -> Expr {
    let mut object = rows.select::<N>(At::Now);
    object.clear_selects().expr(col(column)).and_where(col(N::ID).eq(id));
    Expr::SubQuery(None, Box::new(object.into()))
}

/// Nodes that a link table joins to something that fits; `target` gets the link's column that names it.
///
/// # Errors
/// Those of `target`.
pub fn lists<L: Link, N: Node>(target: impl FnOnce(Expr) -> Result<Condition>) -> Result<Condition> {
    use entity::Row;
    let is_owner = L::TABLE.owner().is_some_and(|owner| owner.target == N::Row::TABLE.name);
    let others = L::TABLE.references.iter().filter(|reference| reference.target != N::Row::TABLE.name);
    let other = if is_owner { others.map(|other| other.column).next() } else { Some(L::OWNER.as_str()) };
    let own = L::TABLE.references.iter().find(|reference| reference.target == N::Row::TABLE.name);
    let column = |name: Option<&'static str>| Expr::col((table::<L>(), Alias::new(name.unwrap_or("id"))));
    let mut joined = Query::select();
    joined.expr(column(own.map(|own| own.column))).from(table::<L>()).cond_where(target(column(other))?);
    Ok(Condition::all().add(col(N::ID).in_subquery(joined)))
}
