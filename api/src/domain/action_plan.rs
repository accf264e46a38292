//! Action plans, and the focus areas that divide them.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::action_plan::{ActionPlanStatus, Model};
use entity::focus_area::{self, FocusAreaKind};
use entity::{Access, Date, measure};

use super::assignment::{Assignment, AssignmentKey};
use super::award::Candidacy;
use super::measure::{Measure, MeasureStatusCount, mean_progress};
use super::meeting::{Decision, DecisionKey};
use super::organisation::{Organisation, OrganisationKey};
use super::record::Document;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::relation::Relation;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, Title, Whole, Writable};

/// Handlingsplan: what is to be done within a time, in measures.
#[object(action_plan, visible = Sight::by_access::<Model>)]
pub struct ActionPlan {
    /// Kandidaturer: candidacies for an award that it supports.
    #[by(ActionPlanId)]
    candidacies: List<Candidacy>,
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Fokusområden: the areas that it is divided into.
    #[by(ActionPlanId)]
    focus_areas: List<FocusArea>,
    /// Åtgärder: measures that the plan consists of.
    #[by(ActionPlanId)]
    measures: List<Measure>,
    /// The assignment that it answers. Null: none, or the viewer may not see it.
    assignment: Option<Assignment>,
    /// The decision that it rests on. Null: none, or the viewer may not see it.
    decision: Option<Decision>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[by(ActionPlanId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Who is responsible for it. Null: not said.
    owner: Option<Organisation>,
    /// Framsteg: the mean progress, in percent and not rounded, of its measures that are not cancelled. Null: there
    /// are none that the viewer may see.
    #[resolve(progress)]
    #[needs()]
    progress: Option<f64>,
}

async fn progress(plan: &ActionPlan, ctx: &Context<'_>) -> Result<Option<f64>> {
    mean_progress(ctx, plan, Relation::key(measure::Column::ActionPlanId)).await
}

#[filter(ActionPlan)]
pub struct ActionPlanFilter {
    /// Answering any of these assignments, as far as the viewer may see them.
    assignment: AnyOf<Assignment>,
    /// Ending within these days.
    ends_on: DateRange,
    /// For which any of these organisations is responsible.
    owner: AnyOf<Organisation>,
    /// Starting within these days.
    starts_on: DateRange,
    /// Any of these statuses.
    status: Vec<ActionPlanStatus>,
}

#[order(ActionPlan, StartsOn, Desc)]
pub enum ActionPlanOrderField {
    /// The day it ends.
    EndsOn,
    /// The day it starts.
    StartsOn,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(ActionPlan)]
pub enum ActionPlanKey {
    /// Titel, exactly. It must be the title of one plan only.
    Title(String),
}

#[values(ActionPlan)]
pub struct ActionPlanValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// Ambition: what it is to reach, at most 20,000 characters. Null: not stated.
    ambition: Option<FreeText>,
    /// The assignment that it answers. Null: none.
    assignment: Option<AssignmentKey>,
    /// The decision that it rests on. Null: none.
    decision: Option<DecisionKey>,
    /// The last day, not before the first.
    ends_on: Date,
    /// Who is responsible for it. Null: not said.
    owner: Option<OrganisationKey>,
    /// The first day.
    starts_on: Date,
    /// How far it has come.
    #[default(DRAFT)]
    #[own]
    status: ActionPlanStatus,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for ActionPlan {
    type Values = ActionPlanValues;

    fn apply(values: &ActionPlanValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        let Model { starts_on, ends_on, .. } = draft.row;
        draft.check_order(("startsOn", Some(starts_on)), ("endsOn", Some(ends_on)));
    }
}

mutations!(ActionPlan);

#[roots]
pub trait ActionPlanQuery {
    /// Handlingsplaner, the latest first.
    fn action_plans() -> List<ActionPlan>;
    /// One action plan. Null: there is none with this key, or the viewer may not see it.
    fn action_plan(by: ActionPlanKey) -> ActionPlan;
    /// Fokusområden: the parts of action plans.
    fn focus_areas() -> List<FocusArea>;
    /// One focus area. Null: there is none with this key, or the viewer may not see it.
    fn focus_area(by: FocusAreaKey) -> FocusArea;
}

/// Fokusområde: a part of an action plan, by what is to be changed.
#[object(focus_area, visible = visible)]
pub struct FocusArea {
    /// Åtgärder: measures in this focus area.
    #[by(FocusAreaId)]
    measures: List<Measure>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[by(FocusAreaId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Handlingsplan: the plan that it is a part of.
    action_plan: ActionPlan,
}

/// With its plan.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<ActionPlan>(focus_area::Column::ActionPlanId)
}

#[filter(FocusArea)]
pub struct FocusAreaFilter {
    /// Of any of these plans.
    action_plan: AnyOf<ActionPlan>,
    /// Any of these kinds.
    kind: Vec<FocusAreaKind>,
}

#[order(FocusArea, Position, Asc)]
pub enum FocusAreaOrderField {
    /// Ordningsnummer: its number in the order of the plan.
    Position,
}

#[key(FocusArea)]
pub enum FocusAreaKey {
    /// Rubrik, exactly. It must be the title of one focus area only.
    Title(String),
}

#[values(FocusArea)]
pub struct FocusAreaValues {
    /// The plan that it is a part of.
    #[creation]
    action_plan: ActionPlanKey,
    /// What it changes to reach the plan's ambition.
    kind: FocusAreaKind,
    /// Ordningsnummer: its number in the order of the plan, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// Rubrik, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for FocusArea {
    type Values = FocusAreaValues;
}

mutations!(FocusArea);
