//! What an evaluation or a self-assessment found.

use derive::{filter, key, mutations, object, order, values};
use entity::finding::{Column, FindingKind, Model};

use super::{Evaluation, EvaluationKey, Recommendation};
use crate::domain::award::{SelfAssessment, SelfAssessmentKey};
use crate::domain::reference::{EvaluationPart, PartOfEvaluation};
use crate::kit::filter::AnyOf;
use crate::kit::sight::{Sight, Under};
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, UserErrorCode, Whole, Writable};

/// Slutsats, iakttagelse, behov eller brist: one thing that was found.
#[object(finding, visible = visible)]
pub struct Finding {
    /// Rekommendationer: recommendations that build on it.
    #[by(FindingId)]
    recommendations: List<Recommendation>,
    /// The evaluation that found it. Null: it was not found by an evaluation.
    evaluation: Option<Evaluation>,
    /// The self-assessment that found it. Null: it was not found by a self-assessment.
    self_assessment: Option<SelfAssessment>,
}

/// With what found it.
fn visible(sight: &Sight<'_>) -> Visibility {
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

#[order(Finding, Position, Asc)]
pub enum FindingOrderField {
    /// Ordningsnummer: its number within its evaluation or self-assessment.
    Position,
}

#[key(Finding)]
pub enum FindingKey {
    /// Its key among those that were pushed with an evaluation.
    OfEvaluation(PartOfEvaluation),
}

impl EvaluationPart for Finding {
    const EVALUATION: Column = Column::EvaluationId;
    const EXTERNAL_ID: Column = Column::ExternalId;
}

#[values(Finding)]
pub struct FindingValues {
    /// The evaluation that found it. Null: a self-assessment did.
    #[creation]
    evaluation: Option<EvaluationKey>,
    /// What kind of finding it is.
    kind: FindingKind,
    /// Ordningsnummer: its number in the order of the findings of its evaluation or self-assessment, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// The self-assessment that found it. Null: an evaluation did.
    #[creation]
    self_assessment: Option<SelfAssessmentKey>,
    /// Text, in Swedish, at most 20,000 characters.
    text: FreeText,
    /// The text in English, at most 20,000 characters. Null: not translated.
    text_en: Option<FreeText>,
}

impl Writable for Finding {
    type Values = FindingValues;

    /// Either an evaluation found it or a self-assessment.
    fn apply(_: &FindingValues, draft: &mut Draft<Model>, _: &Lookup) {
        match (draft.row.evaluation_id, draft.row.self_assessment_id) {
            (None, None) if draft.form.is_clean() => draft.form.required("evaluation"),
            (Some(_), Some(_)) => {
                let message = "selfAssessment and evaluation are both given: one of them found it.";
                draft.error("selfAssessment", UserErrorCode::Invalid, message);
            }
            _ => {}
        }
    }
}

mutations!(Finding);
