//! What was decided at an agenda item.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "decision")]
#[graphql(name = "DecisionRow")]
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
    /// Åtkomst: who may see it; only those who may see its agenda item do.
    pub access: Access,
    #[graphql(skip)]
    pub agenda_item_id: Uuid,
    /// Beslutsnummer, such as a paragraph of the minutes. Null: it has none.
    pub number: Option<String>,
    /// What the decision does with the proposal.
    pub kind: DecisionKind,
    /// Beslutets ordalydelse, in Swedish. Fixed from `TAKEN` on.
    pub text: String,
    /// Förslag: what was proposed. Null: not stated.
    pub proposal: Option<String>,
    /// Beslutsdatum: the day it was taken.
    pub decided_on: Date,
    /// How far it has come.
    pub status: DecisionStatus,
    #[graphql(skip)]
    pub supersedes_id: Option<Uuid>,
}

choice! {
    /// Slag av beslut: what a decision does with the proposal.
    DecisionKind {
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
}

choice! {
    /// Status för beslut: how far a decision has come.
    DecisionStatus {
        /// Utkast: its text may still change. Next: `TAKEN`.
        Draft,
        /// Fattat: its text is fixed. Next: `IMPLEMENTED`, `SUPERSEDED` or `REVOKED`.
        Taken,
        /// Verkställt: carried out.
        Implemented,
        /// Ersatt: another decision has taken its place.
        Superseded,
        /// Upphävt: no longer holds.
        Revoked,
    }
}

table!("Decision");
