//! What an evaluation recommends.

use derive::{filter, key, object, order};
use entity::recommendation::{Column, RecommendationPriority, RecommendationStatus};
use sea_orm::Condition;

use super::response::response;
use super::{Evaluation, Finding, ManagementResponse};
use crate::domain::measure::Measure;
use crate::domain::organisation::Organisation;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;

/// Rekommendation: what an evaluation advises.
#[object(recommendation, visible = visible)]
pub struct Recommendation {
    /// Ledningens svar. Null: it is not answered.
    #[resolve(response)]
    response: Option<ManagementResponse>,
    /// Measures that carry it out.
    #[by(RecommendationId)]
    measures: List<Measure>,
    /// Whom it is meant for. Null: not said.
    addressed_to: Option<Organisation>,
    /// The evaluation.
    evaluation: Evaluation,
    /// The finding that it builds on. Null: not said.
    finding: Option<Finding>,
}

/// With its evaluation.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<Evaluation>(Column::EvaluationId)
}

#[filter(Recommendation)]
pub struct RecommendationFilter {
    /// Meant for any of these organisations.
    addressed_to: AnyOf<Organisation>,
    /// To be done within these days.
    due_on: DateRange,
    /// Of any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// Any of these priorities.
    priority: Vec<RecommendationPriority>,
    /// Any of these statuses.
    status: Vec<RecommendationStatus>,
}

#[order(Recommendation, CreatedAt, Asc)]
pub enum RecommendationOrderField {
    /// Senast: the day by which it is to be done; those without one last.
    DueOn,
    /// Plats: the place within its evaluation.
    Position,
}

#[key(Recommendation)]
pub enum RecommendationKey {}
