//! What was decided at an agenda item.

use crate::prelude::*;

#[table("Decision", access)]
pub struct Model {
    #[reference(agenda_item)]
    #[came_of(DecidedBy)]
    pub agenda_item_id: Uuid,
    /// Beslutsnummer, such as a paragraph of the minutes. Null: it has none.
    #[searched(title)]
    pub number: Option<String>,
    /// What the decision does with the proposal. Fixed from `TAKEN` on.
    pub kind: DecisionKind,
    /// Beslutets ordalydelse, in Swedish. Fixed from `TAKEN` on.
    #[searched]
    pub text: String,
    /// Förslag: what was proposed. Null: not stated.
    #[searched]
    pub proposal: Option<String>,
    /// Beslutsdatum: the day it was taken.
    pub decided_on: Date,
    /// How far it has come.
    pub status: DecisionStatus,
    #[reference(decision)]
    #[came_of(SupersededBy)]
    pub supersedes_id: Option<Uuid>,
}

/// Slag av beslut: what a decision does with the proposal.
#[text_enum]
pub enum DecisionKind {
    /// Bifall: the proposal is adopted.
    Adopt,
    /// Bifall med ändringar: the proposal is adopted with changes.
    AdoptWithChanges,
    /// Avslag: the proposal is rejected.
    Reject,
    /// Bordläggning: it is decided later.
    Defer,
    /// Återremiss: the proposal is sent back to be prepared better.
    ReferBack,
    /// Till handlingarna: taken note of, nothing more.
    Note,
}

/// Status för beslut: how far a decision has come.
#[text_enum]
pub enum DecisionStatus {
    /// Utkast: its text and kind may still change.
    #[next(Taken)]
    Draft,
    /// Fattat: it has been taken; its text and kind are fixed.
    #[next(Implemented, Superseded, Revoked)]
    Taken,
    /// Verkställt: carried out.
    Implemented,
    /// Ersatt: another decision has taken its place.
    Superseded,
    /// Upphävt: no longer holds.
    Revoked,
}
