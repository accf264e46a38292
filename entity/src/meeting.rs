//! A meeting of a body.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "meeting")]
#[graphql(name = "MeetingRow")]
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
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub body_id: Uuid,
    /// Titel, in Swedish.
    pub title: String,
    /// Datum: the day it starts.
    pub starts_on: Date,
    /// The day as the source words it, such as `31 oktober`. Null: the source states the whole date.
    pub starts_as_stated: Option<String>,
    /// The instant it starts. Null: the time of day is not known.
    pub starts_at: Option<DateTime>,
    /// Plats. Null: not stated.
    pub place: Option<String>,
    /// How far it has come.
    pub status: MeetingStatus,
    #[graphql(skip)]
    pub previous_id: Option<Uuid>,
}

choice! {
    /// Status för möte: how far a meeting has come.
    MeetingStatus {
        /// Planerat. Next: `CONVENED` or `CANCELLED`.
        Planned,
        /// Kallat: its members have been called. Next: `HELD`, `CANCELLED` or, to be moved, `PLANNED`.
        Convened,
        /// Hållet. Next: `MINUTES_APPROVED`.
        Held,
        /// Justerat: its minutes have been approved.
        MinutesApproved,
        /// Inställt.
        Cancelled,
    }
}

table!("Meeting");
