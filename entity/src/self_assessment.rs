//! How an agency judges itself, against an award's areas or freely.

use crate::prelude::*;

#[table("SelfAssessment", access)]
pub struct Model {
    #[reference(competition_edition)]
    pub edition_id: Option<Uuid>,
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    #[reference(person)]
    pub leader_id: Option<Uuid>,
    #[reference(body)]
    pub body_id: Option<Uuid>,
    /// Periodens första dag: when the work on it started.
    pub period_from: Date,
    /// Periodens sista dag: when the work on it ended, or is to end.
    pub period_to: Date,
    /// Slutsats, in Swedish: what came of it as a whole. Null: none is drawn yet.
    #[searched]
    pub conclusion: Option<String>,
    /// How far it has come.
    pub status: SelfAssessmentStatus,
}

/// Status för självvärdering: how far a self-assessment has come.
#[text_enum]
pub enum SelfAssessmentStatus {
    /// Utkast: being worked on.
    #[next(Completed)]
    Draft,
    /// Genomförd: waits for approval.
    #[next(Approved, Draft)]
    Completed,
    /// Godkänd: the agency has approved it.
    Approved,
}
