//! Pages of a list by keyset.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use entity::{Columns, Row};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, DbBackend};

use super::column::table;
use super::cursor::{Bound, beyond};
use super::node::Node;
use super::order::Sort;
use super::relation::Relation;
use super::rows::Rows;
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

/// What is asked of a list: which rows, in which order, which part. Each is equal to itself only; `queries.rs` keeps those apart that differ.
pub struct PageQuery {
    pub at: At,
    pub relation: Option<Relation>,
    pub condition: Condition,
    /// The columns to read; those that order the rows are among them.
    pub columns: Columns,
    pub sort: Sort,
    pub args: PageArgs,
    /// The number of rows and whether they are taken from the end; none: all of them.
    pub size: Option<(u64, bool)>,
}

impl PartialEq for PageQuery {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for PageQuery {}

impl Hash for PageQuery {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self).hash(state);
    }
}

/// A part of a list, and whether there was more between the cursors.
#[derive(Debug, Clone)]
pub struct Page<R> {
    pub rows: Vec<Arc<R>>,
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
    pub(super) fn aside<R: Row>(&self, backend: DbBackend, side: Side, select: &mut SelectStatement) -> Result<()> {
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

    /// Keeps to the rows between the cursors, the first of them in their order, one more than wanted.
    pub(super) fn cut<R: Row>(&self, backend: DbBackend, select: &mut SelectStatement) -> Result<()> {
        self.bounded::<R>(backend, select)?;
        self.order::<R>(select);
        if let Some((size, _)) = self.size {
            select.limit(size + 1);
        }
        Ok(())
    }

    /// Puts rows into the order in which they are read: backward pages are read from their end.
    pub(super) fn order<R: Row>(&self, select: &mut SelectStatement) {
        let direction = self.sort.direction;
        let reading: sea_orm::Order = if self.backward() { direction.reversed().into() } else { direction.into() };
        select.order_by_expr(self.sort.expr::<R>(), reading.clone()).order_by((table::<R>(), "id"), reading);
    }

    fn bounded<R: Row>(&self, backend: DbBackend, select: &mut SelectStatement) -> Result<()> {
        let (sort, direction) = (self.sort, self.sort.direction);
        for (place, direction) in [(&self.args.after, direction), (&self.args.before, direction.reversed())] {
            if let Some(place) = place {
                select.and_where(beyond::<R>(backend, sort, direction, (place, Bound::Excluded))?);
            }
        }
        Ok(())
    }

    /// Makes a page of rows that were read with one more than wanted.
    pub(super) fn page<R>(&self, found: Vec<R>) -> Page<R> {
        let mut found: Vec<_> = found.into_iter().map(Arc::new).collect();
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
    query.cut::<N::Row>(reader.backend(), &mut select)?;
    Ok(query.page(reader.shown(query.at, select, query.columns).await?))
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
    if query.condition.is_empty() {
        return reader.number::<N>(query.at).await;
    }
    reader.count(query.at, query.filtered::<N>(reader)).await
}
