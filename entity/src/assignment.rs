//! What is to be delivered by a certain day, and by whom.

use crate::prelude::*;

#[table("Assignment", access)]
pub struct Model {
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    /// Syfte: what it is for. Null: not stated.
    #[searched]
    pub purpose: Option<String>,
    /// What kind of assignment it is.
    pub kind: AssignmentKind,
    #[reference(decision)]
    #[came_of(LedTo)]
    pub decision_id: Option<Uuid>,
    #[reference(person, orderedBy)]
    pub ordered_by_person_id: Option<Uuid>,
    #[reference(post, orderedBy)]
    pub ordered_by_post_id: Option<Uuid>,
    #[reference(organisation, orderedBy)]
    pub ordered_by_organisation_id: Option<Uuid>,
    #[reference(person)]
    pub leader_id: Uuid,
    #[reference(body)]
    pub body_id: Option<Uuid>,
    /// Senast: the day by which it is to be delivered.
    pub due_on: Date,
    /// The day as the source words it, such as `fram till jul`, when `dueOn` is inferred. Null: the source states the
    /// whole date.
    #[searched]
    pub due_as_stated: Option<String>,
    /// Förväntad leverans: what is to be delivered. Null: not stated.
    #[searched]
    pub expected_deliverable: Option<String>,
    /// How far it has come.
    pub status: AssignmentStatus,
}

/// Slag av uppdrag: who ordered an assignment, and how it is carried out.
#[text_enum]
pub enum AssignmentKind {
    /// Internt uppdrag: ordered within the agency.
    Internal,
    /// Regeringsuppdrag: ordered by the government.
    Government,
    /// Projektuppdrag: ordered within the agency, and carried out as a project.
    Project,
}

/// Status för uppdrag: how far an assignment has come.
#[text_enum]
pub enum AssignmentStatus {
    /// Föreslaget: it has not been given yet.
    #[next(Issued, Cancelled)]
    Proposed,
    /// Utfärdat: it has been given, and its leader has not answered.
    #[next(Accepted, Cancelled)]
    Issued,
    /// Mottaget: its leader has taken it on.
    #[next(InProgress, Cancelled)]
    Accepted,
    /// Pågår: it is being carried out.
    #[next(Delivered, Cancelled)]
    InProgress,
    /// Levererat: the result has been handed over, and waits for approval.
    #[next(Approved, InProgress, Cancelled)]
    Delivered,
    /// Godkänt: what was delivered is accepted.
    #[next(Closed)]
    Approved,
    /// Avslutat: nothing more is expected.
    Closed,
    /// Avbrutet: it was taken back before it was approved.
    Cancelled,
}
