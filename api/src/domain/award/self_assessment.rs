//! How the agency judges itself, and what it finds.

use derive::{filter, key, object, order};
use entity::self_assessment::{Model, SelfAssessmentStatus};

use super::{AreaScore, CompetitionEdition};
use crate::domain::body::Body;
use crate::domain::evaluation::Finding;
use crate::domain::people::Person;
use crate::domain::record::Document;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;

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
    /// The group that made it. Null: no group, or not said.
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
    /// With a period that ends within these days.
    period_to: DateRange,
    /// Any of these statuses.
    status: Vec<SelfAssessmentStatus>,
}

#[order(SelfAssessment, PeriodTo, Desc)]
pub enum SelfAssessmentOrderField {
    /// Periodens första dag.
    PeriodFrom,
    /// Periodens sista dag.
    PeriodTo,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(SelfAssessment)]
pub enum SelfAssessmentKey {}
