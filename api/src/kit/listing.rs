//! A list as clients see it: the Relay connection, with `nodes` and an exact `totalCount`.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject, TypeName};
use entity::{Columns, Row};
use sea_orm::Condition;
use uuid::Uuid;

use super::context::context;
use super::cursor;
use super::filter::Filter;
use super::key::{Key as _, Keyed};
use super::loader::{ChildPage, ChildSide, ChildTotal};
use super::many::Many;
use super::node::{Node, needs};
use super::order::{OrderDirection, Sort, SortKey};
use super::page::{Page, PageArgs, PageQuery, Side, root_has, root_page, root_total};
use super::relation::Relation;
use super::scope::At;
use super::shown::Shown;
use crate::error::{Error, Result};

/// A type whose lists can be filtered. Declared by `#[filter]`.
pub trait Filtered: Node {
    type Filter: Filter;
}

/// A type whose lists can be ordered. Declared by `#[order]`.
pub trait Ordered: Node {
    type Order: Into<Sort> + Default;
}

/// The one object that a key names, if the viewer may see it.
///
/// # Errors
/// `BadInput` for an id that is malformed or another type's, and for a name that several objects have.
pub async fn look_up<N: Keyed>(ctx: &Context<'_>, at: At, by: N::Key) -> Result<Option<N>> {
    let rows = context(ctx).rows();
    let mut select = rows.select::<N>(at);
    let found = rows.fetch(at, select.cond_where(by.condition(rows)?).limit(2).take()).await?;
    match <[N::Row; 1]>::try_from(found) {
        Ok([row]) => Ok(Some(N::new(row, at))),
        Err(none) if none.is_empty() => Ok(None),
        Err(_) => Err(Error::BadInput(format!("Several objects of type {} have this name: use the id.", N::Row::TYPE))),
    }
}

/// A list's page. What was not selected is not read.
pub struct List<N: Node> {
    query: Arc<PageQuery>,
    parent: Option<Uuid>,
    page: Page<N::Row>,
}

impl<N: Node> TypeName for List<N> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("{}Connection", N::Row::TYPE).into()
    }
}

/// Lista: a page of a list, in the order that was asked for.
#[Object(name_type)]
impl<N: Node> List<N> {
    /// The rows of this page, each with its cursor.
    async fn edges(&self) -> Many<Edge<N>> {
        let edge =
            |row: &Arc<N::Row>| Edge { cursor: self.cursor(row), node: Shown(N::new(row.clone(), self.query.at)) };
        self.page.rows.iter().map(edge).collect()
    }

    /// The rows of this page.
    async fn nodes(&self) -> Shown<Vec<N>> {
        Shown(self.page.rows.iter().map(|row| N::new(row.clone(), self.query.at)).collect())
    }

    /// Whether there is more, and from where to go on.
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo> {
        let (next, previous) =
            (self.has(ctx, "hasNextPage", Side::Next), self.has(ctx, "hasPreviousPage", Side::Previous));
        let (has_next_page, has_previous_page) = Box::pin(futures_util::future::try_join(next, previous)).await?;
        Ok(PageInfo {
            has_next_page,
            has_previous_page,
            start_cursor: self.page.rows.first().map(|row| self.cursor(row)),
            end_cursor: self.page.rows.last().map(|row| self.cursor(row)),
        })
    }

    /// How many rows fit the filter on all pages, exactly; counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let loaders = &context(ctx).loaders;
        let total = match self.parent {
            None => Box::pin(root_total::<N>(loaders.rows(), &self.query)).await?,
            Some(parent) => {
                let key = ChildTotal(ChildPage { parent, query: self.query.clone() });
                Box::pin(loaders.one::<N, _>(key)).await?.unwrap_or_default()
            }
        };
        i32::try_from(total).map_err(Error::internal)
    }
}

impl<N: Node> List<N> {
    fn cursor(&self, row: &N::Row) -> String {
        cursor::encode(self.query.sort, row)
    }

    /// Whether there are rows on one side of the page; false if that is not selected.
    async fn has(&self, ctx: &Context<'_>, field: &str, side: Side) -> Result<bool> {
        if let Some(known) = self.query.known(side, &self.page) {
            return Ok(known);
        }
        let loaders = &context(ctx).loaders;
        match self.parent {
            _ if !ctx.look_ahead().field(field).exists() => Ok(false),
            None => root_has::<N>(loaders.rows(), &self.query, side).await,
            Some(parent) => {
                let key = ChildSide(ChildPage { parent, query: self.query.clone() }, side);
                Ok(loaders.one::<N, _>(key).await?.is_some())
            }
        }
    }
}

/// A row of a list, with its place in it.
pub struct Edge<N> {
    cursor: String,
    node: Shown<N>,
}

impl<N: Node> TypeName for Edge<N> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("{}Edge", N::Row::TYPE).into()
    }
}

/// Rad: a row of a list, with its place in it.
#[Object(name_type)]
impl<N: Node> Edge<N> {
    /// The row's place in this list and this order, for `after` and `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self) -> &Shown<N> {
        &self.node
    }
}

/// Sidinformation: where a page is in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// The last row's cursor: pass it as `after` for the next page. Null: the page is empty.
    pub end_cursor: Option<String>,
    /// Whether rows follow after this page.
    pub has_next_page: bool,
    /// Whether rows come before this page.
    pub has_previous_page: bool,
    /// The first row's cursor: pass it as `before` for the page before. Null: the page is empty.
    pub start_cursor: Option<String>,
}

/// Reads a page of all rows of a type.
///
/// # Errors
/// `BadInput` for a page size, a cursor or a filter that does not fit.
pub async fn list<N: Node>(
    ctx: &Context<'_>,
    at: At,
    filter: Option<impl Filter>,
    sort: Sort,
    args: PageArgs,
) -> Result<List<N>> {
    let rows = context(ctx).rows();
    let query = Arc::new(query::<N>(ctx, at, None, filter, sort, args)?);
    let page = if rows_selected(ctx) { root_page::<N>(rows, &query).await? } else { Page::default() };
    Ok(List { query, parent: None, page })
}

/// Reads a page of those rows of a type that fit a condition.
///
/// # Errors
/// `BadInput` for a page size or a cursor that does not fit.
pub async fn narrowed<N: Node>(
    ctx: &Context<'_>,
    at: At,
    condition: Condition,
    sort: Sort,
    args: PageArgs,
) -> Result<List<N>> {
    let rows = context(ctx).rows();
    let size = Some(args.size()?);
    let columns = columns::<N>(ctx, sort);
    let query = PageQuery { at, relation: None, condition, columns, sort, args, size };
    query.check::<N::Row>(rows.backend())?;
    let query = Arc::new(query);
    let page = if rows_selected(ctx) { root_page::<N>(rows, &query).await? } else { Page::default() };
    Ok(List { query, parent: None, page })
}

/// Reads a page of the rows under one node, together with the same page under its neighbours.
///
/// # Errors
/// `BadInput` for a page size, a cursor or a filter that does not fit.
pub async fn children<N: Ordered>(
    ctx: &Context<'_>,
    parent: &impl Node,
    relation: Relation,
    filter: Option<impl Filter>,
    sort: Sort,
    args: PageArgs,
) -> Result<List<N>> {
    let loaders = &context(ctx).loaders;
    let make = || {
        let text = format!("{filter:?} {sort:?} {args:?}");
        Ok((text, query::<N>(ctx, parent.at(), Some(relation), filter, sort, args)?))
    };
    let query = context(ctx).queries.at((ctx.item.pos, N::Row::TYPE, relation), make)?;
    let parent = parent.row().id();
    let page = if rows_selected(ctx) {
        loaders.one::<N, _>(ChildPage { parent, query: query.clone() }).await?.unwrap_or_default()
    } else {
        Page::default()
    };
    Ok(List { query, parent: Some(parent), page })
}

/// Reads all rows under one node that has but a few of them, as a plain list.
///
/// # Errors
/// When the database does not answer.
pub async fn all<N: Ordered>(
    ctx: &Context<'_>,
    parent: &impl Node,
    relation: Relation,
    key: SortKey,
) -> Result<Shown<Vec<N>>> {
    let (at, sort) = (parent.at(), Sort { key, direction: OrderDirection::Asc });
    let make = || {
        let columns = needs::<N>(&ctx.field()) | sort.columns::<N::Row>();
        let (relation, condition, args) = (Some(relation), Condition::all(), PageArgs::default());
        let query = PageQuery { at, relation, condition, columns, sort, args, size: None };
        Ok((format!("all {sort:?}"), query))
    };
    let query = context(ctx).queries.at((ctx.item.pos, N::Row::TYPE, relation), make)?;
    let key = ChildPage { parent: parent.row().id(), query };
    let page = context(ctx).loaders.one::<N, _>(key).await?.unwrap_or_default();
    Ok(Shown(page.rows.into_iter().map(|row| N::new(row, at)).collect()))
}

/// The first row under one node of those that fit a condition, which has a name for whoever else asks for it.
///
/// # Errors
/// When the database does not answer.
pub async fn first<N: Ordered>(
    ctx: &Context<'_>,
    parent: &impl Node,
    relation: Relation,
    sort: Sort,
    (name, condition): (&'static str, Condition),
) -> Result<Option<N>> {
    let at = parent.at();
    let make = || {
        let (args, size) = (PageArgs { first: Some(1), ..Default::default() }, Some((1, false)));
        let (relation, columns) = (Some(relation), Columns::ALL);
        let query = PageQuery { at, relation, condition, columns, sort, args, size };
        Ok((format!("first {sort:?}"), query))
    };
    let query = context(ctx).queries.at((ctx.item.pos, name, relation), make)?;
    let key = ChildPage { parent: parent.row().id(), query };
    let page = context(ctx).loaders.one::<N, _>(key).await?;
    Ok(page.and_then(|page| page.rows.into_iter().next()).map(|row| N::new(row, at)))
}

fn query<N: Node>(
    ctx: &Context<'_>,
    at: At,
    relation: Option<Relation>,
    filter: Option<impl Filter>,
    sort: Sort,
    args: PageArgs,
) -> Result<PageQuery> {
    let (rows, columns) = (context(ctx).rows(), columns::<N>(ctx, sort));
    let size = Some(args.size()?);
    let condition = filter.map_or(Ok(Condition::all()), |filter| filter.condition(rows))?;
    let query = PageQuery { at, relation, condition, columns, sort, args, size };
    query.check::<N::Row>(rows.backend())?;
    Ok(query)
}

/// The columns that a page of a list needs for what is selected of it.
fn columns<N: Node>(ctx: &Context<'_>, sort: Sort) -> Columns {
    let wanted = ctx.look_ahead();
    let (nodes, edges) = (wanted.field("nodes"), wanted.field("edges").field("node"));
    let shown = nodes.selection_fields().into_iter().chain(edges.selection_fields());
    shown.fold(sort.columns::<N::Row>(), |columns, field| columns | needs::<N>(&field))
}

/// A list of which only the total is wanted is not read.
#[must_use]
pub fn rows_selected(ctx: &Context<'_>) -> bool {
    let wanted = ctx.look_ahead();
    ["nodes", "edges", "pageInfo"].into_iter().any(|name| wanted.field(name).exists())
}
