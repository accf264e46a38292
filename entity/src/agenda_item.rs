//! One point on a meeting's agenda.

use crate::prelude::*;

#[table("AgendaItem", access, pushed)]
pub struct Model {
    #[reference(meeting)]
    #[came_of(TookUp)]
    pub meeting_id: Uuid,
    /// Ordningsnummer: its number in the order of the agenda, from 1.
    pub position: i32,
    /// Rubrik, in Swedish.
    #[searched(title)]
    pub title: String,
    /// The title in English. Null: not known.
    #[searched(title)]
    pub title_en: Option<String>,
    /// What the meeting is to do with it.
    pub purpose: AgendaItemPurpose,
    /// How far it has come.
    pub status: AgendaItemStatus,
    /// Sammanfattning: what was said. Null: not written.
    #[searched]
    pub summary: Option<String>,
    /// Its length in minutes. Null: not known.
    pub duration_minutes: Option<i32>,
    #[reference(agenda_item)]
    #[came_of(CarriedTo)]
    pub carried_from_id: Option<Uuid>,
}

/// Syfte: what a meeting is to do with an item.
#[text_enum]
pub enum AgendaItemPurpose {
    /// Information: to hear about it. Takes no decision but `NOTE`.
    Information,
    /// Diskussion: to talk it over.
    Discussion,
    /// Beslut: to decide; it is not `HANDLED` without a decision that is `TAKEN`.
    Decision,
    /// Utbildning: to learn. Takes no decision but `NOTE`.
    Training,
    /// Uppföljning: to see what came of something.
    FollowUp,
}

/// Status för dagordningspunkt: how far an agenda item has come.
#[text_enum]
pub enum AgendaItemStatus {
    /// Föreslagen: it has been proposed for the agenda.
    #[next(Scheduled, Withdrawn)]
    Proposed,
    /// Uppsatt: on the agenda.
    #[next(Handled, Deferred, ReferredBack, Withdrawn)]
    Scheduled,
    /// Behandlad: the meeting has dealt with it.
    Handled,
    /// Bordlagd: it comes back as a new item.
    Deferred,
    /// Återremitterad: to be prepared better; it comes back as a new item.
    ReferredBack,
    /// Utgår: taken off the agenda.
    Withdrawn,
}
