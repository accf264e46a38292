//! Who was called to a meeting, and who came.

use async_graphql::Context;
use derive::{filter, key, object, order};
use entity::attendance::{AttendanceRole, Column};
use sea_orm::Condition;

use super::Meeting;
use crate::domain::participant::{Participant, participant};
use crate::domain::people::{Person, Post};
use crate::error::Result;
use crate::kit::filter::AnyOf;
use crate::kit::sight::Sight;

/// Närvaro: that somebody was called to a meeting, and whether they came.
#[object(attendance, visible = visible)]
pub struct Attendance {
    /// The meeting.
    meeting: Meeting,
    /// Deltagare: who was called. Null: the viewer may not see who.
    #[resolve(attendee)]
    participant: Option<Participant>,
}

async fn attendee(attendance: &Attendance, ctx: &Context<'_>) -> Result<Option<Participant>> {
    participant(ctx, attendance, attendance.row.person_id, attendance.row.post_id).await
}

/// With its meeting.
fn visible(sight: &Sight<'_>) -> Condition {
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
    /// Those who came, or those who did not; where it is not known, neither.
    present: bool,
    /// In any of these roles.
    role: Vec<AttendanceRole>,
}

#[order(Attendance, CreatedAt, Asc)]
pub enum AttendanceOrderField {}

#[key(Attendance)]
pub enum AttendanceKey {}
