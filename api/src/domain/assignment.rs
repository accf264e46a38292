//! Assignments: what is to be delivered by a certain day, and by whom.

use async_graphql::{Context, Union};
use derive::{filter, key, object, order, roots};
use entity::assignment::{AssignmentKind, AssignmentStatus, Model};

use super::action_plan::ActionPlan;
use super::body::Body;
use super::meeting::Decision;
use super::organisation::Organisation;
use super::participant::{Participant, participant};
use super::people::{Person, Post};
use super::record::Document;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::node::Node;
use crate::kit::sight::Sight;

/// Uppdrag: what is to be delivered by a certain day, and by whom.
#[object(assignment, visible = Sight::by_access::<Model>)]
pub struct Assignment {
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Handlingsplaner: action plans that came of it.
    #[by(AssignmentId)]
    action_plans: List<ActionPlan>,
    /// The group that carries it out. Null: no group does.
    body: Option<Body>,
    /// The decision that gave it. Null: no decision did, or the viewer may not see it.
    decision: Option<Decision>,
    /// Uppdragsledare: who leads it, never the one who ordered it. Null: the viewer may not see who.
    leader: Option<Person>,
    /// Beställare: who ordered it. Null: the viewer may not see who.
    #[resolve(ordered_by)]
    ordered_by: Option<Orderer>,
}

async fn ordered_by(assignment: &Assignment, ctx: &Context<'_>) -> Result<Option<Orderer>> {
    let Model { ordered_by_organisation_id, ordered_by_person_id, ordered_by_post_id, .. } = assignment.row;
    if ordered_by_organisation_id.is_some() {
        let organisation = assignment.optional_ref(ctx, ordered_by_organisation_id).await.transpose()?;
        return Ok(organisation.map(Orderer::Organisation));
    }
    let participant = participant(ctx, assignment, ordered_by_person_id, ordered_by_post_id).await?;
    Ok(participant.map(Orderer::from))
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

impl From<Participant> for Orderer {
    fn from(participant: Participant) -> Self {
        match participant {
            Participant::Person(person) => Self::Person(person),
            Participant::Post(post) => Self::Post(post),
        }
    }
}

#[filter(Assignment)]
pub struct AssignmentFilter {
    /// Carried out by any of these groups.
    body: AnyOf<Body>,
    /// Given by any of these decisions, as far as the viewer may see them.
    decision: AnyOf<Decision>,
    /// To be delivered by one of these days.
    due_on: DateRange,
    /// Any of these kinds.
    kind: Vec<AssignmentKind>,
    /// Led by any of these persons, as far as the viewer may see them.
    leader: AnyOf<Person>,
    /// Any of these statuses.
    status: Vec<AssignmentStatus>,
}

#[order(Assignment, DueOn, Asc)]
pub enum AssignmentOrderField {
    /// Senast: the day by which it is to be delivered.
    DueOn,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(Assignment)]
pub enum AssignmentKey {}

#[roots]
pub trait AssignmentQuery {
    /// Uppdrag: those that the viewer may see, the most pressing first.
    fn assignments() -> List<Assignment>;
    /// One assignment. Null: there is none with this key, or the viewer may not see it.
    fn assignment(by: AssignmentKey) -> Assignment;
}
