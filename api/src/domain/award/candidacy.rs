//! Who competes for an award.

use derive::{filter, key, mutations, object, order, values};
use entity::candidacy::{CandidacyStatus, Column};

use super::CompetitionEdition;
use super::CompetitionEditionKey;
use crate::domain::action_plan::ActionPlan;
use crate::domain::action_plan::ActionPlanKey;
use crate::domain::organisation::Organisation;
use crate::domain::organisation::OrganisationKey;
use crate::domain::record::Document;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;
use crate::write::{Draft, Lookup, UserErrorCode, Writable};
use entity::candidacy::Model;

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

#[values(Candidacy)]
pub struct CandidacyValues {
    /// Handlingsplan: the plan that supports it. Null: none.
    action_plan: Option<ActionPlanKey>,
    /// The edition of the award.
    #[creation]
    edition: CompetitionEditionKey,
    /// Who competes.
    #[creation]
    organisation: OrganisationKey,
    /// How far it has come.
    #[default(CONSIDERED)]
    #[own]
    status: CandidacyStatus,
}

impl Writable for Candidacy {
    type Values = CandidacyValues;

    fn apply(values: &CandidacyValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        check_alone(draft, lookup);
    }
}

/// An organisation competes once in an edition; whoever withdrew may come again.
fn check_alone(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { organisation_id, status, .. } = draft.row;
    if status == CandidacyStatus::Withdrawn {
        return;
    }
    let competes =
        |other: &Model| other.organisation_id == organisation_id && other.status != CandidacyStatus::Withdrawn;
    if draft.twin::<Candidacy, CompetitionEdition>(Column::EditionId, lookup, competes).is_some() {
        let message = "The organisation has a candidacy in this edition: change that one.";
        draft.error("organisation", UserErrorCode::AlreadyExists, message);
    }
}

mutations!(Candidacy);
