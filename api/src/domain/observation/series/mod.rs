//! The figures of one indicator over time, put together so that they cannot be added wrongly.

mod figure;
mod points;
mod read;
mod targets;
mod territories;
mod total;

use async_graphql::{Context, Object, SimpleObject};
use entity::Date;
use entity::observation::{Claim, ObservationStatus};

use self::points::ObservationPoint;
use self::read::{Asked, read};
use self::territories::Territories;
use crate::domain::indicator::{Indicator, IndicatorKey};
use crate::domain::territory::TerritoryKey;
use crate::error::{Error, Result};
use crate::kit::context::context;
use crate::kit::input::within;
use crate::kit::listing::look_up;
use crate::kit::many::Many;
use crate::kit::scope::At;
use crate::write::unknown;

/// Tidsserie: the figures of one indicator, of one claim and one status, by period.
#[derive(SimpleObject)]
pub struct ObservationSeries {
    /// Anspråk: what all of these figures claim to be.
    claim: Claim,
    /// Indikator: what they are figures of; its `unit` is theirs, and its `aggregation` says how they are put together.
    indicator: Indicator,
    /// Antal punkter: how many points there are in all, also beyond `first`. Start with a later `from` for those.
    point_count: i32,
    /// Punkter: one for each period that a figure has, exactly, the earliest first, and the shorter of two that start alike.
    points: Many<ObservationPoint>,
    /// Status: how far all of these figures have come.
    status: ObservationStatus,
    /// Utan period: how many figures have no period, and so are in no point.
    without_period: i32,
}

#[derive(Default)]
pub struct ObservationSeriesQuery(At);

/// How many points one answer holds.
const MOST_POINTS: i32 = 1_000;
/// How many territories a series may name.
const MOST_TERRITORIES: usize = 400;

#[Object]
impl ObservationSeriesQuery {
    /// Tidsserie: the figures of an indicator by period, with their total over territories, and targets and baselines beside
    /// them. Nothing is added that holds the same twice.
    #[allow(clippy::too_many_arguments)]
    async fn observation_series(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The indicator.")] indicator: IndicatorKey,
        #[graphql(
            desc = "The territories to put together, at most 400; one that is named twice counts once, and an empty list is none. Null: in each point those that have a figure there."
        )]
        territories: Option<Vec<TerritoryKey>>,
        #[graphql(desc = "Only periods that start on this day or later. Null: from the beginning.")] from: Option<Date>,
        #[graphql(desc = "Only periods that end on this day or earlier; not before `from`. Null: without an end.")]
        to: Option<Date>,
        #[graphql(
            desc = "What the figures claim to be: figures of different claims are never put together.",
            default_with = "Claim::Measured"
        )]
        claim: Claim,
        #[graphql(
            desc = "How far the figures have come: figures of different statuses are never put together.",
            default_with = "ObservationStatus::Approved"
        )]
        status: ObservationStatus,
        #[graphql(
            desc = "How many points at most, 1 to 1,000. `pointCount` says how many there are in all.",
            default = 25
        )]
        first: i32,
    ) -> Result<ObservationSeries> {
        let first = within("first", first, MOST_POINTS)?;
        check(from, to, territories.as_deref())?;
        let indicator = found(ctx, self.0, indicator).await?;
        let tree = Territories::read(context(ctx).rows(), self.0).await?;
        let territories = territories.map(|keys| tree.named(&keys)).transpose()?;
        read(ctx, Asked { at: self.0, indicator, territories, from, to, claim, status, first }, tree).await
    }
}

fn check(from: Option<Date>, to: Option<Date>, territories: Option<&[TerritoryKey]>) -> Result<()> {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Error::BadInput(format!("to is {to}, before from, which is {from}: give a later day.")));
    }
    let named = territories.map_or(0, <[_]>::len);
    if named > MOST_TERRITORIES {
        let message = format!("territories names {named} territories: give at most {MOST_TERRITORIES}.");
        return Err(Error::BadInput(message));
    }
    Ok(())
}

async fn found(ctx: &Context<'_>, at: At, key: IndicatorKey) -> Result<Indicator> {
    let (by, value) = match &key {
        IndicatorKey::Id(_) => ("id", String::new()),
        IndicatorKey::Code(code) => ("code", code.clone()),
    };
    match look_up::<Indicator>(ctx, at, key).await {
        Ok(found) => found.ok_or_else(|| Error::BadInput(unknown::<Indicator>("indicator", by, &value))),
        Err(Error::BadInput(message)) => Err(Error::BadInput(format!("indicator: {message}"))),
        Err(error) => Err(error),
    }
}
