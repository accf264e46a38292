//! Measures: what is to be done under an action plan, and how far it has come.

mod progress;
mod statistics;
mod update;
mod write;

use async_graphql::Context;
use chrono::Days;
use derive::{filter, key, object, order, roots};
use entity::measure::{Column, Health, MeasureKind, MeasureStatus, Model};
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait};

use super::action_plan::{ActionPlan, FocusArea};
use super::evaluation::Recommendation;
use super::meeting::Decision;
use super::observation::Observation;
use super::organisation::Organisation;
use super::overdue;
use super::people::Person;
use super::record::Document;
use super::reference::ExternalKey;
use super::steering::ResultArea;
use super::theme::Theme;
use crate::error::Result;
use crate::kit::column::{among_these, col};
use crate::kit::context::context;
use crate::kit::filter::{AnyOf, DateRange, IntRange};
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;

pub use progress::{MeasureStatusCount, mean_progress};
pub use statistics::MeasureGroup;
pub use update::{MeasureUpdate, MeasureUpdateKey, MeasureUpdateMutation, MeasureUpdatePush};
pub use write::{MeasureMutation, MeasurePush};

/// Åtgärd: something that is to be done under an action plan. Only those who may see its plan see it.
#[object(measure, visible = visible)]
pub struct Measure {
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Teman: what it is about.
    #[through(measure_theme)]
    #[sorted(Name)]
    themes: Vec<Theme>,
    /// Utfall: observations that show its effect.
    #[by(MeasureId)]
    observations: List<Observation>,
    /// Lägesrapporter: how it went, reported from time to time.
    #[by(MeasureId)]
    updates: List<MeasureUpdate>,
    /// The plan that it belongs to.
    action_plan: ActionPlan,
    /// The decision that it rests on. Null: none, or the viewer may not see it.
    decision: Option<Decision>,
    /// The focus area of the plan that it belongs to. Null: none.
    focus_area: Option<FocusArea>,
    /// Försenad: whether `dueOn` is before today in Sweden and it is not completed, confirmed or cancelled. False if no
    /// day is set.
    #[resolve(overdue)]
    #[needs(DueOn, Status)]
    overdue: bool,
    /// The recommendation that it carries out. Null: none, or the viewer may not see it.
    recommendation: Option<Recommendation>,
    /// Ansvarig: the organisation that is responsible for it.
    responsible: Organisation,
    /// Ansvarig person: who is responsible for it. Null: not said, or the viewer may not see who.
    responsible_person: Option<Person>,
    /// Resultatområden: the result areas that it is to contribute to.
    #[through(measure_result_area)]
    #[sorted(Position)]
    result_areas: Vec<ResultArea>,
    /// Utan färsk rapport: whether it is `IN_PROGRESS` and more than 60 days have passed since `silentSince`.
    #[resolve(stale)]
    #[needs(SilentSince, Status)]
    stale: bool,
}

#[expect(clippy::unused_async, reason = "fields that are worked out are awaited alike")]
async fn overdue(measure: &Measure, ctx: &Context<'_>) -> Result<bool> {
    let is_past = overdue::is_past(measure.row.due_on, &context(ctx).rows().scope);
    Ok(is_past && !FINISHED.contains(&measure.row.status))
}

#[expect(clippy::unused_async, reason = "fields that are worked out are awaited alike")]
async fn stale(measure: &Measure, ctx: &Context<'_>) -> Result<bool> {
    let Model { status, silent_since, .. } = *measure.row;
    Ok(status == MeasureStatus::InProgress && silent_since.0 + STALE_AFTER < context(ctx).rows().scope.today)
}

/// Those of which nothing more is expected.
const FINISHED: [MeasureStatus; 3] =
    [MeasureStatus::Completed, MeasureStatus::EffectConfirmed, MeasureStatus::Cancelled];

/// How long a measure in progress may be silent.
const STALE_AFTER: Days = Days::new(60);

/// With its plan.
fn visible(sight: &Sight<'_>) -> Visibility {
    let own = sight.by_access_and_source::<Model>(Column::Source, None);
    own.and(sight.with::<ActionPlan>(Column::ActionPlanId))
}

#[filter(Measure)]
pub struct MeasureFilter {
    /// Of any of these plans.
    action_plan: AnyOf<ActionPlan>,
    /// To be done within these days.
    due_on: DateRange,
    /// Of any of these focus areas.
    focus_area: AnyOf<FocusArea>,
    /// Judged to be any of these.
    health: Vec<Health>,
    /// Any of these kinds.
    kind: Vec<MeasureKind>,
    /// Whether they are overdue: true or false, as the field says it.
    #[with(is_overdue)]
    overdue: bool,
    /// With progress within these percentages.
    progress: IntRange,
    /// For which any of these organisations is responsible.
    responsible: AnyOf<Organisation>,
    /// Contributing to any of these result areas.
    #[through(measure_result_area)]
    result_area: AnyOf<ResultArea>,
    /// Pushed by any of these sources.
    source: Vec<String>,
    /// Whether they are stale: true or false, as the field says it.
    #[with(is_stale)]
    stale: bool,
    /// Any of these statuses.
    status: Vec<MeasureStatus>,
    /// About any of these themes.
    #[through(measure_theme)]
    theme: AnyOf<Theme>,
}

#[order(Measure, DueOn, Asc)]
pub enum MeasureOrderField {
    /// Senast: the day by which it is to be done; those without one last.
    DueOn,
    /// Framsteg: from the lowest to the highest.
    Progress,
    /// Titel, in Swedish alphabetical order.
    Title,
}

fn is_overdue(wanted: bool, rows: &Rows) -> Condition {
    overdue::is_overdue(wanted, Column::DueOn, unfinished(), rows)
}

/// The same rule as the field's, on the rows.
pub(super) fn is_stale(wanted: bool, rows: &Rows) -> Condition {
    let silent = col(Column::SilentSince).lt(rows.scope.today - STALE_AFTER);
    let stale = Condition::all().add(in_progress()).add(silent);
    if wanted { stale } else { stale.not() }
}

/// Of which more is expected.
pub(super) fn unfinished() -> Expr {
    among_these(Column::Status, &FINISHED).not()
}

/// On which somebody works.
pub(super) fn in_progress() -> Expr {
    among_these(Column::Status, &[MeasureStatus::InProgress])
}

#[key(Measure)]
pub enum MeasureKey {
    /// Extern nyckel: its id in the source that pushed it.
    External(ExternalKey),
}

#[roots]
pub trait MeasureQuery {
    /// Åtgärder: what is to be done under the action plans.
    fn measures() -> List<Measure>;
    /// One measure. Null: there is none with this key, or the viewer may not see it.
    fn measure(by: MeasureKey) -> Measure;
    /// Åtgärdsstatistik: how many measures there are by what they have in common, and how they go.
    fn measure_statistics() -> Statistics<MeasureGroup>;
    /// Lägesrapporter: how the measures went, the newest first.
    fn measure_updates() -> List<MeasureUpdate>;
    /// One update. Null: there is none with this key, or the viewer may not see it.
    fn measure_update(by: MeasureUpdateKey) -> MeasureUpdate;
}
