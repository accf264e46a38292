//! By what an award's jury judges.

use async_graphql::{ID, InputObject};
use derive::{filter, key, object, order};
use entity::assessment_area::Column;
use entity::competition_edition;
use sea_orm::{ColumnTrait, Condition};

use super::{AreaScore, CompetitionEdition};
use crate::error::Result;
use crate::kit::column::is_text;
use crate::kit::filter::AnyOf;
use crate::kit::node::id_of;
use crate::kit::sight::Sight;

/// Bedömningsområde: one of the things that an award's jury judges, in one edition.
#[object(assessment_area, visible = visible)]
pub struct AssessmentArea {
    /// Mognadsbedömningar: how mature self-assessments found the agency in it.
    #[by(AreaId)]
    scores: List<AreaScore>,
    /// The edition that it belongs to.
    edition: CompetitionEdition,
}

/// With its edition.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<CompetitionEdition>(Column::EditionId)
}

#[filter(AssessmentArea)]
pub struct AssessmentAreaFilter {
    /// Any of these codes.
    code: Vec<String>,
    /// Of any of these editions.
    edition: AnyOf<CompetitionEdition>,
}

#[order(AssessmentArea, Position, Asc)]
pub enum AssessmentAreaOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
    /// Plats: the place that the edition gives it.
    Position,
}

/// Bedömningsområdes nyckel: its code within its edition.
#[derive(Debug, Clone, InputObject)]
pub struct AssessmentAreaCode {
    /// Kod.
    code: String,
    /// The edition's id.
    edition: ID,
}

#[key(AssessmentArea)]
pub enum AssessmentAreaKey {
    /// Kod, which is unique within its edition.
    #[with(in_edition)]
    Code(AssessmentAreaCode),
}

fn in_edition(named: AssessmentAreaCode) -> Result<Condition> {
    let AssessmentAreaCode { code, edition } = named;
    let edition = id_of::<competition_edition::Model>(&edition)?;
    Ok(is_text(Column::Code, &code).add(Column::EditionId.eq(edition)))
}
