//! Who was called to a meeting, and who came.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::attendance::{AttendanceRole, Column, Model};

use super::Meeting;
use super::MeetingKey;
use crate::domain::participant::ParticipantKey;
use crate::domain::participant::{Participant, names_participant, participant};
use crate::domain::people::{Person, Post};
use crate::error::Result;
use crate::kit::filter::AnyOf;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, Lookup, UserErrorCode, Writable};

/// Närvaro: that a person, or the holder of a post, was called to a meeting, and whether they came.
#[object(attendance, visible = visible)]
pub struct Attendance {
    /// Möte: the meeting that the participant was called to.
    meeting: Meeting,
    /// Deltagare: who was called. Null: the viewer may not see who.
    #[resolve(attendee)]
    #[present(names_participant::<Attendance>)]
    participant: Option<Participant>,
}

async fn attendee(attendance: &Attendance, ctx: &Context<'_>) -> Result<Option<Participant>> {
    participant(ctx, attendance, attendance.row.person_id, attendance.row.post_id).await
}

/// With its meeting.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Meeting>(Column::MeetingId)
}

#[filter(Attendance)]
pub struct AttendanceFilter {
    /// At any of these meetings.
    meeting: AnyOf<Meeting>,
    /// Of any of these persons, as far as the viewer may see them.
    person: AnyOf<Person>,
    /// Of any of these posts.
    post: AnyOf<Post>,
    /// Närvarande: whether the participant came, as the field `present` says; where it is not known, neither true nor
    /// false fits. (`present` in this filter asks which fields are known.)
    #[column(Present)]
    came: bool,
    /// In any of these roles.
    role: Vec<AttendanceRole>,
}

#[order(Attendance, CreatedAt, Asc)]
pub enum AttendanceOrderField {}

#[key(Attendance)]
pub enum AttendanceKey {}

#[values(Attendance)]
pub struct AttendanceValues {
    /// Möte: the meeting that the participant is called to.
    #[creation]
    meeting: MeetingKey,
    /// Deltagare: who is called to it.
    #[columns(person_id, post_id)]
    participant: ParticipantKey,
    /// Närvarande: whether the participant came. Null: not known, or the meeting has not been held.
    present: Option<bool>,
    /// Roll: what the participant does at the meeting.
    role: AttendanceRole,
}

impl Writable for Attendance {
    type Values = AttendanceValues;

    /// Nobody is called to a meeting twice in the same role.
    fn apply(_: &AttendanceValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { person_id, post_id, role, .. } = draft.row;
        let is_same = |other: &Model| (other.person_id, other.post_id, other.role) == (person_id, post_id, role);
        if draft.twin::<Self, Meeting>(Column::MeetingId, lookup, is_same).is_some() {
            let message = "The meeting has an attendance with this participant and role: change that one.";
            draft.error("participant", UserErrorCode::AlreadyExists, message);
        }
    }
}

mutations!(Attendance);
