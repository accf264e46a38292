//! What an agency undertakes to do during some years.

use crate::prelude::*;

#[table("ActionPlan", access)]
pub struct Model {
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    /// Ambition: what the plan wants to reach. Null: not stated.
    #[searched]
    pub ambition: Option<String>,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, not before the first.
    pub ends_on: Date,
    /// How far it has come.
    pub status: ActionPlanStatus,
    #[reference(assignment)]
    #[came_of(LedTo)]
    pub assignment_id: Option<Uuid>,
    #[reference(decision)]
    #[came_of(LedTo)]
    pub decision_id: Option<Uuid>,
    #[reference(organisation)]
    pub owner_id: Option<Uuid>,
}

/// Status för handlingsplan: how far an action plan has come.
#[text_enum]
pub enum ActionPlanStatus {
    /// Utkast: it is being written.
    #[next(Proposed, Cancelled)]
    Draft,
    /// Föreslagen: it waits for a decision.
    #[next(Adopted, Draft, Cancelled)]
    Proposed,
    /// Beslutad: it has been decided, and its time has not come.
    #[next(InEffect, Superseded, Cancelled)]
    Adopted,
    /// Gällande: being carried out.
    #[next(Completed, Superseded, Cancelled)]
    InEffect,
    /// Genomförd: all of it is done.
    Completed,
    /// Ersatt: another plan has taken its place.
    Superseded,
    /// Avbruten: it was given up.
    Cancelled,
}
