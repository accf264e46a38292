//! How the agency judges itself: an award's editions with their areas, self-assessments, and candidacies.

mod area;
mod candidacy;
mod score;
mod self_assessment;

use async_graphql::InputObject;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::competition_edition::{Column, CompetitionEditionStatus};
use sea_orm::{ColumnTrait, Condition};

use crate::error::Result;
use crate::kit::column::is_text;
use crate::kit::filter::IntRange;
use crate::kit::rows::Rows;
use crate::kit::sight::everybody;
use crate::kit::text::normal;
use crate::write::{Draft, Form, KeyPart, Lookup, Title, UserErrorCode, Whole, Writable};
use entity::competition_edition::Model;
use uuid::Uuid;

pub use area::{AssessmentArea, AssessmentAreaKey, AssessmentAreaMutation};
pub use candidacy::{Candidacy, CandidacyKey, CandidacyMutation};
pub use score::{AreaScore, AreaScoreKey, AreaScoreMutation};
pub use self_assessment::{SelfAssessment, SelfAssessmentKey, SelfAssessmentMutation};

/// Tävlingsomgång: one year's round of an award for which agencies compete.
#[object(competition_edition, visible = everybody, kept)]
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
    /// År: the year whose award it is.
    Year,
}

/// Tävlingsomgångs nyckel: its year within its competition.
#[derive(Debug, Clone, InputObject)]
pub struct CompetitionYear {
    /// Tävling: the award's name, exactly.
    competition: String,
    /// År: the year whose award it is.
    year: i32,
}

#[key(CompetitionEdition)]
pub enum CompetitionEditionKey {
    /// Its year, which is unique within its competition.
    Year(CompetitionYear),
}

impl KeyPart<CompetitionEdition> for CompetitionYear {
    const BY: &'static str = "year";

    fn condition(self, _: &Rows) -> Result<Condition> {
        Ok(is_text(Column::Competition, &self.competition).add(Column::Year.eq(self.year)))
    }

    fn find(&self, _: &str, _: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let found = lookup.by::<CompetitionEdition>(Column::Competition, &*normal(&self.competition));
        Some(found.iter().filter(|edition| edition.year == self.year).map(|edition| edition.id).collect())
    }

    fn words(&self) -> String {
        format!("{} {}", self.competition, self.year)
    }
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

#[values(CompetitionEdition)]
pub struct CompetitionEditionValues {
    /// Tävling: the award's name, at most 300 characters.
    competition: Title,
    /// How far it has come.
    #[default(UPCOMING)]
    #[own]
    status: CompetitionEditionStatus,
    /// År, from 1900 to 2999: an award has one round a year.
    year: Whole<1_900, 2_999>,
}

impl Writable for CompetitionEdition {
    type Values = CompetitionEditionValues;

    fn apply(values: &CompetitionEditionValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        let Model { id, year, .. } = draft.row;
        let others = lookup.by::<Self>(Column::Competition, &*draft.row.competition);
        if others.iter().any(|other| other.id != id && other.year == year) {
            draft.error("year", UserErrorCode::AlreadyExists, format!("The competition has an edition of {year}."));
        }
    }
}

mutations!(CompetitionEdition);
