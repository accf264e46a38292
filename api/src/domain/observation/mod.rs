//! Figures, or words in place of them, with their wording and where they come from.

mod write;

use async_graphql::{ID, InputObject};
use derive::{filter, key, object, order, roots};
use entity::observation::{Claim, Column, Model, ObservationStatus};
use sea_orm::{ColumnTrait, Condition};

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::Measure;
use super::reference::ExternalKey;
use super::territory::{AtOrBelow, Territory};
use crate::error::Result;
use crate::kit::column::is_text;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::node::id_of;
use crate::kit::sight::Sight;

pub use write::ObservationMutation;

/// Utfall: a figure, or words in place of one, for an indicator. An evaluator's effect is never passed off as a
/// measurement: see `claim` before adding figures up.
#[object(observation, visible = visible)]
pub struct Observation {
    /// The evaluation that states it. Null: it is not from an evaluation, or the viewer may not see that.
    evaluation: Option<Evaluation>,
    /// What it is a figure of.
    indicator: Indicator,
    /// The measure whose effect it shows. Null: none, or the viewer may not see it.
    measure: Option<Measure>,
    /// Where it holds. Null: not said, or only in words, in `territoryAsStated`.
    territory: Option<Territory>,
}

/// With its evaluation and its measure; the public sees approved ones only.
fn visible(sight: &Sight<'_>) -> Condition {
    let approved = Condition::all().add(Column::Status.eq(ObservationStatus::Approved));
    sight
        .by_access_and_source::<Model>(Column::Source, approved)
        .add(sight.with_optional::<Evaluation>(Column::EvaluationId))
        .add(sight.with_optional::<Measure>(Column::MeasureId))
}

#[filter(Observation)]
pub struct ObservationFilter {
    /// Claiming any of these.
    claim: Vec<Claim>,
    /// Stated by any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// Of any of these indicators.
    indicator: AnyOf<Indicator>,
    /// Showing the effect of any of these measures.
    measure: AnyOf<Measure>,
    /// With a period that starts within these days.
    period_from: DateRange,
    /// With a period that ends within these days.
    period_to: DateRange,
    /// From any of these sources.
    source: Vec<String>,
    /// Any of these statuses.
    status: Vec<ObservationStatus>,
    /// In any of these territories, by code, or below them.
    territory: AtOrBelow,
}

#[order(Observation, PeriodFrom, Asc)]
pub enum ObservationOrderField {
    /// Periodens första dag; those without a period last.
    PeriodFrom,
    /// Periodens sista dag; those without a period last.
    PeriodTo,
}

/// Utfalls nyckel i en utvärdering: what an observation that was pushed with an evaluation is called there.
#[derive(Debug, Clone, InputObject)]
pub struct ObservationOfEvaluation {
    /// The evaluation's id.
    evaluation: ID,
    /// The observation's id in the system that pushed the evaluation.
    external_id: String,
}

#[key(Observation)]
pub enum ObservationKey {
    /// Extern nyckel: of one that was pushed by itself.
    #[with(by_itself)]
    External(ExternalKey),
    /// Its key among those that were pushed with an evaluation.
    #[with(of_evaluation)]
    OfEvaluation(ObservationOfEvaluation),
}

fn by_itself(key: ExternalKey) -> Condition {
    key.names::<Model>().add(Column::EvaluationId.is_null())
}

fn of_evaluation(key: ObservationOfEvaluation) -> Result<Condition> {
    let ObservationOfEvaluation { evaluation, external_id } = key;
    let evaluation = id_of::<entity::evaluation::Model>(&evaluation)?;
    Ok(is_text(Column::ExternalId, &external_id).add(Column::EvaluationId.eq(evaluation)))
}

#[roots]
pub trait ObservationQuery {
    /// Utfall: what has been observed, with its wording and where it comes from.
    fn observations() -> List<Observation>;
    /// One observation. Null: there is none with this key, or the viewer may not see it.
    fn observation(by: ObservationKey) -> Observation;
}
