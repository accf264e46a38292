//! Somebody is told to bring something about by a certain day.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "assignment")]
#[graphql(name = "AssignmentRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write; send it as `expectedVersion` to be told when somebody else was first.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    /// Åtkomst: who may see it.
    pub access: Access,
    /// Titel, in Swedish.
    pub title: String,
    /// Syfte: what it is for. Null: not stated.
    pub purpose: Option<String>,
    /// Where it comes from.
    pub kind: AssignmentKind,
    #[graphql(skip)]
    pub decision_id: Option<Uuid>,
    #[graphql(skip)]
    pub ordered_by_person_id: Option<Uuid>,
    #[graphql(skip)]
    pub ordered_by_post_id: Option<Uuid>,
    #[graphql(skip)]
    pub ordered_by_organisation_id: Option<Uuid>,
    #[graphql(skip)]
    pub leader_id: Uuid,
    #[graphql(skip)]
    pub body_id: Option<Uuid>,
    /// Senast: the day by which it is to be delivered.
    pub due_on: Date,
    /// The day as the source words it, such as `fram till jul`, when it is inferred. Null: the source states the date.
    pub due_as_stated: Option<String>,
    /// Förväntad leverans: what is to be delivered. Null: not stated.
    pub expected_deliverable: Option<String>,
    /// How far it has come.
    pub status: AssignmentStatus,
}

choice! {
    /// Slag av uppdrag: where an assignment comes from.
    AssignmentKind {
        /// Internt uppdrag: ordered within the agency.
        Internal,
        /// Regeringsuppdrag: ordered by the government.
        Government,
        /// Projektuppdrag: ordered of a project.
        Project,
    }
}

choice! {
    /// Status för uppdrag: how far an assignment has come.
    AssignmentStatus {
        /// Föreslaget. Next: `ISSUED` or `CANCELLED`.
        Proposed,
        /// Utfärdat. Next: `ACCEPTED` or `CANCELLED`.
        Issued,
        /// Mottaget. Next: `IN_PROGRESS` or `CANCELLED`.
        Accepted,
        /// Pågår. Next: `DELIVERED` or `CANCELLED`.
        InProgress,
        /// Levererat. Next: `APPROVED`, `IN_PROGRESS` (returned) or `CANCELLED`.
        Delivered,
        /// Godkänt: what was delivered is accepted. Next: `CLOSED`.
        Approved,
        /// Avslutat.
        Closed,
        /// Avbrutet.
        Cancelled,
    }
}

table!("Assignment");
