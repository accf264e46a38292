//! How an evaluation judges its subject, criterion by criterion.

use derive::{filter, key, object, order};
use entity::criterion_rating::{Column, EvaluationCriterion};
use sea_orm::Condition;

use super::Evaluation;
use crate::kit::filter::{AnyOf, IntRange};
use crate::kit::sight::Sight;

/// Betyg: how an evaluation judges its subject by one criterion.
#[object(criterion_rating, visible = visible)]
pub struct CriterionRating {
    /// The evaluation.
    evaluation: Evaluation,
}

/// With its evaluation.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<Evaluation>(Column::EvaluationId)
}

#[filter(CriterionRating)]
pub struct CriterionRatingFilter {
    /// By any of these criteria.
    criterion: Vec<EvaluationCriterion>,
    /// In any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// Rated within these.
    rating: IntRange,
}

#[order(CriterionRating, CreatedAt, Asc)]
pub enum CriterionRatingOrderField {
    /// Betyg: from the lowest to the highest.
    Rating,
}

#[key(CriterionRating)]
pub enum CriterionRatingKey {}
