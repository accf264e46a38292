//! What the figures of a period come to, if they can be put together.

use std::collections::{HashMap, HashSet};

use async_graphql::Enum;
use entity::indicator::IndicatorAggregation as Aggregation;
use entity::observation::Qualifier::{self, About, AtLeast, AtMost, Exact, Over, Under};
use uuid::Uuid;

use super::figure::{LeftOutReason, ObservationFigure};
use super::territories::Territories;

/// Skäl: why a point has no total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum NoTotalReason {
    /// Inga värden: there are words only, or only figures of territories that lie inside another one that was chosen, and
    /// that one has none.
    NoFigure,
    /// Får inte vägas samman: the indicator's `aggregation` is `NONE`, so each figure counts by itself.
    NotAggregated,
    /// Flera: a territory has several figures in the period, or several name no territory. Which one holds is not known.
    SeveralFigures,
    /// Flera territorier: the indicator's `aggregation` is `LATEST`, and of figures for several territories in one period
    /// none is the latest.
    SeveralTerritories,
    /// Olika preciseringar: a sum or mean of lower bounds with upper bounds, or of bounds with what is about, is neither.
    MixedQualifiers,
}

/// The total of a point, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Total {
    pub value: f64,
    pub qualifier: Qualifier,
}

/// Says of each figure whether it is in the total, and gives the total. The figures are in a fixed order, so that the sum
/// is always the same.
pub fn put_together(
    figures: &mut [ObservationFigure],
    aggregation: Aggregation,
    chosen: &HashSet<Uuid>,
    territories: &Territories,
) -> Result<Total, NoTotalReason> {
    leave_out_nested(figures, chosen, territories);
    leave_out_unclear(figures);
    let total = total(figures, aggregation);
    if total.is_err() {
        leave_out(figures, LeftOutReason::NoTotal, |_| true);
    }
    total
}

/// Leaves out those that fit, of those that are still in.
fn leave_out(figures: &mut [ObservationFigure], because: LeftOutReason, fits: impl Fn(&ObservationFigure) -> bool) {
    for figure in figures.iter_mut().filter(|figure| figure.left_out.is_none() && fits(figure)) {
        figure.left_out = Some(because);
    }
}

fn leave_out_nested(figures: &mut [ObservationFigure], chosen: &HashSet<Uuid>, territories: &Territories) {
    leave_out(figures, LeftOutReason::NoValue, |figure| figure.value.is_none());
    let is_nested = |id: Uuid| territories.is_inside(id, chosen);
    leave_out(figures, LeftOutReason::Nested, |figure| figure.territory.is_some_and(is_nested));
}

/// What may hold the same as another one.
fn leave_out_unclear(figures: &mut [ObservationFigure]) {
    let mut by_territory: HashMap<Option<Uuid>, usize> = HashMap::new();
    for figure in counting(figures) {
        *by_territory.entry(figure.territory).or_default() += 1;
    }
    if by_territory.keys().any(Option::is_some) {
        leave_out(figures, LeftOutReason::NoTerritory, |figure| figure.territory.is_none());
    }
    let several = |figure: &ObservationFigure| by_territory.get(&figure.territory).is_some_and(|count| *count > 1);
    leave_out(figures, LeftOutReason::Duplicate, several);
}

fn counting(figures: &[ObservationFigure]) -> impl Iterator<Item = &ObservationFigure> {
    figures.iter().filter(|figure| figure.left_out.is_none())
}

fn total(figures: &[ObservationFigure], aggregation: Aggregation) -> Result<Total, NoTotalReason> {
    let values: Vec<f64> = counting(figures).filter_map(|figure| figure.value).collect();
    let is_unclear = figures.iter().any(|figure| figure.left_out == Some(LeftOutReason::Duplicate));
    if values.is_empty() && !is_unclear {
        return Err(NoTotalReason::NoFigure);
    }
    if aggregation == Aggregation::None {
        return Err(NoTotalReason::NotAggregated);
    }
    if is_unclear {
        return Err(NoTotalReason::SeveralFigures);
    }
    if aggregation == Aggregation::Latest && values.len() > 1 {
        return Err(NoTotalReason::SeveralTerritories);
    }
    let qualifier = together(counting(figures).map(|figure| figure.qualifier.unwrap_or(About)));
    let sum: f64 = values.iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "there are at most 10,000")]
    let value = if aggregation == Aggregation::Average { sum / values.len() as f64 } else { sum };
    Ok(Total { value, qualifier: qualifier.ok_or(NoTotalReason::MixedQualifiers)? })
}

/// How exactly a sum or a mean of figures is meant. None: they do not go together.
fn together(qualifiers: impl Iterator<Item = Qualifier>) -> Option<Qualifier> {
    let all: Vec<Qualifier> = qualifiers.collect();
    let has = |some: &[Qualifier]| all.iter().any(|qualifier| some.contains(qualifier));
    match (has(&[Over, AtLeast]), has(&[Under, AtMost]), has(&[About])) {
        (false, false, false) => Some(Exact),
        (false, false, true) => Some(About),
        (true, false, false) => Some(if has(&[Over]) { Over } else { AtLeast }),
        (false, true, false) => Some(if has(&[Under]) { Under } else { AtMost }),
        _ => None,
    }
}
