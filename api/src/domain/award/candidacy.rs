//! Who competes for an award.

use derive::{filter, key, object, order};
use entity::candidacy::CandidacyStatus;

use super::CompetitionEdition;
use crate::domain::action_plan::ActionPlan;
use crate::domain::organisation::Organisation;
use crate::domain::record::Document;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;

/// Kandidatur: that an organisation competes for an award, or thinks of it.
#[object(candidacy, visible = everybody)]
pub struct Candidacy {
    /// Dokument: what is attached to it, such as the entry.
    #[through(attachment)]
    documents: List<Document>,
    /// Handlingsplan: the plan that supports it. Null: none, or the viewer may not see it.
    action_plan: Option<ActionPlan>,
    /// The edition of the award.
    edition: CompetitionEdition,
    /// Who competes.
    organisation: Organisation,
}

#[filter(Candidacy)]
pub struct CandidacyFilter {
    /// Supported by any of these action plans, as far as the viewer may see them.
    action_plan: AnyOf<ActionPlan>,
    /// For any of these editions.
    edition: AnyOf<CompetitionEdition>,
    /// Of any of these organisations.
    organisation: AnyOf<Organisation>,
    /// Any of these statuses.
    status: Vec<CandidacyStatus>,
}

#[order(Candidacy, CreatedAt, Desc)]
pub enum CandidacyOrderField {}

#[key(Candidacy)]
pub enum CandidacyKey {}
