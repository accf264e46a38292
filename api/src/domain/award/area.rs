//! By what an award's jury judges.

use async_graphql::InputObject;
use derive::{filter, key, mutations, object, order, values};
use entity::assessment_area::Column;
use sea_orm::Condition;

use super::CompetitionEditionKey;
use super::{AreaScore, CompetitionEdition};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::column::is_text;
use crate::kit::filter::AnyOf;
use crate::kit::key::Key;
use crate::kit::related::related;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::text::normal;
use crate::kit::visibility::Visibility;
use crate::write::{Code, Draft, Form, KeyPart, Lookup, Title, UserErrorCode, Value, Whole, Writable};
use entity::assessment_area::Model;
use uuid::Uuid;

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
fn visible(sight: &Sight<'_>) -> Visibility {
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
    /// Ordningsnummer: its number in the order of the edition's areas.
    Position,
}

/// Bedömningsområdes nyckel: its code within its edition.
#[derive(Debug, Clone, InputObject)]
pub struct AssessmentAreaCode {
    /// Kod: its code, exactly.
    code: String,
    /// Tävlingsomgång: the edition that the area belongs to.
    edition: CompetitionEditionKey,
}

#[key(AssessmentArea)]
pub enum AssessmentAreaKey {
    /// Kod, which is unique within its edition.
    Code(AssessmentAreaCode),
}

impl KeyPart<AssessmentArea> for AssessmentAreaCode {
    const BY: &'static str = "code";

    fn condition(self, rows: &Rows) -> Result<Condition> {
        let edition = self.edition.condition(rows)?;
        let of_edition = related::<CompetitionEdition>(col(Column::EditionId), edition, rows);
        Ok(is_text(Column::Code, &self.code).add(of_edition))
    }

    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let edition = self.edition.settle(field, form, lookup)?;
        let code = normal(&self.code);
        let found = lookup.by::<AssessmentArea>(Column::EditionId, edition);
        Some(found.iter().filter(|area| area.code == code).map(|area| area.id).collect())
    }

    fn words(&self) -> String {
        self.code.clone()
    }
}

#[values(AssessmentArea)]
pub struct AssessmentAreaValues {
    /// Kod: unique in its edition, at most 40 characters.
    code: Code,
    /// The edition: areas change from one to the next.
    #[creation]
    edition: CompetitionEditionKey,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// Ordningsnummer: its number in the order of the edition's areas, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
}

impl Writable for AssessmentArea {
    type Values = AssessmentAreaValues;

    fn apply(_: &AssessmentAreaValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { id, edition_id, ref code, .. } = draft.row;
        let others = lookup.by::<Self>(Column::EditionId, edition_id);
        if others.iter().any(|other| other.id != id && other.code == *code) {
            let message = format!("Another area of the edition has the code \"{code}\".");
            draft.error("code", UserErrorCode::AlreadyExists, message);
        }
    }
}

mutations!(AssessmentArea);
