//! Pages of a list by keyset, of all rows or under each of many parents, with one statement.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use entity::Row;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OverStatement, Query, SelectStatement, WindowStatement};
use sea_orm::{Condition, DbBackend, QueryResult};
use uuid::Uuid;

use super::column::{col, table};
use super::cursor::{Bound, beyond};
use super::node::Node;
use super::order::Sort;
use super::relation::Relation;
use super::rows::{Rows, rows};
use super::scope::At;
use crate::error::{Error, Result};

/// Which part of a list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PageArgs {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

/// How many rows a page has when nothing is said.
pub const DEFAULT_SIZE: i32 = 25;
/// How many rows a page has at the most.
pub const LARGEST_SIZE: i32 = 100;

impl PageArgs {
    /// The number of rows, and whether they are taken from the end.
    ///
    /// # Errors
    /// `BadInput` when both ends are asked for, or the size is out of range.
    pub fn size(&self) -> Result<(u64, bool)> {
        let (name, size, backward) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(Error::bad_input("Ask for first or for last, not for both.")),
            (None, Some(last)) => ("last", last, true),
            (first, None) => ("first", first.unwrap_or(DEFAULT_SIZE), false),
        };
        match u64::try_from(size) {
            Ok(rows) if (1..=LARGEST_SIZE).contains(&size) => Ok((rows, backward)),
            _ => Err(Error::BadInput(format!("{name} is {size}; it must be 1 to {LARGEST_SIZE}."))),
        }
    }
}

/// What is asked of a list: which rows, in which order, which part. Two with the same fingerprint are the same.
pub struct PageQuery {
    /// All that follows, as text.
    pub fingerprint: String,
    pub at: At,
    pub relation: Option<Relation>,
    pub condition: Condition,
    pub sort: Sort,
    pub args: PageArgs,
    /// The number of rows and whether they are taken from the end; none: all of them.
    pub size: Option<(u64, bool)>,
}

impl PartialEq for PageQuery {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for PageQuery {}

impl Hash for PageQuery {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint.hash(state);
    }
}

/// A part of a list, and whether there was more between the cursors.
#[derive(Debug, Clone)]
pub struct Page<R> {
    pub rows: Vec<R>,
    pub more: bool,
}

impl<R> Default for Page<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false }
    }
}

/// The rows of a list that come before a page, or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    Previous,
    Next,
}

impl PageQuery {
    /// Refuses cursors that do not fit, also where no rows are read.
    ///
    /// # Errors
    /// `BadInput` for a malformed cursor, or another list's or order's.
    pub fn check<R: Row>(&self, backend: DbBackend) -> Result<()> {
        let places = self.args.after.iter().chain(&self.args.before);
        places
            .map(|place| beyond::<R>(backend, self.sort, self.sort.direction, (place, Bound::Excluded)))
            .try_for_each(|place| place.map(drop))
    }

    /// Whether there are rows on one side of a page. None: only the database knows, because a cursor ends the page there.
    #[must_use]
    pub fn known<R>(&self, side: Side, page: &Page<R>) -> Option<bool> {
        let reads_towards = if self.backward() { Side::Previous } else { Side::Next };
        if page.more && side == reads_towards {
            return Some(true);
        }
        self.end(side).is_none().then_some(false)
    }

    /// The cursor that ends a page on one side.
    fn end(&self, side: Side) -> Option<&str> {
        if side == Side::Next { self.args.before.as_deref() } else { self.args.after.as_deref() }
    }

    /// Keeps to the rows on one side, the nearest first.
    fn aside<R: Row>(&self, backend: DbBackend, side: Side, select: &mut SelectStatement) -> Result<()> {
        let direction = self.sort.direction;
        let direction = if side == Side::Next { direction } else { direction.reversed() };
        if let Some(place) = self.end(side) {
            select.and_where(beyond::<R>(backend, self.sort, direction, (place, Bound::Included))?);
        }
        select.order_by_expr(self.sort.expr::<R>(), direction.into()).limit(1);
        Ok(())
    }

    fn backward(&self) -> bool {
        self.size.is_some_and(|(_, backward)| backward)
    }

    fn filtered<N: Node>(&self, reader: &Rows) -> SelectStatement {
        let mut select = reader.select::<N>(self.at);
        select.cond_where(self.condition.clone());
        select
    }

    /// The children of these parents, and the expression of the parent's id.
    fn under<N: Node>(&self, reader: &Rows, parents: &[Uuid]) -> (SelectStatement, Expr) {
        let relation = self.relation.unwrap_or_else(|| Relation::key(N::ID));
        let mut select = reader.select_through::<N>(self.at, relation);
        select.cond_where(self.condition.clone());
        let parent = relation.narrow::<N::Row>(reader.backend(), &mut select, parents);
        (select, parent)
    }

    /// Keeps to the rows between the cursors.
    fn bounded<R: Row>(&self, backend: DbBackend, select: &mut SelectStatement) -> Result<()> {
        let (sort, direction) = (self.sort, self.sort.direction);
        for (place, direction) in [(&self.args.after, direction), (&self.args.before, direction.reversed())] {
            if let Some(place) = place {
                select.and_where(beyond::<R>(backend, sort, direction, (place, Bound::Excluded))?);
            }
        }
        Ok(())
    }

    /// The order in which rows are read: backward pages are read from their end.
    fn reading(&self) -> sea_orm::Order {
        let direction = self.sort.direction;
        if self.backward() { direction.reversed().into() } else { direction.into() }
    }

    /// Makes a page of rows that were read with one more than wanted.
    fn page<R>(&self, mut found: Vec<R>) -> Page<R> {
        let Some((size, backward)) = self.size else { return Page { rows: found, ..Default::default() } };
        let more = found.len() as u64 > size;
        found.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        if backward {
            found.reverse();
        }
        Page { rows: found, more }
    }
}

/// A page of the whole list.
///
/// # Errors
/// `BadInput` for a cursor that does not fit.
pub async fn root_page<N: Node>(reader: &Rows, query: &PageQuery) -> Result<Page<N::Row>> {
    let mut select = query.filtered::<N>(reader);
    query.bounded::<N::Row>(reader.backend(), &mut select)?;
    let reading = query.reading();
    select.order_by_expr(query.sort.expr::<N::Row>(), reading.clone());
    select.order_by((table::<N::Row>(), "id"), reading);
    if let Some((size, _)) = query.size {
        select.limit(size + 1);
    }
    Ok(query.page(reader.fetch(query.at, select).await?))
}

/// Whether the whole list has rows on one side of the page.
///
/// # Errors
/// When the database does not answer.
pub async fn root_has<N: Node>(reader: &Rows, query: &PageQuery, side: Side) -> Result<bool> {
    let mut select = query.filtered::<N>(reader);
    select.clear_selects().column((table::<N::Row>(), "id"));
    query.aside::<N::Row>(reader.backend(), side, &mut select)?;
    Ok(!reader.raw(query.at, select).await?.is_empty())
}

/// How many rows the whole list has.
///
/// # Errors
/// When the database does not answer.
pub async fn root_total<N: Node>(reader: &Rows, query: &PageQuery) -> Result<i64> {
    let mut select = query.filtered::<N>(reader);
    select.clear_selects().expr_as(Func::count(col(N::ID)), "total");
    reader.raw(query.at, select).await?.first().map_or(Ok(0), |row| Ok(row.try_get("", "total")?))
}

/// The same page under each of many parents: the rows are numbered within each parent.
///
/// # Errors
/// `BadInput` for a cursor that does not fit.
pub async fn child_pages<N: Node>(
    reader: &Rows,
    query: &PageQuery,
    parents: &[Uuid],
) -> Result<HashMap<Uuid, Page<N::Row>>> {
    let (mut select, parent) = query.under::<N>(reader, parents);
    query.bounded::<N::Row>(reader.backend(), &mut select)?;
    let reading = query.reading();
    let mut window = WindowStatement::new();
    window.add_partition_by(parent.clone()).order_by_expr(query.sort.expr::<N::Row>(), reading.clone());
    window.order_by((table::<N::Row>(), "id"), reading);
    select.expr_as(parent, "parent_").expr_window_as(Expr::cust("ROW_NUMBER()"), window, "row_");
    let mut outer = Query::select();
    outer.expr(Expr::cust("*")).from_subquery(select, "numbered");
    outer.order_by("parent_", sea_orm::Order::Asc).order_by("row_", sea_orm::Order::Asc);
    if let Some((size, _)) = query.size {
        outer.and_where(Expr::col("row_").lte(size + 1));
    }
    let pages = by_parent(reader.raw(query.at, outer).await?)?;
    pages.into_iter().map(|(parent, found)| Ok((parent, query.page(rows(&found)?)))).collect()
}

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
    let (mut select, parent) = query.under::<N>(reader, parents);
    select.clear_selects().expr_as(parent.clone(), "parent_");
    query.aside::<N::Row>(reader.backend(), side, &mut select)?;
    // A cursor names a place in one parent's list, so there are seldom more.
    if parents.len() > 1 {
        select.clear_order_by().reset_limit().distinct();
    }
    reader.raw(query.at, select).await?.iter().map(|row| Ok(row.try_get("", "parent_")?)).collect()
}

/// How many children each of many parents has. A parent without any is left out.
///
/// # Errors
/// When the database does not answer.
pub async fn child_totals<N: Node>(reader: &Rows, query: &PageQuery, parents: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let (mut select, parent) = query.under::<N>(reader, parents);
    select.clear_selects().expr_as(parent.clone(), "parent_").expr_as(Func::count(col(N::ID)), "total");
    select.add_group_by([parent]);
    reader
        .raw(query.at, select)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("", "parent_")?, row.try_get("", "total")?)))
        .collect()
}

fn by_parent(found: Vec<QueryResult>) -> Result<HashMap<Uuid, Vec<QueryResult>>> {
    let mut pages: HashMap<Uuid, Vec<QueryResult>> = HashMap::new();
    for row in found {
        pages.entry(row.try_get("", "parent_")?).or_default().push(row);
    }
    Ok(pages)
}
