//! Children through links as SQLite seeks them. No index has both the links of a parent and the order of its children, and to sort all of
//! them costs the more, the more there are. But among many links the next one is near: so the rows of the table are walked in the order
//! of the list, and probed for a link.

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement, UnionType};

use super::column::{col, table};
use super::listing::Ordered;
use super::node::Node;
use super::order::Sort;
use super::page::PageQuery;
use super::relation::{Links, Relation};
use super::rows::Rows;
use crate::error::Result;

/// How many rows are walked at the most, and how many links a parent has at the least that is worth it.
const FAR: u64 = 2_000;

/// The links that are probed on a walk. None: an index has the parent's children in this order.
#[must_use]
pub fn walked<N: Ordered>(query: &PageQuery) -> Option<Links> {
    let relation = query.size.and(query.relation)?;
    let default: Sort = N::Order::default().into();
    let is_indexed = relation.column().is_some() && query.sort.expr::<N::Row>() == default.expr::<N::Row>();
    if is_indexed { None } else { relation.links::<N::Row>() }
}

/// Whether a parent has so many links that it is worth a walk.
#[must_use]
pub fn is_far(links: Links, parent: Expr) -> Expr {
    let mut beyond = Query::select();
    beyond.expr(Expr::val(1)).from(links.table()).and_where(links.parent().eq(parent)).limit(1).offset(FAR);
    Expr::exists(beyond)
}

/// The ids of the page under one parent: of what the walk comes upon, and, if that does not fill the page, of the first that it did not
/// reach, as they are `sorted`. SQLite runs the second part only then.
///
/// # Errors
/// `BadInput` for a cursor that does not fit.
pub fn walk<N: Node>(
    reader: &Rows,
    query: &PageQuery,
    links: Links,
    [parent, is_far]: [Expr; 2],
    mut sorted: SelectStatement,
) -> Result<SelectStatement> {
    let mut near = near::<N>(reader, query)?;
    let mut ids = probed::<N>(reader, query, near.clone(), links);
    ids.and_where(is_far.clone()).and_where(links.parent().eq(parent));
    near.clear_selects().expr(col(N::ID));
    sorted.and_where(is_far.not().or(col(N::ID).not_in_subquery(near)));
    let mut rest = Query::select();
    rest.column(Asterisk).from_subquery(sorted, "rest_");
    Ok(ids.union(UnionType::All, rest).limit(query.size.map_or(0, |(size, _)| size + 1)).take())
}

/// The rows that are walked, whoever sees them and whatever they are linked to.
fn near<N: Node>(reader: &Rows, query: &PageQuery) -> Result<SelectStatement> {
    let mut near = Query::select();
    near.column(Asterisk).from(table::<N::Row>());
    query.cut::<N::Row>(reader.backend(), &mut near)?;
    Ok(near.limit(FAR).take())
}

/// The ids of those that fit, with their links. They keep the order in which they are walked: SQLite never turns a cross join round.
fn probed<N: Node>(reader: &Rows, query: &PageQuery, near: SelectStatement, links: Links) -> SelectStatement {
    let relation = query.relation.unwrap_or_else(|| Relation::key(N::ID));
    let mut select = reader.select_through::<N>(query.at, relation);
    select.clear_selects().expr(col(N::ID)).cond_where(query.condition.clone());
    select.from_clear().from_subquery(near, table::<N::Row>());
    select.cross_join(links.table()).and_where(links.child().eq(col(N::ID))).take()
}
