//! How the agency judges itself: an award's editions with their areas, self-assessments, and candidacies.

mod area;
mod candidacy;
mod score;
mod self_assessment;

use async_graphql::InputObject;
use derive::{filter, key, object, order, roots};
use entity::competition_edition::{Column, CompetitionEditionStatus};
use sea_orm::{ColumnTrait, Condition};

use crate::kit::column::is_text;
use crate::kit::filter::IntRange;
use crate::kit::sight::everybody;

pub use area::{AssessmentArea, AssessmentAreaKey};
pub use candidacy::{Candidacy, CandidacyKey};
pub use score::{AreaScore, AreaScoreKey};
pub use self_assessment::{SelfAssessment, SelfAssessmentKey};

/// Tävlingsomgång: one year's round of an award for which agencies compete.
#[object(competition_edition, visible = everybody)]
pub struct CompetitionEdition {
    /// Bedömningsområden: by what the jury judges.
    #[by(EditionId)]
    areas: List<AssessmentArea>,
    /// Kandidaturer: who competes, or thinks of it.
    #[by(EditionId)]
    candidacies: List<Candidacy>,
    /// Självvärderingar: self-assessments against its areas.
    #[by(EditionId)]
    self_assessments: List<SelfAssessment>,
}

#[filter(CompetitionEdition)]
pub struct CompetitionEditionFilter {
    /// Of any of these competitions, by name, exactly.
    competition: Vec<String>,
    /// Any of these statuses.
    status: Vec<CompetitionEditionStatus>,
    /// Of these years.
    year: IntRange,
}

#[order(CompetitionEdition, Year, Desc)]
pub enum CompetitionEditionOrderField {
    /// Tävling, in Swedish alphabetical order.
    Competition,
    /// År.
    Year,
}

/// Tävlingsomgångs nyckel: its year within its competition.
#[derive(Debug, Clone, InputObject)]
pub struct CompetitionYear {
    /// Tävling: the award's name.
    competition: String,
    /// År.
    year: i32,
}

#[key(CompetitionEdition)]
pub enum CompetitionEditionKey {
    /// Its year, which is unique within its competition.
    #[with(of_year)]
    Year(CompetitionYear),
}

fn of_year(named: CompetitionYear) -> Condition {
    let CompetitionYear { competition, year } = named;
    is_text(Column::Competition, &competition).add(Column::Year.eq(year))
}

#[roots]
pub trait AwardQuery {
    /// Tävlingsomgångar: the rounds of awards, the latest year first.
    fn competition_editions() -> List<CompetitionEdition>;
    /// One round of an award. Null: there is none with this key.
    fn competition_edition(by: CompetitionEditionKey) -> CompetitionEdition;
    /// Bedömningsområden: by what juries judge.
    fn assessment_areas() -> List<AssessmentArea>;
    /// One area of an edition. Null: there is none with this key.
    fn assessment_area(by: AssessmentAreaKey) -> AssessmentArea;
    /// Självvärderingar: those that the viewer may see, the latest first.
    fn self_assessments() -> List<SelfAssessment>;
    /// One self-assessment. Null: there is none with this key, or the viewer may not see it.
    fn self_assessment(by: SelfAssessmentKey) -> SelfAssessment;
    /// Mognadsbedömningar: how mature the agency finds itself, area by area.
    fn area_scores() -> List<AreaScore>;
    /// One score. Null: there is none with this key, or the viewer may not see it.
    fn area_score(by: AreaScoreKey) -> AreaScore;
    /// Kandidaturer: who competes for an award, or thinks of it, the latest first.
    fn candidacies() -> List<Candidacy>;
    /// One candidacy. Null: there is none with this key.
    fn candidacy(by: CandidacyKey) -> Candidacy;
}
