//! Writing meetings, with their agenda items.

mod agenda_item;
mod decision;

use derive::{mutations, push, values};
use entity::meeting::{Column, MeetingStatus, Model};
use entity::{Access, Date, DateTime};

use super::{AgendaItem, Meeting, MeetingKey};
use crate::clock::day_in_sweden;
use crate::domain::body::BodyKey;
use crate::write::{Draft, Lookup, Parts, Title, UserErrorCode, Writable};

pub use agenda_item::AgendaItemMutation;
pub use decision::DecisionMutation;

#[values(Meeting)]
pub struct MeetingValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// Dagordning: all items that the source has, at most 200. Those that it had before and leaves out are removed; what
    /// editors added stays. Null: it has none.
    agenda_items: Option<Parts<AgendaItem>>,
    /// The group that meets.
    body: BodyKey,
    /// Plats: where it is held, at most 300 characters. Null: not known.
    place: Option<Title>,
    /// Föregående möte: the meeting that this one follows. Null: there is none, or it is not stated.
    previous: Option<MeetingKey>,
    /// The day as the source words it, at most 300 characters, when `startsOn` is inferred. Null: the source states the
    /// whole date.
    starts_as_stated: Option<Title>,
    /// When it starts, on the day of `startsOn` in Sweden. Null: the time is not known.
    starts_at: Option<DateTime>,
    /// Datum: the day it starts.
    starts_on: Date,
    /// How far it has come.
    #[default(PLANNED)]
    #[own]
    status: MeetingStatus,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for Meeting {
    type Values = MeetingValues;

    fn apply(values: &MeetingValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_access(draft.row.access, lookup);
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_circle("previous", Column::PreviousId, lookup);
        let Model { starts_at, starts_on, .. } = draft.row;
        let is_another_day = |instant: DateTime| day_in_sweden(instant.0) != starts_on.0;
        if starts_at.is_some_and(is_another_day) {
            let message = format!("startsAt is not on the day of startsOn ({starts_on}) in Sweden.");
            draft.error("startsAt", UserErrorCode::OutOfRange, message);
        }
    }
}

mutations!(Meeting);
push!(Meeting, meetings, status);
