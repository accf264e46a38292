//! What an indicator is to reach, and where it started.

use derive::{filter, key, mutations, object, order, values};
use entity::target::{Column, TargetKind};

use super::Indicator;
use crate::domain::territory::{AtOrBelow, Territory};
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{CodeOf, Draft, Figure, FreeText, Lookup, UserErrorCode, Writable};
use entity::Date;
use entity::target::Model;

/// Målvärde eller basvärde: what an indicator's observations are compared with, in a period.
#[object(target, visible = visible)]
pub struct Target {
    /// What it is a value of.
    indicator: Indicator,
    /// Where it holds. Null: it is bound to no territory.
    territory: Option<Territory>,
}

/// With its indicator.
fn visible(sight: &Sight<'_>) -> Visibility {
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
    /// Periodens första dag: the first day of its period.
    PeriodFrom,
    /// Periodens sista dag: the last day of its period.
    PeriodTo,
}

#[key(Target)]
pub enum TargetKey {}

#[values(Target)]
pub struct TargetValues {
    /// Kommentar, at most 20,000 characters. Null: there is none.
    comment: Option<FreeText>,
    /// Indikator: the code of the indicator that it is a value of.
    #[creation]
    indicator_code: CodeOf<Indicator>,
    /// Whether it is what is aimed at or where things started.
    kind: TargetKind,
    /// Periodens första dag: the first day of its period, which may not overlap that of another value of the same kind
    /// for the same indicator and territory.
    period_from: Date,
    /// Periodens sista dag: the last day of its period, not before `periodFrom`; of a target, the day by which it is to
    /// be reached.
    period_to: Date,
    /// The code of the territory where it holds. Null: it is bound to no territory.
    territory_code: Option<CodeOf<Territory>>,
    /// Värde, in the indicator's unit: 0, or of a size from 10⁻⁶ to 10¹⁵.
    value: Figure,
}

impl Writable for Target {
    type Values = TargetValues;

    /// In a territory an indicator has one value of a kind at a time. Who writes one waits at the indicator for others who
    /// do.
    fn apply(_: &TargetValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { kind, territory_id, period_from, period_to, .. } = draft.row;
        draft.check_order(("periodFrom", Some(period_from)), ("periodTo", Some(period_to)));
        let is_alike = |other: &Model| other.kind == kind && other.territory_id == territory_id;
        let is_crossed = |other: &Model| other.period_from <= period_to && period_from <= other.period_to;
        let is_twin = |other: &Model| is_alike(other) && is_crossed(other);
        if let Some(other) = draft.twin::<Self, Indicator>(Column::IndicatorId, lookup, is_twin) {
            let message =
                format!("The period crosses that of another one: {} to {}.", other.period_from, other.period_to);
            draft.error("periodFrom", UserErrorCode::AlreadyExists, message);
        }
    }
}

mutations!(Target);
