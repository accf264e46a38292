//! What an evaluation or a self-assessment found.

use derive::{filter, key, mutations, object, order, values};
use entity::finding::{Column, FindingKind};
use sea_orm::Condition;

use super::{Evaluation, Recommendation};
use crate::domain::award::SelfAssessment;
use crate::kit::filter::AnyOf;
use crate::kit::sight::{Sight, Under};
use crate::write::{FreeText, IdOf, Whole, Writable};

/// Slutsats, iakttagelse, behov eller brist: one thing that was found.
#[object(finding, visible = visible)]
pub struct Finding {
    /// Recommendations that build on it.
    #[by(FindingId)]
    recommendations: List<Recommendation>,
    /// The evaluation that found it. Null: it was not found by an evaluation.
    evaluation: Option<Evaluation>,
    /// The self-assessment that found it. Null: it was not found by a self-assessment.
    self_assessment: Option<SelfAssessment>,
}

/// With what found it.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with_any(&[
        Under::of::<Evaluation>(sight, Column::EvaluationId),
        Under::of::<SelfAssessment>(sight, Column::SelfAssessmentId),
    ])
}

#[filter(Finding)]
pub struct FindingFilter {
    /// Of any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// Any of these kinds.
    kind: Vec<FindingKind>,
    /// Of any of these self-assessments.
    self_assessment: AnyOf<SelfAssessment>,
}

#[order(Finding, CreatedAt, Asc)]
pub enum FindingOrderField {
    /// Plats: the place within its evaluation.
    Position,
}

#[key(Finding)]
pub enum FindingKey {}

#[values(Finding)]
pub struct FindingValues {
    /// The evaluation that found it.
    #[creation]
    evaluation: IdOf<Evaluation>,
    /// What kind of finding it is.
    kind: FindingKind,
    /// Its place within the evaluation, from 1. One that is pushed without it has its place in the list that was pushed last.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// Text, in Swedish, at most 20,000 characters.
    text: FreeText,
    /// The text in English, at most 20,000 characters. Null: not translated.
    text_en: Option<FreeText>,
}

impl Writable for Finding {
    type Values = FindingValues;
}

mutations!(Finding);
