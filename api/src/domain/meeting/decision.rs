//! What was decided at an agenda item, and on whose proposal.

use async_graphql::{Context, ID};
use entity::decision::{DecisionKind, DecisionStatus, Model};
use entity::{agenda_item, decision_proposer, meeting};
use sea_orm::Condition;

use super::{AgendaItem, Meeting};
use crate::auth::viewer::Viewer;
use crate::domain::action_plan::ActionPlan;
use crate::domain::assignment::Assignment;
use crate::domain::body::Body;
use crate::domain::measure::Measure;
use crate::domain::participant::{Participant, participants};
use crate::error::Result;
use crate::kit::access::{by_access, with_root};
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, within};
use crate::kit::link::links;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::{any_related, related};

object! {
    /// Beslut: what was decided at an agenda item. Only those who may see the item see it.
    Decision of Model, visible: visible;
    lists {
        /// Handlingsplaner that rest on it.
        action_plans: ActionPlan via Via::Key("decision_id");
        /// Uppdrag that it gave.
        assignments: Assignment via Via::Key("decision_id");
        /// Åtgärder that rest on it.
        measures: Measure via Via::Key("decision_id");
        /// Decisions that have taken its place.
        superseded_by: Decision via Via::Key("supersedes_id");
    }
    impl {
        /// The agenda item at which it was taken.
        async fn agenda_item(&self, ctx: &Context<'_>) -> Result<AgendaItem> {
            self.the(ctx, self.row.agenda_item_id).await
        }

        /// Förslagsställare: who proposed it, in the order stated. Persons whom the viewer may not see are left out.
        async fn proposers(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
            let links = links::<decision_proposer::Model>(ctx, self).await?;
            participants(ctx, self.at, links.iter().map(|link| (link.person_id, link.post_id))).await
        }

        /// The decision whose place it takes. Null: it takes none's, or the viewer may not see that one.
        async fn supersedes(&self, ctx: &Context<'_>) -> Option<Result<Decision>> {
            self.one(ctx, self.row.supersedes_id).await
        }
    }
}

fn visible(viewer: &Viewer) -> Condition {
    let item = with_root::<Model, agenda_item::Model>("agenda_item_id", AgendaItem::visible(viewer));
    by_access::<Model>(viewer).add(item)
}

listing! {
    Decision of Model, DecisionFilter, DecisionOrder by DecisionOrderField;
    filter {
        /// Taken at any of these agenda items.
        agenda_item: Vec<ID> => |ids, reader| any_related::<AgendaItem>(col::<Model>("agenda_item_id"), ids, reader);
        /// Taken at a meeting of any of these groups.
        body: Vec<ID> => |ids, reader| {
            let of_body = any_related::<Body>(col::<meeting::Model>("body_id"), ids, reader)?;
            let at_meeting = related::<Meeting>(col::<agenda_item::Model>("meeting_id"), of_body, reader);
            Ok(related::<AgendaItem>(col::<Model>("agenda_item_id"), at_meeting, reader))
        };
        /// Taken on one of these days.
        decided_on: DateRange => |days, reader| within(col::<Model>("decided_on"), days, reader);
        /// Any of these kinds.
        kind: Vec<DecisionKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Any of these statuses.
        status: Vec<DecisionStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default DecidedOn Desc;
        /// Beslutsdatum: the day it was taken.
        DecidedOn => SortKey::Date("decided_on");
    }
}

key! {
    DecisionKey of Model {}
}

roots! {
    DecisionQuery:
    /// Beslut: those that the viewer may see, the latest first.
    decisions,
    /// One decision. Null: there is none with this key, or the viewer may not see it.
    decision(DecisionKey) -> Decision
}
