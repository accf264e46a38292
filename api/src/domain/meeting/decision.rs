//! What was decided at an agenda item, and on whose proposal.

use async_graphql::Context;
use derive::{filter, key, object, order};
use entity::decision::{Column, DecisionKind, DecisionStatus, Model};
use entity::decision_proposer;
use sea_orm::Condition;

use super::AgendaItem;
use crate::domain::action_plan::ActionPlan;
use crate::domain::assignment::Assignment;
use crate::domain::body::Body;
use crate::domain::followed::FollowedBy;
use crate::domain::measure::{Measure, MeasureStatusCount};
use crate::domain::participant::{Participant, names_participants, participants};
use crate::domain::record::Document;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::link::links;
use crate::kit::many::Many;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;

/// Beslut: what was decided at an agenda item. Only those who may see the item see it.
#[object(decision, visible = visible)]
pub struct Decision {
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Handlingsplaner: action plans that rest on it.
    #[by(DecisionId)]
    action_plans: List<ActionPlan>,
    /// Uppdrag: assignments that it gave.
    #[by(DecisionId)]
    assignments: List<Assignment>,
    /// Åtgärder: measures that rest on it.
    #[by(DecisionId)]
    measures: List<Measure>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[by(DecisionId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Beslut: decisions that have taken its place.
    #[by(SupersedesId)]
    superseded_by: List<Decision>,
    /// The agenda item at which it was taken.
    agenda_item: AgendaItem,
    /// Förslagsställare: who proposed it, in the order stated. Persons whom the viewer may not see are left out.
    #[resolve(proposers)]
    #[present(names_participants::<decision_proposer::Model, Decision>)]
    proposers: Many<Participant>,
    /// The decision that it supersedes. Null: none, or the viewer may not see it.
    supersedes: Option<Decision>,
}

async fn proposers(decision: &Decision, ctx: &Context<'_>) -> Result<Many<Participant>> {
    let links = links::<decision_proposer::Model>(ctx, decision).await?;
    participants(ctx, decision.at, links.iter().map(|link| (link.person_id, link.post_id))).await
}

fn visible(sight: &Sight<'_>) -> Visibility {
    sight.by_access::<Model>().and(sight.with::<AgendaItem>(Column::AgendaItemId))
}

#[filter(Decision)]
pub struct DecisionFilter {
    /// Taken at any of these agenda items.
    agenda_item: AnyOf<AgendaItem>,
    /// Taken at a meeting of any of these groups.
    #[with(of_body)]
    body: AnyOf<Body>,
    /// Taken on one of these days.
    decided_on: DateRange,
    /// Any of these kinds.
    kind: Vec<DecisionKind>,
    /// Any of these statuses.
    status: Vec<DecisionStatus>,
}

/// At meetings of these groups.
fn of_body(bodies: AnyOf<Body>, rows: &Rows) -> Result<Condition> {
    FollowedBy { bodies, rows: rows.clone() }.decisions()
}

#[order(Decision, DecidedOn, Desc)]
pub enum DecisionOrderField {
    /// Beslutsdatum: the day it was taken.
    DecidedOn,
}

#[key(Decision)]
pub enum DecisionKey {
    /// Beslutsnummer, exactly. It must be the number of one decision only.
    Number(String),
}
