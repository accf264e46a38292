//! Figures, or words in place of them, with their wording and where they come from.

mod series;
mod statistics;
mod write;

use derive::{filter, key, object, order, roots};
use entity::observation::{Claim, Column, Model, ObservationStatus};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::Measure;
use super::reference::{EvaluationPart, ExternalKey, PartOfEvaluation};
use super::territory::{AtOrBelow, Territory};
use crate::error::Result;
use crate::kit::column::among_these;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::input::input_as;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Form, KeyPart, Lookup};

pub use series::ObservationSeriesQuery;
pub use statistics::ObservationGroup;
pub use write::{ObservationMutation, ObservationPush};

/// Utfall: a figure, or words in place of one, for an indicator. Only those who may see its evaluation and its measure
/// see it. An effect that an evaluator estimates is not a measurement: look at `claim` before you add figures up.
#[object(observation, visible = visible)]
pub struct Observation {
    /// The evaluation that states it. Null: it is not from an evaluation.
    evaluation: Option<Evaluation>,
    /// What it is a figure of.
    indicator: Indicator,
    /// The measure whose effect it shows. Null: none.
    measure: Option<Measure>,
    /// Where it holds. Null: not said, or only in words, in `territoryAsStated`.
    territory: Option<Territory>,
}

/// With its evaluation and its measure; the public sees approved ones only.
fn visible(sight: &Sight<'_>) -> Visibility {
    let approved = among_these(Column::Status, &[ObservationStatus::Approved]);
    sight
        .by_access_and_source::<Model>(Column::Source, Some(approved))
        .and(sight.with_optional::<Evaluation>(Column::EvaluationId))
        .and(sight.with_optional::<Measure>(Column::MeasureId))
}

#[filter(Observation)]
pub struct ObservationFilter {
    /// With any of these claims.
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
    /// Pushed by any of these sources.
    source: Vec<String>,
    /// Any of these statuses.
    status: Vec<ObservationStatus>,
    /// In any of these territories, by code, or below them.
    territory: AtOrBelow,
}

#[order(Observation, PeriodFrom, Asc)]
pub enum ObservationOrderField {
    /// Periodens första dag: the first day of its period; those without a period last.
    PeriodFrom,
    /// Periodens sista dag: the last day of its period; those without a period last.
    PeriodTo,
}

#[key(Observation)]
pub enum ObservationKey {
    /// Extern nyckel: of one that was pushed by itself.
    External(PushedByItself),
    /// Its key among those that were pushed with an evaluation.
    OfEvaluation(PartOfEvaluation),
}

/// The external key of an observation that was not pushed with an evaluation.
#[derive(Debug, Clone)]
pub struct PushedByItself(ExternalKey);

input_as!(PushedByItself as ExternalKey, |key| Self(key), |this| this.0);

impl KeyPart<Observation> for PushedByItself {
    const BY: &'static str = "external id";

    fn condition(self, rows: &Rows) -> Result<Condition> {
        Ok(KeyPart::<Observation>::condition(self.0, rows)?.add(Column::EvaluationId.is_null()))
    }

    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let mut found = KeyPart::<Observation>::find(&self.0, field, form, lookup)?;
        let is_part = |id: Uuid| lookup.by::<Observation>(Column::Id, id).iter().any(|row| row.evaluation_id.is_some());
        found.retain(|id| !is_part(*id));
        Some(found)
    }

    fn words(&self) -> String {
        KeyPart::<Observation>::words(&self.0)
    }
}

impl EvaluationPart for Observation {
    const EVALUATION: Column = Column::EvaluationId;
    const EXTERNAL_ID: Column = Column::ExternalId;
}

#[roots]
pub trait ObservationQuery {
    /// Utfall: what has been observed, with its wording and where it comes from.
    fn observations() -> List<Observation>;
    /// One observation. Null: there is none with this key, or the viewer may not see it.
    fn observation(by: ObservationKey) -> Observation;
    /// Utfallsstatistik: how many observations there are by what they have in common.
    fn observation_statistics() -> Statistics<ObservationGroup>;
}
