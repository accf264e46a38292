//! The lists under many parents, each read with one statement. What a page shows of a parent's children is sought in an index, parent by
//! parent, so that it costs the same however many there are.

use std::collections::HashMap;

use sea_orm::sea_query::{
    ArrayType, CommonTableExpression, Expr, ExprTrait, Func, JoinType, Query, SelectStatement, Value,
};
use sea_orm::{DbBackend, QueryResult};
use uuid::Uuid;

use super::column::{col, json, table};
use super::listing::Ordered;
use super::node::Node;
use super::page::{Page, PageQuery, Side};
use super::relation::{Links, Parents, Relation};
use super::rows::{Rows, rows, show};
use super::walk::{is_far, walk, walked};
use crate::error::Result;

/// The same page under each of many parents.
///
/// # Errors
/// `BadInput` for a cursor that does not fit.
pub async fn child_pages<N: Ordered>(
    reader: &Rows,
    query: &PageQuery,
    parents: &[Uuid],
) -> Result<HashMap<Uuid, Page<N::Row>>> {
    let select = match reader.backend() {
        _ if query.size.is_none() => whole::<N>(reader, query, parents),
        DbBackend::Postgres => beside::<N>(reader, query, parents)?,
        _ => listed::<N>(reader, query, parents)?,
    };
    let pages = by_parent(reader.raw(query.at, select).await?)?;
    pages.into_iter().map(|(parent, found)| Ok((parent, query.page(rows(&found, query.columns, 1)?)))).collect()
}

/// All children of all of them.
fn whole<N: Node>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> SelectStatement {
    let (mut select, parent) = among::<N>(reader, query, parents);
    query.order::<N::Row>(&mut select);
    select.clear_selects().expr_as(parent, PARENT);
    show::<N::Row>(&mut select, query.columns);
    select
}

/// As PostgreSQL seeks: the page of each parent is a table of its own, beside the parent's id. It runs through them one after another, so
/// that the rows of each keep their order.
fn beside<N: Node>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> Result<SelectStatement> {
    let mut page = page_of::<N>(reader, query, Expr::col((PARENT, PARENT)))?;
    show::<N::Row>(page.clear_selects(), query.columns);
    let parents = parents.iter().map(|id| Value::Uuid(Some(*id))).collect();
    let parents = Func::cust("unnest").arg(Expr::val(Value::Array(ArrayType::Uuid, Some(Box::new(parents)))));
    let mut select = Query::select();
    select.expr(Expr::cust("*")).from_function(parents, PARENT);
    Ok(select.join_lateral(JoinType::InnerJoin, page, "page_", Expr::val(true)).take())
}

/// As SQLite seeks: the ids of each parent's page are a list, whose rows are looked up and put into order again.
fn listed<N: Ordered>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> Result<SelectStatement> {
    let [parent, is_far] = [PARENT, IS_FAR].map(|column| Expr::col((PARENTS, column)));
    let mut page = page_of::<N>(reader, query, parent.clone())?;
    page.clear_selects().expr(col(N::ID));
    let links = walked::<N>(query);
    if let Some(links) = links {
        page = walk::<N>(reader, query, links, [parent.clone(), is_far], page)?;
    }
    let mut select = Query::select();
    select.with_cte(listed_parents(parents, links)).expr_as(parent, PARENT).from(PARENTS);
    show::<N::Row>(&mut select, query.columns);
    // A cross join keeps SQLite from starting with the rows.
    select.cross_join(table::<N::Row>()).and_where(col(N::ID).in_subquery(page));
    query.order::<N::Row>(&mut select);
    Ok(select)
}

/// The parents, and under which of them rows are walked: made once, and not wherever it is asked.
fn listed_parents(parents: &[Uuid], links: Option<Links>) -> CommonTableExpression {
    let texts: Vec<String> = parents.iter().map(Uuid::to_string).collect();
    let id = Expr::cust("unhex(value, '-')");
    let mut ids = Query::select();
    ids.expr_as(id.clone(), PARENT).from_function(Func::cust("json_each").arg(json(&texts)), "ids_");
    if let Some(links) = links {
        ids.expr_as(is_far(links, id), IS_FAR);
    }
    CommonTableExpression::new().table_name(PARENTS).query(ids).materialized(true).to_owned()
}

/// The page under one parent, whose id is an expression.
fn page_of<N: Node>(reader: &Rows, query: &PageQuery, parent: Expr) -> Result<SelectStatement> {
    let (mut select, _) = under::<N>(reader, query, &Parents::One(parent));
    query.cut::<N::Row>(reader.backend(), &mut select)?;
    Ok(select)
}

fn among<N: Node>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> (SelectStatement, Expr) {
    under::<N>(reader, query, &Parents::Among(reader.backend(), parents))
}

/// The children of these parents, and the expression of the parent's id.
fn under<N: Node>(reader: &Rows, query: &PageQuery, parents: &Parents) -> (SelectStatement, Expr) {
    let relation = query.relation.unwrap_or_else(|| Relation::key(N::ID));
    let mut select = reader.select_through::<N>(query.at, relation);
    select.cond_where(query.condition.clone());
    let parent = relation.parents::<N::Row>(&mut select, parents);
    (select, parent)
}

/// The parents, and their columns: the id, and whether rows are walked.
const PARENTS: &str = "parents_";
const PARENT: &str = "parent_";
const IS_FAR: &str = "is_far_";

/// The parents of many that have children on one side of the page.
///
/// # Errors
/// When the database does not answer.
pub async fn children_have<N: Node>(
    reader: &Rows,
    query: &PageQuery,
    side: Side,
    parents: &[Uuid],
) -> Result<Vec<Uuid>> {
    let (mut select, parent) = among::<N>(reader, query, parents);
    select.clear_selects().expr_as(parent.clone(), PARENT);
    query.aside::<N::Row>(reader.backend(), side, &mut select)?;
    // A cursor names a place in one parent's list, so there are seldom more.
    if parents.len() > 1 {
        select.clear_order_by().reset_limit().distinct();
    }
    reader.raw(query.at, select).await?.iter().map(|row| Ok(row.try_get("", PARENT)?)).collect()
}

/// How many children each of many parents has. A parent without any is left out.
///
/// # Errors
/// When the database does not answer.
pub async fn child_totals<N: Node>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let (mut select, parent) = among::<N>(reader, query, parents);
    select.clear_selects().expr_as(parent.clone(), PARENT).expr_as(Func::count(col(N::ID)), "total");
    select.add_group_by([parent]);
    reader
        .raw(query.at, select)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("", PARENT)?, row.try_get("", "total")?)))
        .collect()
}

fn by_parent(found: Vec<QueryResult>) -> Result<HashMap<Uuid, Vec<QueryResult>>> {
    let mut pages: HashMap<Uuid, Vec<QueryResult>> = HashMap::new();
    for row in found {
        pages.entry(row.try_get("", PARENT)?).or_default().push(row);
    }
    Ok(pages)
}
