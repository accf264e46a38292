//! How an evaluation judges its subject, criterion by criterion.

use derive::{filter, key, mutations, object, order, values};
use entity::criterion_rating::{Column, EvaluationCriterion};

use super::Evaluation;
use super::EvaluationKey;
use crate::kit::filter::{AnyOf, IntRange};
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, UserErrorCode, Whole, Writable};
use chrono::NaiveDate;
use entity::Date;
use entity::criterion_rating::Model;
use entity::evaluation;
use uuid::Uuid;

/// Betyg: how an evaluation judges its subject by one criterion.
#[object(criterion_rating, visible = visible)]
pub struct CriterionRating {
    /// Utvärdering: the one that gives the rating.
    evaluation: Evaluation,
}

/// With its evaluation.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Evaluation>(Column::EvaluationId)
}

#[filter(CriterionRating)]
pub struct CriterionRatingFilter {
    /// By any of these criteria.
    criterion: Vec<EvaluationCriterion>,
    /// In any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// With a rating from one of these numbers to the other.
    rating: IntRange,
}

#[order(CriterionRating, CreatedAt, Asc)]
pub enum CriterionRatingOrderField {
    /// Betyg: from the lowest to the highest.
    Rating,
}

#[key(CriterionRating)]
pub enum CriterionRatingKey {}

#[values(CriterionRating)]
pub struct CriterionRatingValues {
    /// Motivering, at most 20,000 characters. Null: not written.
    comment: Option<FreeText>,
    /// Kriterium: by what is judged. An evaluation has at most one rating for each.
    criterion: EvaluationCriterion,
    /// Utvärdering: the one that gives the rating.
    #[creation]
    evaluation: EvaluationKey,
    /// Betyg: from 1, the lowest, to 6, the highest.
    rating: Whole<1, 6>,
}

impl Writable for CriterionRating {
    type Values = CriterionRatingValues;

    fn apply(_: &CriterionRatingValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { id, evaluation_id, criterion, .. } = draft.row;
        if lookup.parent().is_some() {
            // The evaluation's own rules see all of its ratings.
            return;
        }
        let is_other = |other: &&Model| other.id != id && other.criterion == criterion;
        if ratings_of(evaluation_id, lookup).iter().find(is_other).is_some() {
            draft.error("criterion", UserErrorCode::AlreadyExists, "The evaluation has a rating for this criterion.");
        }
        let was_coherence = draft.before.as_ref().is_some_and(is_coherence);
        // The evaluation's days may be changed at the same time.
        let is_early =
            || lookup.locked::<Evaluation>(evaluation::Column::Id, evaluation_id).iter().any(is_before_coherence);
        if is_coherence(&draft.row) && !was_coherence && is_early() {
            draft.error("criterion", UserErrorCode::Invalid, COHERENCE);
        }
    }
}

pub(super) const COHERENCE: &str = "COHERENCE is a criterion only from December 2019 on.";

pub(super) fn is_coherence(rating: &Model) -> bool {
    rating.criterion == EvaluationCriterion::Coherence
}

/// Whether an evaluation was ready before coherence became a criterion.
pub(super) fn is_before_coherence(evaluation: &evaluation::Model) -> bool {
    let start = NaiveDate::from_ymd_opt(2019, 12, 1).map(Date);
    evaluation.delivered_on.or(evaluation.published_on).is_some_and(|ready| Some(ready) < start)
}

/// The ratings that an evaluation has. Whoever makes one that the evaluation's days forbid waits for the evaluation.
pub(super) fn ratings_of(evaluation: Uuid, lookup: &Lookup) -> Vec<Model> {
    lookup.known(Column::EvaluationId, evaluation).to_vec()
}

mutations!(CriterionRating);
