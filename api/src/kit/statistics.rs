//! Objects counted in groups, with one statement however many they are. Nothing is counted that is not in the lists.

use std::fmt::Display;

use async_graphql::{Context, InputType, Object, OutputType, TypeName};
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, NullOrdering, Order, Query, SelectStatement};
use sea_orm::{Condition, QueryResult};

use super::column::col;
use super::context::context;
use super::filter::Filter;
use super::group::{Cell, GroupRow, Number};
use super::grouping::GroupKey;
use super::input::within;
use super::listing::Filtered;
use super::many::Many;
use super::node::Node;
use super::order::OrderDirection;
use super::rows::Rows;
use super::scope::At;
use crate::error::{Error, Result};

/// A group of objects. Declared by `#[statistics]`.
pub trait Group: OutputType + From<GroupRow> + Clone {
    type Of: Filtered;
    /// What the objects can be grouped by.
    type Grouping: InputType + Copy + PartialEq;
    type Order: Into<GroupOrder> + Default;

    /// The name of the type that holds the groups.
    const NAME: &'static str;
    /// How each grouping reads its key.
    const KEYS: &'static [GroupKey];
    /// What is known of a group beside how many there are.
    const FIGURES: &'static [Figure];

    /// The grouping's place in `KEYS`.
    fn index(grouping: Self::Grouping) -> usize;
}

/// A number that is worked out for each group if it is asked for.
#[derive(Debug)]
pub struct Figure {
    /// What clients call it.
    pub field: &'static str,
    pub what: What,
}

#[derive(Debug)]
pub enum What {
    /// How many of them fit, by the same condition as the filter's.
    Count(fn(bool, &Rows) -> Condition),
    /// A mean, if there is any.
    Mean(fn() -> Expr),
}

/// What groups are ordered by.
#[derive(Debug, Clone, Copy)]
pub struct GroupOrder {
    pub by: OrderBy,
    pub direction: OrderDirection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    Count,
    /// By what they are grouped by.
    Key,
    /// By one of the figures.
    Figure(usize),
}

/// How many groups one answer holds.
const MOST_GROUPS: i32 = 1_000;
/// By how much one may group at once.
const MOST_GROUPINGS: usize = 3;

/// The mean of a column's whole numbers, of the rows that fit; null if there are none. Both databases give the same.
#[must_use]
pub fn mean(value: Expr, among: Condition) -> Expr {
    let of_those: Expr = Expr::case(among, value).into();
    let sum = Func::cast_as(Func::sum(of_those.clone()), "double precision");
    Expr::from(sum).div(Func::cust("nullif").arg(Func::count(of_those)).arg(Expr::cust("0")))
}

/// Counts the objects that fit in groups.
///
/// # Errors
/// `BadInput` for too many groups or groupings, or for one that is named twice.
pub async fn statistics<G: Group>(
    ctx: &Context<'_>,
    at: At,
    filter: Option<<G::Of as Filtered>::Filter>,
    group_by: &[G::Grouping],
    order: GroupOrder,
    first: i32,
) -> Result<Statistics<G>> {
    let first = within("first", first, MOST_GROUPS)?;
    check(group_by)?;
    let rows = context(ctx).rows();
    let condition = filter.map_or(Ok(Condition::all()), |filter| filter.condition(rows))?;
    let asked = ctx.look_ahead().field("groups");
    let is_wanted = |index, figure: &Figure| order.by == OrderBy::Figure(index) || asked.field(figure.field).exists();
    let figures = G::FIGURES.iter().enumerate().filter(|(index, figure)| is_wanted(*index, figure));
    let indices = group_by.iter().map(|grouping| G::index(*grouping));
    let keys = indices.filter_map(|index| Some((index, G::KEYS.get(index)?)));
    let plan = Plan { keys: keys.collect(), figures: figures.collect() };
    let found = rows.raw(at, plan.select::<G>(rows, at, condition, order, first)).await?;
    let group_count: i64 = found.first().map_or(Ok(0), |row| row.try_get("", "groups_"))?;
    let group_count = i32::try_from(group_count).map_err(Error::internal)?;
    let groups = found.iter().map(|row| Ok(G::from(plan.read(row, at)?))).collect::<Result<_>>()?;
    Ok(Statistics { groups, group_count })
}

fn check<T: InputType + Copy + PartialEq>(group_by: &[T]) -> Result<()> {
    if group_by.len() > MOST_GROUPINGS {
        let message = format!("groupBy names {} groupings: give at most {MOST_GROUPINGS}.", group_by.len());
        return Err(Error::BadInput(message));
    }
    let twice = group_by.iter().enumerate().find(|(index, grouping)| group_by[..*index].contains(grouping));
    match twice {
        Some((_, grouping)) => {
            Err(Error::BadInput(format!("groupBy names {} twice: name each once.", grouping.to_value())))
        }
        None => Ok(()),
    }
}

/// Which keys and figures are read, each with its place among all.
struct Plan {
    keys: Vec<(usize, &'static GroupKey)>,
    figures: Vec<(usize, &'static Figure)>,
}

impl Plan {
    /// The groups, ordered and cut, each with how many there are in all.
    fn select<G: Group>(
        &self,
        rows: &Rows,
        at: At,
        fits: Condition,
        order: GroupOrder,
        first: usize,
    ) -> SelectStatement {
        let grouped = self.grouped::<G>(rows, at, fits);
        let mut all = Query::select();
        all.column(Asterisk).expr_as(Expr::cust("COUNT(*) OVER ()"), "groups_").from_subquery(grouped, "grouped_");
        let mut order_by = |expr: Expr, direction: Order| {
            all.order_by_expr_with_nulls(expr, direction, NullOrdering::Last);
        };
        match order.by {
            OrderBy::Count => order_by(Expr::col("count_"), order.direction.into()),
            OrderBy::Figure(figure) => order_by(named("figure", figure), order.direction.into()),
            OrderBy::Key => {}
        }
        let direction = if order.by == OrderBy::Key { order.direction.into() } else { Order::Asc };
        for (index, key) in &self.keys {
            order_by(key.in_order(named("key", index), rows.backend()), direction.clone());
        }
        all.limit(first as u64).take()
    }

    /// One row for each group.
    fn grouped<G: Group>(&self, rows: &Rows, at: At, fits: Condition) -> SelectStatement {
        let mut select = rows.select::<G::Of>(at);
        select.cond_where(fits).clear_selects().expr_as(Func::count(col(G::Of::ID)), "count_");
        for (index, key) in &self.keys {
            let expr = (key.read)(rows, &mut select);
            select.expr_as(expr, alias("key", index)).add_group_by([named("key", index)]);
        }
        for (index, figure) in &self.figures {
            select.expr_as(figure.expr(rows), alias("figure", index));
        }
        select
    }

    fn read(&self, row: &QueryResult, at: At) -> Result<GroupRow> {
        let count = row.try_get("", "count_")?;
        let mut group = GroupRow { at, count, keys: Vec::new(), figures: Vec::new() };
        for (index, key) in &self.keys {
            if let Some(cell) = Cell::read(row, &format!("key_{index}"), key.is_text)? {
                group.keys.push((*index, cell));
            }
        }
        for (index, figure) in &self.figures {
            let name = format!("figure_{index}");
            let number = match figure.what {
                What::Count(_) => Number::Count(row.try_get("", &name)?),
                What::Mean(_) => Number::Mean(row.try_get("", &name)?),
            };
            group.figures.push((*index, number));
        }
        Ok(group)
    }
}

impl Figure {
    fn expr(&self, rows: &Rows) -> Expr {
        match self.what {
            What::Mean(mean) => mean(),
            What::Count(fits) => {
                let fitting: Expr = Expr::case(fits(true, rows), Expr::cust("1")).into();
                Func::count(fitting).into()
            }
        }
    }
}

fn alias(kind: &str, index: impl Display) -> Alias {
    Alias::new(format!("{kind}_{index}"))
}

fn named(kind: &str, index: impl Display) -> Expr {
    Expr::col(alias(kind, index))
}

/// The groups that were asked for.
pub struct Statistics<G> {
    groups: Vec<G>,
    group_count: i32,
}

impl<G: Group> TypeName for Statistics<G> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        G::NAME.into()
    }
}

/// Statistik: how many objects there are in each group. All that the viewer may see and that fit the filter are counted.
#[Object(name_type)]
impl<G: Group> Statistics<G> {
    /// Antal grupper: how many groups there are in all, also beyond `first`.
    async fn group_count(&self) -> i32 {
        self.group_count
    }

    /// Grupper: the groups, in the order that was asked for; each has at least one object. Without `groupBy` one group
    /// holds all objects, also when there are none.
    async fn groups(&self) -> Many<G> {
        Many(self.groups.clone())
    }
}
