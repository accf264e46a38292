//! How the agency judges itself, and what it finds.

use derive::{filter, key, mutations, object, order, values};
use entity::self_assessment::{Model, SelfAssessmentStatus};

use super::CompetitionEditionKey;
use super::{AreaScore, CompetitionEdition};
use crate::domain::body::Body;
use crate::domain::body::BodyKey;
use crate::domain::evaluation::Finding;
use crate::domain::people::Person;
use crate::domain::people::PersonKey;
use crate::domain::record::Document;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;
use crate::write::{Draft, FreeText, Lookup, Title, UserErrorCode, Writable};
use entity::{Access, Date, area_score};

/// Självvärdering: how the agency judges itself, against an award's areas or freely.
#[object(self_assessment, visible = Sight::by_access::<Model>)]
pub struct SelfAssessment {
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Slutsatser, iakttagelser, behov och brister: what it found.
    #[by(SelfAssessmentId)]
    findings: List<Finding>,
    /// Mognadsbedömningar: how mature it found the agency, area by area.
    #[by(SelfAssessmentId)]
    scores: List<AreaScore>,
    /// The group that made it. Null: no group did, or not said.
    body: Option<Body>,
    /// The edition of an award against whose areas it was made. Null: against none.
    edition: Option<CompetitionEdition>,
    /// Who led it. Null: not said, or the viewer may not see who.
    leader: Option<Person>,
}

#[filter(SelfAssessment)]
pub struct SelfAssessmentFilter {
    /// Made by any of these groups.
    body: AnyOf<Body>,
    /// Against the areas of any of these editions.
    edition: AnyOf<CompetitionEdition>,
    /// Led by any of these persons, as far as the viewer may see them.
    leader: AnyOf<Person>,
    /// With a period that starts within these days.
    period_from: DateRange,
    /// With a period that ends within these days.
    period_to: DateRange,
    /// Any of these statuses.
    status: Vec<SelfAssessmentStatus>,
}

#[order(SelfAssessment, PeriodTo, Desc)]
pub enum SelfAssessmentOrderField {
    /// Startdag: the first day of the work on it.
    PeriodFrom,
    /// Slutdag: the last day of the work on it.
    PeriodTo,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(SelfAssessment)]
pub enum SelfAssessmentKey {}

#[values(SelfAssessment)]
pub struct SelfAssessmentValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// The group that makes it. Null: no group does, or not said.
    body: Option<BodyKey>,
    /// Slutsats, at most 20,000 characters. Null: none is drawn yet.
    conclusion: Option<FreeText>,
    /// The edition of the award by whose areas it assesses. It cannot change once there are scores. Null: it is not
    /// bound to an award.
    edition: Option<CompetitionEditionKey>,
    /// Ledare: who leads it. Null: not said.
    leader: Option<PersonKey>,
    /// The first day of the time in which it is made.
    period_from: Date,
    /// The last day of the time in which it is made.
    period_to: Date,
    /// How far it has come.
    #[default(DRAFT)]
    #[own]
    status: SelfAssessmentStatus,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for SelfAssessment {
    type Values = SelfAssessmentValues;

    fn apply(values: &SelfAssessmentValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_order(("periodFrom", Some(draft.row.period_from)), ("periodTo", Some(draft.row.period_to)));
        let Some(before) = draft.before.as_ref().filter(|before| before.edition_id != draft.row.edition_id) else {
            return;
        };
        if !lookup.by::<AreaScore>(area_score::Column::SelfAssessmentId, before.id).is_empty() {
            draft.error("edition", UserErrorCode::InUse, "edition cannot change: there are scores in its areas.");
        }
    }
}

mutations!(SelfAssessment);
