//! Somebody is told to bring something about by a certain day.

use async_graphql::{Context, ID, Union};
use entity::assignment::{AssignmentKind, AssignmentStatus, Model};

use super::action_plan::ActionPlan;
use super::body::Body;
use super::meeting::Decision;
use super::organisation::Organisation;
use super::people::{Person, Post};
use crate::error::Result;
use crate::kit::access::by_access;
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, within};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::any_related;

object! {
    /// Uppdrag: somebody is told to bring something about by a certain day.
    Assignment of Model, visible: by_access::<Model>;
    lists {
        /// Handlingsplaner that came of it.
        action_plans: ActionPlan via Via::Key("assignment_id");
    }
    impl {
        /// The group that carries it out. Null: no group does.
        async fn body(&self, ctx: &Context<'_>) -> Option<Result<Body>> {
            self.one(ctx, self.row.body_id).await
        }

        /// The decision that gave it. Null: no decision did, or the viewer may not see it.
        async fn decision(&self, ctx: &Context<'_>) -> Option<Result<Decision>> {
            self.one(ctx, self.row.decision_id).await
        }

        /// Uppdragsledare: who leads it, never the one who ordered it. Null: the viewer may not see who.
        async fn leader(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
            self.one(ctx, self.row.leader_id).await
        }

        /// Beställare: who ordered it. Null: the viewer may not see who.
        async fn ordered_by(&self, ctx: &Context<'_>) -> Option<Result<Orderer>> {
            let Model { ordered_by_organisation_id, ordered_by_person_id, ordered_by_post_id, .. } = self.row;
            if ordered_by_organisation_id.is_some() {
                let organisation = self.one(ctx, ordered_by_organisation_id).await?;
                return Some(organisation.map(Orderer::Organisation));
            }
            if ordered_by_person_id.is_some() {
                return Some(self.one(ctx, ordered_by_person_id).await?.map(Orderer::Person));
            }
            Some(self.one(ctx, ordered_by_post_id).await?.map(Orderer::Post))
        }
    }
}

/// Beställare: who orders an assignment.
///
/// New members may be added: ask for `__typename` and pass over what you do not know.
#[derive(Union)]
pub enum Orderer {
    Organisation(Organisation),
    Person(Person),
    Post(Post),
}

listing! {
    Assignment of Model, AssignmentFilter, AssignmentOrder by AssignmentOrderField;
    filter {
        /// Carried out by any of these groups.
        body: Vec<ID> => |ids, reader| any_related::<Body>(col::<Model>("body_id"), ids, reader);
        /// Given by any of these decisions, as far as the viewer may see them.
        decision: Vec<ID> => |ids, reader| any_related::<Decision>(col::<Model>("decision_id"), ids, reader);
        /// To be delivered by one of these days.
        due_on: DateRange => |days, reader| within(col::<Model>("due_on"), days, reader);
        /// Any of these kinds.
        kind: Vec<AssignmentKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Led by any of these persons, as far as the viewer may see them.
        leader: Vec<ID> => |ids, reader| any_related::<Person>(col::<Model>("leader_id"), ids, reader);
        /// Any of these statuses.
        status: Vec<AssignmentStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default DueOn Asc;
        /// Senast: the day by which it is to be delivered.
        DueOn => SortKey::Date("due_on");
        /// Titel, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! {
    AssignmentKey of Model {}
}

roots! {
    AssignmentQuery:
    /// Uppdrag: those that the viewer may see, the most pressing first.
    assignments,
    /// One assignment. Null: there is none with this key, or the viewer may not see it.
    assignment(AssignmentKey) -> Assignment
}
