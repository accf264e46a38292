//! Assignments: what is to be delivered by a certain day, and by whom.

use async_graphql::{Context, OneofObject, Union};
use derive::{filter, key, mutations, object, order, roots, values};
use entity::assignment::{AssignmentKind, AssignmentStatus, Column, Model};
use entity::{Access, Date, post};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::action_plan::ActionPlan;
use super::body::{Body, BodyKey};
use super::meeting::{Decision, DecisionKey};
use super::organisation::{Organisation, OrganisationKey};
use super::participant::{Participant, participant};
use super::people::{Person, PersonKey, Post, PostKey};
use super::record::Document;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::node::Node;
use crate::kit::related::refers;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::write::{Draft, Form, FreeText, Lookup, Title, UserErrorCode, Value, Writable};

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
    #[present(shows_orderer)]
    ordered_by: Option<Orderer>,
}

async fn ordered_by(assignment: &Assignment, ctx: &Context<'_>) -> Result<Option<Orderer>> {
    let Model { ordered_by_organisation_id, ordered_by_person_id, ordered_by_post_id, .. } = *assignment.row;
    if ordered_by_organisation_id.is_some() {
        let organisation = assignment.optional_ref(ctx, ordered_by_organisation_id).await.transpose()?;
        return Ok(organisation.map(Orderer::Organisation));
    }
    let participant = participant(ctx, assignment, ordered_by_person_id, ordered_by_post_id).await?;
    Ok(participant.map(Orderer::from))
}

/// Those whose orderer the viewer may see.
fn shows_orderer(rows: &Rows) -> Condition {
    let any = Condition::any().add(col(Column::OrderedByOrganisationId).is_not_null());
    any.add(refers::<Person>(col(Column::OrderedByPersonId), rows))
        .add(refers::<Post>(col(Column::OrderedByPostId), rows))
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

/// Those that nobody has delivered yet.
pub(super) fn undelivered() -> Expr {
    use AssignmentStatus::{Accepted, InProgress, Issued, Proposed};
    Column::Status.is_in([Proposed, Issued, Accepted, InProgress])
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
pub enum AssignmentKey {
    /// Titel, exactly. It must be the title of one assignment only.
    Title(String),
}

#[roots]
pub trait AssignmentQuery {
    /// Uppdrag: those that the viewer may see, by the day on which they are due, the earliest first; closed ones too.
    fn assignments() -> List<Assignment>;
    /// One assignment. Null: there is none with this key, or the viewer may not see it.
    fn assignment(by: AssignmentKey) -> Assignment;
}

/// Nyckel: names who orders an assignment. Give exactly one of the fields.
#[derive(Debug, Clone, OneofObject)]
pub enum OrdererKey {
    /// Organisation: an organisation as such.
    Organisation(OrganisationKey),
    /// Person: a person by name.
    Person(PersonKey),
    /// Befattning: a post, whoever holds it.
    Post(PostKey),
}

/// The columns of the organisation, the person and the post.
impl Value for OrdererKey {
    type Stored = [Option<Uuid>; 3];

    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Self::Stored> {
        Some(match self {
            Self::Organisation(key) => [Some(key.settle(field, form, lookup)?), None, None],
            Self::Person(key) => [None, Some(key.settle(field, form, lookup)?), None],
            Self::Post(key) => [None, None, Some(key.settle(field, form, lookup)?)],
        })
    }
}

#[values(Assignment)]
pub struct AssignmentValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// The group that carries it out. Null: no group does.
    body: Option<BodyKey>,
    /// The decision that gave it. Null: no decision did.
    decision: Option<DecisionKey>,
    /// The day as the source words it, at most 300 characters, when `dueOn` is inferred. Null: the source states the
    /// whole date.
    due_as_stated: Option<Title>,
    /// Senast: the day by which it is to be delivered.
    due_on: Date,
    /// Förväntad leverans, at most 20,000 characters. Null: not stated.
    expected_deliverable: Option<FreeText>,
    /// What kind of assignment it is.
    #[default(INTERNAL)]
    kind: AssignmentKind,
    /// Uppdragsledare: who leads it; not the one who orders it, nor the holder of the post that does.
    leader: PersonKey,
    /// Beställare: who orders it.
    #[columns(ordered_by_organisation_id, ordered_by_person_id, ordered_by_post_id)]
    ordered_by: OrdererKey,
    /// Syfte: what it is for, at most 20,000 characters. Null: not stated.
    purpose: Option<FreeText>,
    /// How far it has come.
    #[default(PROPOSED)]
    #[own]
    status: AssignmentStatus,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for Assignment {
    type Values = AssignmentValues;

    /// Whoever orders it, in person or by the post that he then holds, does not lead it. The post may change hands later.
    fn apply(values: &AssignmentValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        if draft.before.as_ref().is_some_and(|before| parties(before) == parties(&draft.row)) {
            return;
        }
        let Model { leader_id, ordered_by_person_id, ordered_by_post_id, .. } = draft.row;
        let is_held = |post: Uuid| {
            let posts = lookup.by::<Post>(post::Column::Id, post);
            posts.iter().any(|post| post.holder_id == Some(leader_id))
        };
        if ordered_by_person_id == Some(leader_id) || ordered_by_post_id.is_some_and(is_held) {
            draft.error("leader", UserErrorCode::Invalid, "leader is who orders it: somebody else must lead it.");
        }
    }
}

/// Who leads it, and who orders it.
fn parties(row: &Model) -> [Option<Uuid>; 4] {
    [Some(row.leader_id), row.ordered_by_person_id, row.ordered_by_post_id, row.ordered_by_organisation_id]
}

mutations!(Assignment);
