//! What an indicator is to reach, and where it started.

use derive::{filter, key, object, order};
use entity::target::{Column, TargetKind};
use sea_orm::Condition;

use super::Indicator;
use crate::domain::territory::{AtOrBelow, Territory};
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;

/// Målvärde eller basvärde: what an indicator's observations are compared with, in a period.
#[object(target, visible = visible)]
pub struct Target {
    /// What it is a value of.
    indicator: Indicator,
    /// Where it holds. Null: it is bound to no territory.
    territory: Option<Territory>,
}

/// With its indicator.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<Indicator>(Column::IndicatorId)
}

#[filter(Target)]
pub struct TargetFilter {
    /// Of any of these indicators.
    indicator: AnyOf<Indicator>,
    /// Any of these kinds.
    kind: Vec<TargetKind>,
    /// With a period that starts within these days.
    period_from: DateRange,
    /// With a period that ends within these days.
    period_to: DateRange,
    /// In any of these territories, by code, or below them.
    territory: AtOrBelow,
}

#[order(Target, PeriodFrom, Asc)]
pub enum TargetOrderField {
    /// Periodens första dag.
    PeriodFrom,
    /// Periodens sista dag.
    PeriodTo,
}

#[key(Target)]
pub enum TargetKey {}
