//! That an organisation is to compete for an award, or thinks of it.

use crate::prelude::*;

#[table("Candidacy")]
pub struct Model {
    #[reference(competition_edition)]
    pub edition_id: Uuid,
    #[reference(organisation)]
    pub organisation_id: Uuid,
    /// How far it has come.
    pub status: CandidacyStatus,
    #[reference(action_plan)]
    #[came_of(ContributesTo)]
    pub action_plan_id: Option<Uuid>,
}

/// Status för kandidatur: how far a candidacy has come.
#[text_enum]
pub enum CandidacyStatus {
    /// Övervägs: it is not decided whether to take part.
    #[next(Preparing, Withdrawn)]
    Considered,
    /// Förbereds: the entry is being written.
    #[next(Submitted, Withdrawn)]
    Preparing,
    /// Inlämnad: the entry is with the jury.
    #[next(Nominated)]
    Submitted,
    /// Nominerad: among the finalists.
    #[next(Won, NotSelected)]
    Nominated,
    /// Vinnare: it won the award.
    Won,
    /// Ej utvald: others were chosen.
    NotSelected,
    /// Återtagen: the organisation does not take part after all.
    Withdrawn,
}
