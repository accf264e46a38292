//! One point on a meeting's agenda.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "agenda_item")]
#[graphql(name = "AgendaItemRow")]
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
    /// Åtkomst: who may see it; only those who may see its meeting do.
    pub access: Access,
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub meeting_id: Uuid,
    /// Its place on the agenda, from 1.
    pub position: i32,
    /// Rubrik, in Swedish.
    pub title: String,
    /// The title in English. Null: not known.
    pub title_en: Option<String>,
    /// What the meeting is to do with it.
    pub purpose: AgendaItemPurpose,
    /// How far it has come.
    pub status: AgendaItemStatus,
    /// Sammanfattning: what was said. Null: not written.
    pub summary: Option<String>,
    /// Its length in minutes. Null: not known.
    pub duration_minutes: Option<i32>,
    #[graphql(skip)]
    pub carried_from_id: Option<Uuid>,
}

choice! {
    /// Syfte: what a meeting is to do with an item.
    AgendaItemPurpose {
        /// Information: to hear about it. Takes no decision but `NOTE`.
        Information,
        /// Diskussion: to talk it over.
        Discussion,
        /// Beslut: to decide; it is not `HANDLED` without a decision.
        Decision,
        /// Utbildning: to learn. Takes no decision but `NOTE`.
        Training,
        /// Uppföljning: to see what came of something.
        FollowUp,
    }
}

choice! {
    /// Status för dagordningspunkt: how far an agenda item has come.
    AgendaItemStatus {
        /// Föreslagen. Next: `SCHEDULED` or `WITHDRAWN`.
        Proposed,
        /// Uppsatt: on the agenda. Next: `HANDLED`, `DEFERRED`, `REFERRED_BACK` or `WITHDRAWN`.
        Scheduled,
        /// Behandlad.
        Handled,
        /// Bordlagd: it comes back as a new item.
        Deferred,
        /// Återremitterad: to be prepared better; it comes back as a new item.
        ReferredBack,
        /// Utgången: taken off the agenda.
        Withdrawn,
    }
}

table!("AgendaItem");
