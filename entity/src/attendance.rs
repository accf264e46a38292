//! Who was called to a meeting, and who came.

use crate::prelude::*;

#[table("Attendance")]
pub struct Model {
    #[reference(meeting, part)]
    pub meeting_id: Uuid,
    /// Either this or `post_id`.
    #[reference(person)]
    pub person_id: Option<Uuid>,
    #[reference(post)]
    pub post_id: Option<Uuid>,
    /// Roll: what the participant does at the meeting.
    pub role: AttendanceRole,
    /// Närvarande: whether the participant came. Null: not known, or the meeting has not been held.
    pub present: Option<bool>,
}

/// Roll vid möte: what a participant does at a meeting.
#[text_enum]
pub enum AttendanceRole {
    /// Ordförande: leads the meeting.
    Chair,
    /// Ledamot: belongs to the group that meets.
    Member,
    /// Föredragande: there to present an item.
    Presenter,
    /// Gäst: there to listen or to be asked.
    Guest,
    /// Sekreterare: keeps the minutes.
    Secretary,
}
