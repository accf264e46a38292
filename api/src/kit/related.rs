//! Filters through a relation. They reach only what the viewer may see, so that no answer tells of anything else.

use async_graphql::ID;
use entity::Link;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::column::{col, table};
use super::filter::any_id;
use super::node::Node;
use super::rows::Rows;
use super::scope::At;
use crate::error::Result;

/// The column names an object that the viewer may see and that fits the condition.
#[must_use]
pub fn related<N: Node>(column: Expr, condition: Condition, reader: &Rows) -> Condition {
    let mut fitting = reader.select::<N>(At::Now);
    fitting.clear_selects().expr(col::<N::Row>("id")).cond_where(condition);
    Condition::all().add(column.in_subquery(fitting))
}

/// The column names any of these objects, as far as the viewer may see them.
///
/// # Errors
/// `BadInput` for another type's id, or too long a list.
pub fn any_related<N: Node>(column: Expr, ids: Vec<ID>, reader: &Rows) -> Result<Condition> {
    Ok(related::<N>(column, any_id::<N::Row>(col::<N::Row>("id"), ids, reader)?, reader))
}

/// The node whose id is in the column lists something that fits; `target` gets the link's column that names it.
///
/// # Errors
/// Those of `target`.
pub fn lists<L: Link>(column: Expr, target: impl FnOnce(Expr) -> Result<Condition>) -> Result<Condition> {
    let mut owners = Query::select();
    owners.expr(col::<L>(L::OWNER)).from(table::<L>()).cond_where(target(col::<L>(L::TARGET))?);
    Ok(Condition::all().add(column.in_subquery(owners)))
}
