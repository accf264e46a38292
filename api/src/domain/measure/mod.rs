//! Measures: what is to be done under an action plan, and how far it has come.

mod progress;
mod update;
mod write;

use async_graphql::{Context, ID};
use chrono::Days;
use entity::measure::{Health, MeasureKind, MeasureStatus, Model};
use entity::{measure_result_area, measure_update};
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};

use super::action_plan::{ActionPlan, FocusArea};
use super::evaluation::Recommendation;
use super::meeting::Decision;
use super::observation::Observation;
use super::organisation::Organisation;
use super::people::Person;
use super::reference::ExternalKey;
use super::steering::ResultArea;
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::kit::access::{by_access_and_source, with_root};
use crate::kit::column::{col, table};
use crate::kit::filter::{DateRange, IntRange, any_choice, any_id, any_text, within};
use crate::kit::listing;
use crate::kit::loader::Loaders;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::order::SortKey;
use crate::kit::page::Via;
use crate::kit::related::lists;
use crate::kit::rows::Rows;

pub use progress::{MeasureStatusCount, mean_progress, status_counts};
pub use update::{MeasureUpdate, MeasureUpdateMutation, MeasureUpdateQuery};
pub use write::MeasureMutation;

object! {
    /// Åtgärd: something that is to be done under an action plan.
    Measure of Model, visible: visible;
    lists {
        /// Utfall that show its effect.
        observations: Observation via Via::Key("measure_id");
        /// Lägesrapporter: how it went, reported day by day.
        updates: MeasureUpdate via Via::Key("measure_id");
    }
    impl {
        /// The plan that it belongs to.
        async fn action_plan(&self, ctx: &Context<'_>) -> Result<ActionPlan> {
            self.the(ctx, self.row.action_plan_id).await
        }

        /// The decision that it rests on. Null: none, or the viewer may not see it.
        async fn decision(&self, ctx: &Context<'_>) -> Option<Result<Decision>> {
            self.one(ctx, self.row.decision_id).await
        }

        /// The focus area of the plan that it belongs to. Null: none.
        async fn focus_area(&self, ctx: &Context<'_>) -> Option<Result<FocusArea>> {
            self.one(ctx, self.row.focus_area_id).await
        }

        /// Försenad: whether its day has passed and it is neither completed nor cancelled.
        async fn overdue(&self, ctx: &Context<'_>) -> bool {
            let today = ctx.data_unchecked::<Loaders>().loader().scope.today;
            self.row.due_on.is_some_and(|due| due.0 < today) && !DONE.contains(&self.row.status)
        }

        /// The recommendation that it carries out. Null: none, or the viewer may not see it.
        async fn recommendation(&self, ctx: &Context<'_>) -> Option<Result<Recommendation>> {
            self.one(ctx, self.row.recommendation_id).await
        }

        /// Who answers for it.
        async fn responsible(&self, ctx: &Context<'_>) -> Result<Organisation> {
            self.the(ctx, self.row.responsible_id).await
        }

        /// The person who answers for it. Null: not said, or the viewer may not see people.
        async fn responsible_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
            self.one(ctx, self.row.responsible_person_id).await
        }

        /// The result areas that it is to contribute to.
        async fn result_areas(&self, ctx: &Context<'_>) -> Result<Vec<ResultArea>> {
            listing::all(ctx, self, Via::link::<measure_result_area::Model>(), SortKey::Number("position")).await
        }

        /// Inaktuell: whether it is in progress and nothing was heard of it for 60 days: since its newest update, else
        /// since its start, else since it was entered.
        async fn stale(&self, ctx: &Context<'_>) -> Result<bool> {
            if self.row.status != MeasureStatus::InProgress {
                return Ok(false);
            }
            let newest = update::newest(ctx, self).await?;
            let heard = newest.map(|update| update.reported_on).or(self.row.starts_on);
            let entered = self.row.created_at.0.with_timezone(&chrono_tz::Europe::Stockholm).date_naive();
            let today = ctx.data_unchecked::<Loaders>().loader().scope.today;
            Ok(heard.map_or(entered, |date| date.0) + PATIENCE < today)
        }
    }
}

/// Those of which nothing more is expected.
const DONE: [MeasureStatus; 3] = [MeasureStatus::Completed, MeasureStatus::EffectConfirmed, MeasureStatus::Cancelled];

/// How long a measure in progress may be silent.
const PATIENCE: Days = Days::new(60);

/// With its plan.
fn visible(viewer: &Viewer) -> Condition {
    by_access_and_source::<Model>(viewer, Condition::all())
        .add(with_root::<Model, entity::action_plan::Model>("action_plan_id", ActionPlan::visible(viewer)))
}

listing! {
    Measure of Model, MeasureFilter, MeasureOrder by MeasureOrderField;
    filter {
        /// Of any of these plans.
        action_plan: Vec<ID> => |ids, reader| any_id::<entity::action_plan::Model>(col::<Model>("action_plan_id"), ids, reader);
        /// To be done within these days.
        due_on: DateRange => |range, reader| within(col::<Model>("due_on"), range, reader);
        /// Of any of these focus areas.
        focus_area: Vec<ID> => |ids, reader| any_id::<entity::focus_area::Model>(col::<Model>("focus_area_id"), ids, reader);
        /// Judged to be any of these.
        health: Vec<Health> => |healths, reader| any_choice(col::<Model>("health"), healths, reader);
        /// Any of these kinds.
        kind: Vec<MeasureKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Overdue ones, or those that are not.
        overdue: bool => |wanted, reader| Ok(matching(wanted, is_overdue(reader)));
        /// With progress within these percentages.
        progress: IntRange => |range, reader| within(col::<Model>("progress"), range, reader);
        /// For which any of these organisations answer.
        responsible: Vec<ID> => |ids, reader| any_id::<entity::organisation::Model>(col::<Model>("responsible_id"), ids, reader);
        /// Contributing to any of these result areas.
        result_area: Vec<ID> => |ids, reader| {
            let areas = |area| any_id::<entity::result_area::Model>(area, ids, reader);
            lists::<measure_result_area::Model>(col::<Model>("id"), areas)
        };
        /// From any of these sources.
        source: Vec<String> => |sources, reader| any_text(col::<Model>("source"), sources, reader);
        /// Stale ones, or those that are not.
        stale: bool => |wanted, reader| Ok(matching(wanted, is_stale(reader)));
        /// Any of these statuses.
        status: Vec<MeasureStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
    }
    order {
        default DueOn Asc;
        /// Senast: the day by which it is to be done; those without one last.
        DueOn => SortKey::DateOrLast("due_on");
        /// Framsteg.
        Progress => SortKey::Number("progress");
        /// Titel, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

fn matching(wanted: bool, condition: Condition) -> Condition {
    if wanted { condition } else { condition.not() }
}

fn is_overdue(reader: &Rows) -> Condition {
    let late = Func::coalesce([col::<Model>("due_on").lt(reader.scope.today), Expr::val(false)]);
    Condition::all().add(Expr::expr(late)).add(col::<Model>("status").is_not_in(DONE))
}

/// The same rule as the field's, on the rows.
fn is_stale(reader: &Rows) -> Condition {
    let mut newest = Query::select();
    newest.expr(Func::max(col::<measure_update::Model>("reported_on"))).from(table::<measure_update::Model>());
    newest.and_where(col::<measure_update::Model>("measure_id").eq(col::<Model>("id")));
    let newest = Expr::SubQuery(None, Box::new(newest.into()));
    let silent_since = reader.scope.today - PATIENCE;
    let heard = Func::coalesce([
        newest.lt(silent_since),
        col::<Model>("starts_on").lt(silent_since),
        entered_before(silent_since),
    ]);
    Condition::all().add(col::<Model>("status").eq(MeasureStatus::InProgress)).add(Expr::expr(heard))
}

/// Entered before a day began in Sweden.
fn entered_before(day: chrono::NaiveDate) -> Expr {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_local_timezone(chrono_tz::Europe::Stockholm).earliest();
    col::<Model>("created_at").lt(midnight.map(|instant| instant.to_utc()).unwrap_or_default())
}

key! {
    MeasureKey of Model {
        /// Extern nyckel.
        External(ExternalKey) => |key| Ok(key.names::<Model>());
    }
}

roots! {
    MeasureQuery:
    /// Åtgärder: what is to be done under the action plans.
    measures,
    /// One measure. Null: there is none with this key, or the viewer may not see it.
    measure(MeasureKey) -> Measure
}
