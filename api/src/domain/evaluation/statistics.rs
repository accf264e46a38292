//! Evaluations and recommendations counted in groups.

use derive::statistics;
use entity::evaluation::{EvaluationKind, EvaluationStatus};
use entity::recommendation::{RecommendationPriority, RecommendationStatus};

use super::recommendation::is_overdue;
use super::{Evaluation, Recommendation};
use crate::domain::organisation::Organisation;
use crate::domain::steering::ResultArea;
use crate::domain::territory::Territory;

/// Grupp av utvärderingar: evaluations that have something in common.
#[statistics(Evaluation)]
pub struct EvaluationGroup {
    /// Beställare: who commissioned them.
    commissioner: Option<Organisation>,
    /// Levererad: the year in which they were delivered.
    #[year(DeliveredOn)]
    delivered_year: Option<i32>,
    /// Slag: what kind of study they are.
    #[value]
    kind: EvaluationKind,
    /// Resultatområde: a result area that they concern.
    #[through(evaluation_result_area)]
    result_area: ResultArea,
    /// Status: how far they have come.
    #[value]
    status: EvaluationStatus,
    /// Territorium: a territory that they concern, itself and not one above it.
    #[through(evaluation_territory)]
    territory: Territory,
}

/// Grupp av rekommendationer: recommendations that have something in common.
#[statistics(Recommendation)]
pub struct RecommendationGroup {
    /// Mottagare: whom they are meant for.
    addressed_to: Option<Organisation>,
    /// Senast: the month by which they are to be done, such as `2026-11`.
    #[month(DueOn)]
    due_month: Option<String>,
    /// Utvärdering: the one that gives them.
    evaluation: Evaluation,
    /// Försenade: how many of them are overdue.
    #[counts(is_overdue)]
    overdue: i32,
    /// Prioritet: how much they matter.
    #[value]
    priority: RecommendationPriority,
    /// Status: how far they have come.
    #[value]
    status: RecommendationStatus,
}
