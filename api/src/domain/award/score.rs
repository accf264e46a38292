//! How mature the agency finds itself in an area.

use derive::{filter, key, mutations, object, order, values};
use entity::area_score::Column;

use super::{AssessmentArea, SelfAssessment};
use super::{AssessmentAreaKey, SelfAssessmentKey};
use crate::kit::filter::{AnyOf, IntRange};
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, UserErrorCode, Whole, Writable};
use entity::area_score::Model;
use entity::{assessment_area, self_assessment};

/// Mognadsbedömning: how mature a self-assessment finds the agency in one area.
#[object(area_score, visible = visible)]
pub struct AreaScore {
    /// Bedömningsområde: the area that is scored.
    area: AssessmentArea,
    /// Självvärdering: the one that gives the score.
    self_assessment: SelfAssessment,
}

/// With its self-assessment.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<SelfAssessment>(Column::SelfAssessmentId)
}

#[filter(AreaScore)]
pub struct AreaScoreFilter {
    /// In any of these areas.
    area: AnyOf<AssessmentArea>,
    /// With a maturity from one of these numbers to the other.
    maturity: IntRange,
    /// Of any of these self-assessments.
    self_assessment: AnyOf<SelfAssessment>,
}

#[order(AreaScore, CreatedAt, Asc)]
pub enum AreaScoreOrderField {
    /// Mognad: from the lowest to the highest.
    Maturity,
}

#[key(AreaScore)]
pub enum AreaScoreKey {}

#[values(AreaScore)]
pub struct AreaScoreValues {
    /// Bedömningsområde: an area of the edition that the self-assessment names, which has no other score in it.
    area: AssessmentAreaKey,
    /// Motivering, at most 20,000 characters. Null: not written.
    comment: Option<FreeText>,
    /// Mognad: from 1, hardly started, to 5, a model for others.
    maturity: Whole<1, 5>,
    /// Självvärdering: the one that gives the score.
    #[creation]
    self_assessment: SelfAssessmentKey,
}

impl Writable for AreaScore {
    type Values = AreaScoreValues;

    fn apply(_: &AreaScoreValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { id, area_id, self_assessment_id, .. } = draft.row;
        let areas = lookup.by::<AssessmentArea>(assessment_area::Column::Id, area_id);
        // Its edition may be changed at the same time.
        let assessments = lookup.locked::<SelfAssessment>(self_assessment::Column::Id, self_assessment_id);
        let editions = areas.first().zip(assessments.first());
        if editions.is_some_and(|(area, assessment)| assessment.edition_id != Some(area.edition_id)) {
            let message = "area belongs to another edition than the self-assessment.";
            draft.error("area", UserErrorCode::Invalid, message);
        }
        let others = lookup.by::<Self>(Column::SelfAssessmentId, self_assessment_id);
        if others.iter().any(|other| other.id != id && other.area_id == area_id) {
            draft.error("area", UserErrorCode::AlreadyExists, "The self-assessment has a score in this area.");
        }
    }
}

mutations!(AreaScore);
