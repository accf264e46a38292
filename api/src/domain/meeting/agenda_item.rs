//! One point on a meeting's agenda: what is heard, discussed or decided.

use async_graphql::{Context, ID};
use entity::agenda_item::{AgendaItemPurpose, AgendaItemStatus, Model};
use entity::{agenda_item_evaluation, agenda_item_presenter, meeting};
use sea_orm::Condition;

use super::{Decision, Meeting};
use crate::auth::viewer::Viewer;
use crate::domain::body::Body;
use crate::domain::evaluation::Evaluation;
use crate::domain::participant::{Participant, participants};
use crate::domain::reference::ExternalKey;
use crate::error::Result;
use crate::kit::access::{by_access_and_source, with_root};
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_text};
use crate::kit::link::links;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::{any_related, lists, related};

object! {
    /// Dagordningspunkt: one point on a meeting's agenda. Only those who may see its meeting see it.
    AgendaItem of Model, visible: visible;
    lists {
        /// The items as which it came back, when it was deferred or referred back.
        carried_to: AgendaItem via Via::Key("carried_from_id");
        /// Beslut that were taken at it.
        decisions: Decision via Via::Key("agenda_item_id");
        /// Utvärderingar that it is about.
        evaluations: Evaluation via Via::link::<agenda_item_evaluation::Model>();
    }
    impl {
        /// The item that comes back as this one. Null: it is new, or the viewer may not see that one.
        async fn carried_from(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
            self.one(ctx, self.row.carried_from_id).await
        }

        /// The meeting on whose agenda it is.
        async fn meeting(&self, ctx: &Context<'_>) -> Result<Meeting> {
            self.the(ctx, self.row.meeting_id).await
        }

        /// Föredragande: who presents it, in the order stated. Persons whom the viewer may not see are left out.
        async fn presenters(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
            let links = links::<agenda_item_presenter::Model>(ctx, self).await?;
            participants(ctx, self.at, links.iter().map(|link| (link.person_id, link.post_id))).await
        }
    }
}

fn visible(viewer: &Viewer) -> Condition {
    let meeting = with_root::<Model, meeting::Model>("meeting_id", Meeting::visible(viewer));
    Condition::all().add(by_access_and_source::<Model>(viewer, Condition::all())).add(meeting)
}

listing! {
    AgendaItem of Model, AgendaItemFilter, AgendaItemOrder by AgendaItemOrderField;
    filter {
        /// At a meeting of any of these groups.
        body: Vec<ID> => |ids, reader| {
            let of_body = any_related::<Body>(col::<meeting::Model>("body_id"), ids, reader)?;
            Ok(related::<Meeting>(col::<Model>("meeting_id"), of_body, reader))
        };
        /// About any of these evaluations, as far as the viewer may see them.
        evaluation: Vec<ID> => |ids, reader| lists::<agenda_item_evaluation::Model>(col::<Model>("id"), |evaluation| {
            any_related::<Evaluation>(evaluation, ids, reader)
        });
        /// At any of these meetings.
        meeting: Vec<ID> => |ids, reader| any_related::<Meeting>(col::<Model>("meeting_id"), ids, reader);
        /// Any of these purposes.
        purpose: Vec<AgendaItemPurpose> => |purposes, reader| any_choice(col::<Model>("purpose"), purposes, reader);
        /// Pushed by any of these sources.
        source: Vec<String> => |sources, reader| any_text(col::<Model>("source"), sources, reader);
        /// Any of these statuses.
        status: Vec<AgendaItemStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default Position Asc;
        /// Its place on the agenda.
        Position => SortKey::Number("position");
        /// Rubrik, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! {
    AgendaItemKey of Model {
        /// Its id in the source that pushed it.
        External(ExternalKey) => |key| Ok(key.names::<Model>());
    }
}

roots! {
    AgendaItemQuery:
    /// Dagordningspunkter: those of all meetings that the viewer may see.
    agenda_items,
    /// One agenda item. Null: there is none with this key, or the viewer may not see it.
    agenda_item(AgendaItemKey) -> AgendaItem
}
