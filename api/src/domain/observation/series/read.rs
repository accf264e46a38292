//! What a series is made of, read with one statement each: its periods, their figures, and the targets.

use std::collections::{BTreeMap, HashSet};

use async_graphql::Context;
use entity::Date;
use entity::observation::{Claim, Column, ObservationStatus};
use sea_orm::sea_query::{Expr, Func, NullOrdering, Order};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::ObservationSeries;
use super::figure::ObservationFigure;
use super::points::{Material, ObservationPoint};
use super::targets::Targets;
use super::territories::Territories;
use crate::domain::indicator::Indicator;
use crate::domain::observation::Observation;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, col};
use crate::kit::context::context;
use crate::kit::many::Many;
use crate::kit::node::Node;
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// What is asked for.
pub struct Asked {
    pub at: At,
    pub indicator: Indicator,
    pub territories: Option<HashSet<Uuid>>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub claim: Claim,
    pub status: ObservationStatus,
    /// How many points.
    pub first: usize,
}

/// How many figures, and how many targets and baselines, all points may have together.
const MOST: usize = 10_000;

type Period = (Date, Date);

pub async fn read(ctx: &Context<'_>, asked: Asked, territories: Territories) -> Result<ObservationSeries> {
    let rows = context(ctx).rows();
    let periods = asked.periods(rows).await?;
    let points = ctx.look_ahead().field("points");
    let figures = if points.exists() { asked.figures(rows, &periods).await? } else { BTreeMap::new() };
    let is_compared = points.field("targets").exists() || points.field("baselines").exists();
    let mut targets = Targets::default();
    if is_compared {
        targets = Targets::read(rows, asked.at, asked.indicator.row().id, asked.territories.as_ref()).await?;
    }
    let material = Material {
        at: asked.at,
        indicator: &asked.indicator,
        territories: &territories,
        chosen: asked.territories.as_ref(),
        targets: &targets,
    };
    let points = figures.into_iter().map(|(period, figures)| ObservationPoint::of(&material, period, figures));
    let points: Vec<ObservationPoint> = points.collect();
    at_most("targets and baselines", points.iter().map(ObservationPoint::beside).sum())?;
    let Asked { claim, indicator, status, .. } = asked;
    let Periods { count, without, .. } = periods;
    let number = |count: i64| i32::try_from(count).map_err(Error::internal);
    let (point_count, without_period) = (number(count)?, number(without)?);
    Ok(ObservationSeries { claim, indicator, point_count, points: Many(points), status, without_period })
}

/// The periods of the points, and how many figures they have.
struct Periods {
    last: Option<Period>,
    figures: i64,
    /// How many there are in all.
    count: i64,
    /// How many figures have none.
    without: i64,
}

impl Asked {
    /// The figures that fit, and those without a period: whether they would is not known.
    fn condition(&self, rows: &Rows) -> Condition {
        let from = self.from.map(|from| Column::PeriodFrom.gte(from));
        let to = self.to.map(|to| Column::PeriodTo.lte(to));
        let within = Condition::all().add(Column::PeriodFrom.is_not_null()).add_option(from).add_option(to);
        let among = |ids: &HashSet<Uuid>| among_ids(rows.backend(), col(Column::TerritoryId), ids.iter().copied());
        Condition::all()
            .add(Column::IndicatorId.eq(self.indicator.row().id))
            .add(Column::Claim.eq(self.claim))
            .add(Column::Status.eq(self.status))
            .add_option(self.territories.as_ref().map(among))
            .add(Condition::any().add(within).add(Column::PeriodFrom.is_null()))
    }

    async fn periods(&self, rows: &Rows) -> Result<Periods> {
        let (from, to) = (col(Column::PeriodFrom), col(Column::PeriodTo));
        let mut select = rows.select::<Observation>(self.at);
        select.cond_where(self.condition(rows)).clear_selects();
        select.expr_as(from.clone(), "from_").expr_as(to.clone(), "to_");
        select.expr_as(Func::count(col(Column::Id)), "figures_").expr_as(Expr::cust("COUNT(*) OVER ()"), "count_");
        select.add_group_by([from.clone(), to.clone()]);
        // Those without a period come first, beside the points.
        select.order_by_expr_with_nulls(from, Order::Asc, NullOrdering::First).order_by_expr(to, Order::Asc);
        let found = rows.raw(self.at, select.limit(self.first as u64 + 1).take()).await?;
        let mut periods = Periods { last: None, figures: 0, count: 0, without: 0 };
        let mut room = self.first;
        for row in &found {
            periods.count = row.try_get("", "count_")?;
            let (from, to): (Option<Date>, Option<Date>) = (row.try_get("", "from_")?, row.try_get("", "to_")?);
            let figures: i64 = row.try_get("", "figures_")?;
            match from.zip(to) {
                None => periods.without = figures,
                Some(period) if room > 0 => {
                    room -= 1;
                    periods.last = Some(period);
                    periods.figures += figures;
                }
                Some(_) => {}
            }
        }
        periods.count -= i64::from(periods.without > 0);
        Ok(periods)
    }

    /// The figures of the first points, by period.
    async fn figures(&self, rows: &Rows, periods: &Periods) -> Result<BTreeMap<Period, Vec<ObservationFigure>>> {
        let mut by_period: BTreeMap<Period, Vec<ObservationFigure>> = BTreeMap::new();
        let Some((from, to)) = periods.last else { return Ok(by_period) };
        at_most("figures", usize::try_from(periods.figures).map_err(Error::internal)?)?;
        let last = Condition::all().add(Column::PeriodFrom.eq(from)).add(Column::PeriodTo.lte(to));
        let up_to_last = Condition::any().add(Column::PeriodFrom.lt(from)).add(last);
        let condition = self.condition(rows).add(up_to_last);
        let mut select = rows.select::<Observation>(self.at);
        select.cond_where(condition).clear_selects();
        let columns =
            [Column::Id, Column::TerritoryId, Column::PeriodFrom, Column::PeriodTo, Column::Value, Column::Qualifier];
        for column in columns {
            select.expr(col(column));
        }
        for row in rows.raw(self.at, select).await? {
            let period = (row.try_get("", "period_from")?, row.try_get("", "period_to")?);
            by_period.entry(period).or_default().push(ObservationFigure {
                at: self.at,
                observation: row.try_get("", "id")?,
                territory: row.try_get("", "territory_id")?,
                value: row.try_get("", "value")?,
                qualifier: row.try_get("", "qualifier")?,
                left_out: None,
            });
        }
        Ok(by_period)
    }
}

fn at_most(what: &str, count: usize) -> Result<()> {
    if count > MOST {
        let how = "give fewer territories, days or points, by territories, from, to or first";
        return Err(Error::BadInput(format!("The points have {count} {what}; at most {MOST} are allowed: {how}.")));
    }
    Ok(())
}
