//! Where things are heard and decided: meetings, their agenda items, and the decisions taken there.

mod agenda_item;
mod attendance;
mod decision;
mod pack;
mod statement;
mod write;

use async_graphql::Context;
use derive::{filter, key, object, order, roots};
use entity::meeting::{Column, MeetingStatus, Model};

use super::body::Body;
use super::record::Document;
use super::reference::ExternalKey;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::node::Node;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;

pub(super) use agenda_item::at_meeting_of;
pub use agenda_item::{AgendaItem, AgendaItemKey};
pub use attendance::{Attendance, AttendanceKey, AttendanceMutation};
pub use decision::{Decision, DecisionKey};
pub use pack::MeetingPack;
pub use statement::{Statement, StatementKey, StatementMutation};
pub use write::{AgendaItemMutation, DecisionMutation, MeetingMutation, MeetingPush};

/// Möte: a meeting of a body, with what is on its agenda.
#[object(meeting, visible = visible)]
pub struct Meeting {
    /// Närvaro: who was called to it, and who came.
    #[by(MeetingId)]
    attendance: List<Attendance>,
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Dagordning: the meeting's items.
    #[by(MeetingId)]
    agenda_items: List<AgendaItem>,
    /// Möten: meetings that name this one as the previous one. There may be several.
    #[by(PreviousId)]
    followed_by: List<Meeting>,
    /// Mötesunderlag: what the group needs before the meeting.
    #[resolve(pack)]
    pack: MeetingPack,
    /// The group that meets.
    body: Body,
    /// Föregående möte: the meeting that this one follows. Null: there is none, it is not stated, or the viewer may not
    /// see it.
    previous: Option<Meeting>,
}

#[expect(clippy::unused_async, reason = "fields that are worked out are awaited alike")]
async fn pack(meeting: &Meeting, _: &Context<'_>) -> Result<MeetingPack> {
    Ok(MeetingPack(Meeting::new(meeting.row().clone(), meeting.at())))
}

fn visible(sight: &Sight<'_>) -> Visibility {
    sight.by_access_and_source::<Model>(Column::Source, None)
}

#[filter(Meeting)]
pub struct MeetingFilter {
    /// Of any of these groups.
    body: AnyOf<Body>,
    /// Pushed by any of these sources.
    source: Vec<String>,
    /// Starts on one of these days.
    starts_on: DateRange,
    /// Any of these statuses.
    status: Vec<MeetingStatus>,
}

#[order(Meeting, StartsOn, Desc)]
pub enum MeetingOrderField {
    /// Datum: the day it starts.
    StartsOn,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(Meeting)]
pub enum MeetingKey {
    /// Its id in the source that pushed it.
    External(ExternalKey),
}

#[roots]
pub trait MeetingQuery {
    /// Möten: those that the viewer may see, the latest first.
    fn meetings() -> List<Meeting>;
    /// One meeting. Null: there is none with this key, or the viewer may not see it.
    fn meeting(by: MeetingKey) -> Meeting;
    /// Dagordningspunkter: those of all meetings that the viewer may see.
    fn agenda_items() -> List<AgendaItem>;
    /// One agenda item. Null: there is none with this key, or the viewer may not see it.
    fn agenda_item(by: AgendaItemKey) -> AgendaItem;
    /// Beslut: those that the viewer may see, the latest first.
    fn decisions() -> List<Decision>;
    /// One decision. Null: there is none with this key, or the viewer may not see it.
    fn decision(by: DecisionKey) -> Decision;
    /// Närvaro: who was called to the meetings that the viewer may see, and who came.
    fn attendances() -> List<Attendance>;
    /// One attendance. Null: there is none with this key, or the viewer may not see it.
    fn attendance(by: AttendanceKey) -> Attendance;
    /// Uttalanden: what was said at the agenda items that the viewer may see.
    fn statements() -> List<Statement>;
    /// One statement. Null: there is none with this key, or the viewer may not see it.
    fn statement(by: StatementKey) -> Statement;
}
