//! Lists that are put together of the rows of several tables, the earliest day first. Each table is read by itself, in its own
//! order and no further than the page, so that an index serves; what was read is merged here.

use async_graphql::{Context, Object, OutputType, TypeName};
use chrono::NaiveDate;
use entity::{Date, DateTime};
use sea_orm::sea_query::{Expr, ExprTrait, Order, SelectStatement};
use sea_orm::{Condition, QueryResult};
use uuid::Uuid;

use super::column::nothing;
use super::context::context;
use super::filter::DateRange;
use super::listing::{PageInfo, rows_selected};
use super::many::Many;
use super::page::PageArgs;
use super::place::Place;
use super::scope::At;
use crate::clock::{day_in_sweden, start_of};
use crate::error::{Error, Result};

/// One of the tables that a list is put together of.
#[derive(Debug, Clone)]
pub struct Strand {
    /// Which it is of those that the list knows. On the same day, those of lower rank come first.
    pub rank: usize,
    /// Its rows, with all their columns and more.
    pub select: SelectStatement,
    pub day: Day,
    pub id: Expr,
}

/// The day by which a row has its place, which it always has.
#[derive(Debug, Clone)]
pub enum Day {
    Date(Expr),
    /// The day in Sweden of an instant.
    Instant(Expr),
    /// None: after all others.
    None,
}

impl Day {
    /// The rows whose day is before this one.
    #[must_use]
    pub fn is_before(&self, day: NaiveDate) -> Condition {
        Condition::all().add(match self {
            Self::Date(key) => key.clone().lt(day),
            Self::Instant(key) => key.clone().lt(start_of(day)),
            Self::None => nothing(),
        })
    }

    /// The rows whose day is within a range.
    ///
    /// # Errors
    /// `BadInput` when it ends before it starts.
    pub fn within(&self, range: DateRange) -> Result<Condition> {
        let (from, to) = range.days()?;
        let (from, behind) = (from.map(|day| day.0), to.and_then(|day| day.0.succ_opt()));
        Ok(match self {
            Self::Date(key) => Condition::all()
                .add_option(from.map(|from| key.clone().gte(from)))
                .add_option(behind.map(|behind| key.clone().lt(behind))),
            Self::Instant(key) => Condition::all()
                .add_option(from.map(|from| key.clone().gte(start_of(from))))
                .add_option(behind.map(|behind| key.clone().lt(start_of(behind)))),
            Self::None => Condition::all().add(nothing()),
        })
    }
}

/// What is made of a row that was read.
pub trait Entry: OutputType + Sized {
    const NAME: &'static str;

    /// # Errors
    /// When the row does not fit.
    fn new(rank: usize, row: QueryResult, day: Option<Date>, at: At) -> Result<Self>;
}

/// A page of such a list.
pub struct Merged<E: Entry> {
    strands: Vec<Strand>,
    at: At,
    page: Vec<(Place, E)>,
    has_next: bool,
    has_previous: bool,
}

impl<E: Entry> Merged<E> {
    /// Reads a page from the start, or from behind a cursor.
    ///
    /// # Errors
    /// `BadInput` for a size or a cursor that does not fit.
    pub async fn read(
        ctx: &Context<'_>,
        at: At,
        strands: Vec<Strand>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Self> {
        let (size, _) = PageArgs { first, ..Default::default() }.size()?;
        let after = after.map(|cursor| Place::parse(E::NAME, &cursor)).transpose()?;
        let mut found: Vec<(Place, QueryResult)> = Vec::new();
        let wanted = if rows_selected(ctx) { strands.as_slice() } else { &[] };
        for strand in wanted {
            let select = strand.page(after.as_ref(), size);
            for row in context(ctx).rows().raw(at, select).await? {
                found.push((strand.place(&row)?, row));
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let size = usize::try_from(size).map_err(Error::internal)?;
        let has_next = found.len() > size;
        found.truncate(size);
        let entry = |(place, row): (Place, _)| {
            let node = E::new(place.rank, row, place.day.map(Date), at)?;
            Ok((place, node))
        };
        let page = found.into_iter().map(entry).collect::<Result<_>>()?;
        Ok(Self { strands, at, page, has_next, has_previous: after.is_some() })
    }
}

impl Strand {
    /// The rows of a page, one more than wanted.
    fn page(&self, after: Option<&Place>, size: u64) -> SelectStatement {
        let mut select = self.select.clone();
        let key = match &self.day {
            Day::Date(key) | Day::Instant(key) => Some(key.clone()),
            Day::None => None,
        };
        if let Some(place) = after {
            select.cond_where(place.passed(self.rank, &self.day, &self.id));
        }
        if let Some(key) = key {
            select.expr_as(key.clone(), "day_").order_by_expr(key, Order::Asc);
        }
        select.order_by_expr(self.id.clone(), Order::Asc).limit(size + 1).take()
    }

    fn place(&self, row: &QueryResult) -> Result<Place> {
        let id: Uuid = row.try_get("", "id")?;
        let (day, key) = match self.day {
            Day::Date(_) => {
                let day: Date = row.try_get("", "day_")?;
                (Some(day.0), day.0.to_string())
            }
            Day::Instant(_) => {
                let instant: DateTime = row.try_get("", "day_")?;
                (Some(day_in_sweden(instant.0)), instant.0.to_rfc3339())
            }
            Day::None => (None, String::new()),
        };
        Ok(Place { day, rank: self.rank, key, id })
    }
}

impl<E: Entry> TypeName for Merged<E> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("{}Connection", E::NAME).into()
    }
}

/// Lista: a page of a list, the earliest day first.
#[Object(name_type)]
impl<E: Entry> Merged<E> {
    /// The rows of this page, each with its cursor.
    async fn edges(&self) -> Many<MergedEdge<'_, E>> {
        self.page.iter().map(|(place, node)| MergedEdge { cursor: place.cursor(E::NAME), node }).collect()
    }

    /// The rows of this page.
    async fn nodes(&self) -> Many<&E> {
        self.page.iter().map(|(_, node)| node).collect()
    }

    /// Whether there is more, and from where to go on.
    async fn page_info(&self) -> PageInfo {
        let cursor = |row: Option<&(Place, E)>| row.map(|(place, _)| place.cursor(E::NAME));
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: cursor(self.page.first()),
            end_cursor: cursor(self.page.last()),
        }
    }

    /// How many rows fit the filter on all pages, exactly; counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let mut total = 0;
        for strand in &self.strands {
            total += context(ctx).rows().count(self.at, strand.select.clone()).await?;
        }
        i32::try_from(total).map_err(Error::internal)
    }
}

/// A row of such a list, with its place in it.
pub struct MergedEdge<'a, E> {
    cursor: String,
    node: &'a E,
}

impl<E: Entry> TypeName for MergedEdge<'_, E> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("{}Edge", E::NAME).into()
    }
}

/// Rad: a row of a list, with its place in it.
#[Object(name_type)]
impl<E: Entry> MergedEdge<'_, E> {
    /// The row's place in this list, for `after`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self) -> &E {
        self.node
    }
}
