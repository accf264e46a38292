//! A meeting of a body.

use crate::prelude::*;

#[table("Meeting", access, pushed)]
pub struct Model {
    #[reference(body)]
    pub body_id: Uuid,
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    /// Datum: the day it starts.
    pub starts_on: Date,
    /// The day as the source words it, such as `31 oktober`, when `startsOn` is inferred. Null: the source states the
    /// whole date.
    #[searched]
    pub starts_as_stated: Option<String>,
    /// The instant it starts. Null: the time of day is not known.
    pub starts_at: Option<DateTime>,
    /// Plats: where it is held. Null: not known.
    #[searched]
    pub place: Option<String>,
    /// How far it has come.
    pub status: MeetingStatus,
    #[reference(meeting)]
    pub previous_id: Option<Uuid>,
}

/// Status för möte: how far a meeting has come.
#[text_enum]
pub enum MeetingStatus {
    /// Planerat: its day is set.
    #[next(Convened, Cancelled)]
    Planned,
    /// Kallat: its members have been called.
    #[next(Held, Cancelled, Planned)]
    Convened,
    /// Hållet: it has taken place.
    #[next(MinutesApproved)]
    Held,
    /// Justerat: its minutes have been approved.
    MinutesApproved,
    /// Inställt: it did not take place.
    Cancelled,
}
