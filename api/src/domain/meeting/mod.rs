//! Where things are heard and decided: meetings, their agenda items, and the decisions taken there.

mod agenda_item;
mod decision;

use async_graphql::{Context, ID};
use entity::meeting::{MeetingStatus, Model};
use sea_orm::Condition;

use super::body::Body;
use super::reference::ExternalKey;
use crate::error::Result;
use crate::kit::access::by_access_and_source;
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_text, within};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::any_related;

pub use agenda_item::{AgendaItem, AgendaItemQuery};
pub use decision::{Decision, DecisionQuery};

object! {
    /// Möte: a meeting of a body, with what is on its agenda.
    Meeting of Model, visible: |viewer| by_access_and_source::<Model>(viewer, Condition::all());
    lists {
        /// Dagordning: the meeting's items.
        agenda_items: AgendaItem via Via::Key("meeting_id");
        /// Meetings that name this one as the previous one; more than one if there were several sittings.
        followed_by: Meeting via Via::Key("previous_id");
    }
    impl {
        /// The group that meets.
        async fn body(&self, ctx: &Context<'_>) -> Result<Body> {
            self.the(ctx, self.row.body_id).await
        }

        /// Föregående möte. Null: there is none, it is not stated, or the viewer may not see it.
        async fn previous(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
            self.one(ctx, self.row.previous_id).await
        }
    }
}

listing! {
    Meeting of Model, MeetingFilter, MeetingOrder by MeetingOrderField;
    filter {
        /// Of any of these groups.
        body: Vec<ID> => |ids, reader| any_related::<Body>(col::<Model>("body_id"), ids, reader);
        /// Pushed by any of these sources.
        source: Vec<String> => |sources, reader| any_text(col::<Model>("source"), sources, reader);
        /// Starts on one of these days.
        starts_on: DateRange => |days, reader| within(col::<Model>("starts_on"), days, reader);
        /// Any of these statuses.
        status: Vec<MeetingStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default StartsOn Desc;
        /// Datum: the day it starts.
        StartsOn => SortKey::Date("starts_on");
        /// Titel, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! {
    MeetingKey of Model {
        /// Its id in the source that pushed it.
        External(ExternalKey) => |key| Ok(key.names::<Model>());
    }
}

roots! {
    MeetingQuery:
    /// Möten: those that the viewer may see, the latest first.
    meetings,
    /// One meeting. Null: there is none with this key, or the viewer may not see it.
    meeting(MeetingKey) -> Meeting
}
