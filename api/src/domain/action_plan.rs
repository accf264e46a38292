//! Action plans, and the focus areas that divide them.

use async_graphql::{Context, ID};
use entity::action_plan::{ActionPlanStatus, Model};
use entity::focus_area::{self, FocusAreaKind};

use super::assignment::Assignment;
use super::measure::{Measure, MeasureStatusCount, mean_progress, status_counts};
use super::meeting::Decision;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::access::{by_access, with_root};
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_id, within};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::any_related;

object! {
    /// Handlingsplan: what is to be done within a time, in measures.
    ActionPlan of Model, visible: by_access::<Model>;
    lists {
        /// The areas that it is divided into.
        focus_areas: FocusArea via Via::Key("action_plan_id");
        /// Its measures.
        measures: Measure via Via::Key("action_plan_id");
    }
    impl {
        /// The assignment that it answers. Null: none, or the viewer may not see it.
        async fn assignment(&self, ctx: &Context<'_>) -> Option<Result<Assignment>> {
            self.one(ctx, self.row.assignment_id).await
        }

        /// The decision that it rests on. Null: none, or the viewer may not see it.
        async fn decision(&self, ctx: &Context<'_>) -> Option<Result<Decision>> {
            self.one(ctx, self.row.decision_id).await
        }

        /// How many of its measures have each status; statuses that none has are told with 0.
        async fn measure_counts(&self, ctx: &Context<'_>) -> Result<Vec<MeasureStatusCount>> {
            status_counts(ctx, self, Via::Key("action_plan_id")).await
        }

        /// Who answers for it. Null: not said.
        async fn owner(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.owner_id).await
        }

        /// Framsteg: the mean progress, in percent and not rounded, of its measures that are not cancelled. Null: there
        /// are none that the viewer may see.
        async fn progress(&self, ctx: &Context<'_>) -> Option<Result<f64>> {
            mean_progress(ctx, self, Via::Key("action_plan_id")).await.transpose()
        }
    }
}

listing! {
    ActionPlan of Model, ActionPlanFilter, ActionPlanOrder by ActionPlanOrderField;
    filter {
        /// Answering any of these assignments.
        assignment: Vec<ID> => |ids, reader| any_related::<Assignment>(col::<Model>("assignment_id"), ids, reader);
        /// Ending within these days.
        ends_on: DateRange => |range, reader| within(col::<Model>("ends_on"), range, reader);
        /// For which any of these organisations answer.
        owner: Vec<ID> => |ids, reader| any_id::<entity::organisation::Model>(col::<Model>("owner_id"), ids, reader);
        /// Starting within these days.
        starts_on: DateRange => |range, reader| within(col::<Model>("starts_on"), range, reader);
        /// Any of these statuses.
        status: Vec<ActionPlanStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default StartsOn Desc;
        /// The day it ends.
        EndsOn => SortKey::Date("ends_on");
        /// The day it starts.
        StartsOn => SortKey::Date("starts_on");
        /// Titel, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! { ActionPlanKey of Model {} }

roots! {
    ActionPlanQuery:
    /// Handlingsplaner, the latest first.
    action_plans,
    /// One action plan. Null: there is none with this key, or the viewer may not see it.
    action_plan(ActionPlanKey) -> ActionPlan
}

object! {
    /// Fokusområde: a part of an action plan, by the lever that is used.
    FocusArea of focus_area::Model,
    visible: |viewer| with_root::<focus_area::Model, Model>("action_plan_id", ActionPlan::visible(viewer));
    lists {
        /// The measures of this part.
        measures: Measure via Via::Key("focus_area_id");
    }
    impl {
        /// The plan.
        async fn action_plan(&self, ctx: &Context<'_>) -> Result<ActionPlan> {
            self.the(ctx, self.row.action_plan_id).await
        }
    }
}

listing! {
    FocusArea of focus_area::Model, FocusAreaFilter, FocusAreaOrder by FocusAreaOrderField;
    filter {
        /// Of any of these plans.
        action_plan: Vec<ID> => |ids, reader| any_id::<Model>(col::<focus_area::Model>("action_plan_id"), ids, reader);
        /// Any of these kinds.
        kind: Vec<FocusAreaKind> => |kinds, reader| any_choice(col::<focus_area::Model>("kind"), kinds, reader);
    }
    order {
        default Position Asc;
        /// Plats: the place that the plan gives it.
        Position => SortKey::Number("position");
    }
}

key! { FocusAreaKey of focus_area::Model {} }

roots! {
    FocusAreaQuery:
    /// Fokusområden: the parts of action plans.
    focus_areas,
    /// One focus area. Null: there is none with this key, or the viewer may not see it.
    focus_area(FocusAreaKey) -> FocusArea
}
