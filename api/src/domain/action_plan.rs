//! Action plans, and the focus areas that divide them.

use async_graphql::Context;
use derive::{filter, key, object, order, roots};
use entity::action_plan::{ActionPlanStatus, Model};
use entity::focus_area::{self, FocusAreaKind};
use entity::measure;
use sea_orm::Condition;

use super::assignment::Assignment;
use super::award::Candidacy;
use super::measure::{Measure, MeasureStatusCount, mean_progress, status_counts};
use super::meeting::Decision;
use super::organisation::Organisation;
use super::record::Document;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::relation::Relation;
use crate::kit::sight::Sight;

/// Handlingsplan: what is to be done within a time, in measures.
#[object(action_plan, visible = Sight::by_access::<Model>)]
pub struct ActionPlan {
    /// Kandidaturer: candidacies for an award that it supports.
    #[by(ActionPlanId)]
    candidacies: List<Candidacy>,
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// The areas that it is divided into.
    #[by(ActionPlanId)]
    focus_areas: List<FocusArea>,
    /// Its measures.
    #[by(ActionPlanId)]
    measures: List<Measure>,
    /// The assignment that it answers. Null: none, or the viewer may not see it.
    assignment: Option<Assignment>,
    /// The decision that it rests on. Null: none, or the viewer may not see it.
    decision: Option<Decision>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[resolve(measure_counts)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Who is responsible for it. Null: not said.
    owner: Option<Organisation>,
    /// Framsteg: the mean progress, in percent and not rounded, of its measures that are not cancelled. Null: there
    /// are none that the viewer may see.
    #[resolve(progress)]
    progress: Option<f64>,
}

async fn measure_counts(plan: &ActionPlan, ctx: &Context<'_>) -> Result<Vec<MeasureStatusCount>> {
    status_counts(ctx, plan, Relation::key(measure::Column::ActionPlanId)).await
}

async fn progress(plan: &ActionPlan, ctx: &Context<'_>) -> Result<Option<f64>> {
    mean_progress(ctx, plan, Relation::key(measure::Column::ActionPlanId)).await
}

#[filter(ActionPlan)]
pub struct ActionPlanFilter {
    /// Answering any of these assignments.
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
pub enum ActionPlanKey {}

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

/// Fokusområde: a part of an action plan, by the lever that is used.
#[object(focus_area, visible = visible)]
pub struct FocusArea {
    /// The measures of this part.
    #[by(FocusAreaId)]
    measures: List<Measure>,
    /// The plan.
    action_plan: ActionPlan,
}

/// With its plan.
fn visible(sight: &Sight<'_>) -> Condition {
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
    /// Plats: the place that the plan gives it.
    Position,
}

#[key(FocusArea)]
pub enum FocusAreaKey {}
