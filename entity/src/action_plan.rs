//! What an agency undertakes to do during some years.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "action_plan")]
#[graphql(name = "ActionPlanRow")]
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
    /// Ambition: what the plan wants to reach. Null: not stated.
    pub ambition: Option<String>,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, not before the first.
    pub ends_on: Date,
    /// How far it has come.
    pub status: ActionPlanStatus,
    #[graphql(skip)]
    pub assignment_id: Option<Uuid>,
    #[graphql(skip)]
    pub decision_id: Option<Uuid>,
    #[graphql(skip)]
    pub owner_id: Option<Uuid>,
}

choice! {
    /// Status för handlingsplan: how far an action plan has come.
    ActionPlanStatus {
        /// Utkast. Next: `PROPOSED` or `CANCELLED`.
        Draft,
        /// Föreslagen. Next: `ADOPTED`, `DRAFT` or `CANCELLED`.
        Proposed,
        /// Beslutad. Next: `IN_EFFECT`, `SUPERSEDED` or `CANCELLED`.
        Adopted,
        /// Gällande: being carried out. Next: `COMPLETED`, `SUPERSEDED` or `CANCELLED`.
        InEffect,
        /// Genomförd.
        Completed,
        /// Ersatt: another plan has taken its place.
        Superseded,
        /// Avbruten.
        Cancelled,
    }
}

table!("ActionPlan");
