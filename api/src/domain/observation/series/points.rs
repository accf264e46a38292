//! A point of a series: what there is for one period.

use std::collections::HashSet;

use async_graphql::{Context, Object};
use entity::observation::Qualifier;
use entity::target::TargetKind;
use entity::{Date, territory};
use uuid::Uuid;

use super::figure::{LeftOutReason, ObservationFigure, ObservationFigures};
use super::targets::Targets;
use super::territories::Territories;
use super::total::{NoTotalReason, Total, put_together};
use crate::domain::indicator::{Indicator, Target};
use crate::domain::territory::Territory;
use crate::error::Result;
use crate::kit::node::{Node, by_ids};
use crate::kit::scope::At;
use crate::kit::shown::Shown;

/// Punkt: the figures of an indicator for one period.
pub struct ObservationPoint {
    at: At,
    period: (Date, Date),
    figures: Vec<ObservationFigure>,
    total: Result<Total, NoTotalReason>,
    nested: Vec<territory::Model>,
    targets: Vec<Uuid>,
    baselines: Vec<Uuid>,
    without_figure: i32,
}

/// Punkt: the figures of an indicator for one period.
#[Object]
impl ObservationPoint {
    /// Basvärden: where things had started, for each territory that is put together and for the indicator as a whole: of its
    /// baselines that start no later than this period the latest. They are not added up.
    async fn baselines(&self, ctx: &Context<'_>) -> Result<Shown<Vec<Target>>> {
        targets(ctx, &self.baselines, self.at).await
    }

    /// Ryms i andra: territories with a figure that is not in the total, because they lie inside another one that is put
    /// together, by code.
    async fn excluded_as_nested(&self) -> Shown<Vec<Territory>> {
        Shown(self.nested.iter().map(|row| Territory::new(row.clone(), self.at)).collect())
    }

    /// Värden: the figures, also those that are not in the total.
    #[expect(clippy::unused_async, reason = "all fields are awaited alike")]
    async fn figures(
        &self,
        #[graphql(desc = "How many at most, 1 to 1,000. `totalCount` says how many there are in all.", default = 25)]
        first: i32,
    ) -> Result<ObservationFigures> {
        ObservationFigures::of(&self.figures, first)
    }

    /// Why there is no total. Null: there is one.
    async fn no_total_because(&self) -> Option<NoTotalReason> {
        self.total.err()
    }

    /// Periodens första dag.
    async fn period_from(&self) -> Date {
        self.period.0
    }

    /// Periodens sista dag.
    async fn period_to(&self) -> Date {
        self.period.1
    }

    /// Precisering: how exactly the total is meant. A sum with one that is `OVER` is `OVER`. Null: there is no total.
    async fn qualifier(&self) -> Option<Qualifier> {
        self.total.ok().map(|total| total.qualifier)
    }

    /// Målvärden: what is to be reached, for each territory that is put together and for the indicator as a whole: of its
    /// targets that end no earlier than this period the first. They are not added up.
    async fn targets(&self, ctx: &Context<'_>) -> Result<Shown<Vec<Target>>> {
        targets(ctx, &self.targets, self.at).await
    }

    /// Summa, or the mean where the indicator's `aggregation` is `AVERAGE`: of the figures that count, in the indicator's
    /// unit, not rounded; a mean takes each territory for one, whatever its size. Null: there is none, and `noTotalBecause`
    /// says why.
    async fn total(&self) -> Option<f64> {
        self.total.ok().map(|total| total.value)
    }

    /// Saknas: how many of the territories that were chosen have no figure here, and so are not in the total; those that lie
    /// inside another one that was chosen are not counted. 0 if none were chosen.
    async fn without_figure(&self) -> i32 {
        self.without_figure
    }
}

/// What points are made of.
pub struct Material<'a> {
    pub at: At,
    pub indicator: &'a Indicator,
    pub territories: &'a Territories,
    /// The territories to put together. None: those that have a figure in the point.
    pub chosen: Option<&'a HashSet<Uuid>>,
    pub targets: &'a Targets,
}

impl ObservationPoint {
    pub fn of(material: &Material<'_>, period: (Date, Date), mut figures: Vec<ObservationFigure>) -> Self {
        let Material { at, indicator, territories, targets, .. } = *material;
        figures.sort_by_cached_key(|figure| {
            let code = territories.code(figure.territory).map(str::to_owned);
            (code.is_none(), code, figure.observation)
        });
        let with_figure = with_figure(&figures);
        let chosen = material.chosen.unwrap_or(&with_figure);
        let without_figure =
            chosen.iter().filter(|id| !with_figure.contains(id) && !territories.is_inside(**id, chosen)).count();
        let total = put_together(&mut figures, indicator.row().aggregation, chosen, territories);
        Self {
            at,
            period,
            nested: nested(&figures, territories),
            figures,
            total,
            targets: targets.beside(TargetKind::Target, period, chosen, territories),
            baselines: targets.beside(TargetKind::Baseline, period, chosen, territories),
            without_figure: i32::try_from(without_figure).unwrap_or(i32::MAX),
        }
    }

    /// How many targets and baselines are beside it.
    pub fn beside(&self) -> usize {
        self.targets.len() + self.baselines.len()
    }
}

/// The territories that have a figure, and not words only.
fn with_figure(figures: &[ObservationFigure]) -> HashSet<Uuid> {
    figures.iter().filter(|figure| figure.value.is_some()).filter_map(|figure| figure.territory).collect()
}

/// The territories whose figures are left out, each once.
fn nested(figures: &[ObservationFigure], territories: &Territories) -> Vec<territory::Model> {
    let nested = figures.iter().filter(|figure| figure.left_out == Some(LeftOutReason::Nested));
    let mut nested: Vec<_> = nested.filter_map(|figure| territories.get(figure.territory?).cloned()).collect();
    nested.dedup_by_key(|territory| territory.id);
    nested
}

/// The targets with these ids, in their order.
async fn targets(ctx: &Context<'_>, ids: &[Uuid], at: At) -> Result<Shown<Vec<Target>>> {
    let mut found = by_ids::<Target>(ctx, ids.iter().copied(), at).await?;
    Ok(Shown(ids.iter().filter_map(|id| found.remove(id)).map(|row| Target::new(row, at)).collect()))
}
