//! How mature the agency finds itself in an area.

use derive::{filter, key, object, order};
use entity::area_score::Column;
use sea_orm::Condition;

use super::{AssessmentArea, SelfAssessment};
use crate::kit::filter::{AnyOf, IntRange};
use crate::kit::sight::Sight;

/// Mognadsbedömning: how mature a self-assessment finds the agency in one area.
#[object(area_score, visible = visible)]
pub struct AreaScore {
    /// The area.
    area: AssessmentArea,
    /// The self-assessment.
    self_assessment: SelfAssessment,
}

/// With its self-assessment.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<SelfAssessment>(Column::SelfAssessmentId)
}

#[filter(AreaScore)]
pub struct AreaScoreFilter {
    /// In any of these areas.
    area: AnyOf<AssessmentArea>,
    /// With a maturity within these.
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
