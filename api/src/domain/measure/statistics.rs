//! Measures counted in groups.

use derive::statistics;
use entity::measure::{Column, Health, MeasureStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition};

use super::progress::GIVEN_UP;
use super::{Measure, is_overdue, is_stale};
use crate::domain::action_plan::{ActionPlan, FocusArea};
use crate::domain::organisation::Organisation;
use crate::domain::steering::ResultArea;
use crate::kit::column::col;
use crate::kit::statistics::mean;

/// Grupp av åtgärder: measures that have something in common.
#[statistics(Measure)]
pub struct MeasureGroup {
    /// Handlingsplan: the plan that they belong to.
    action_plan: ActionPlan,
    /// Senast: the month by which they are to be done, such as `2026-11`.
    #[month(DueOn)]
    due_month: Option<String>,
    /// Fokusområde: the focus area of the plan that they belong to.
    focus_area: Option<FocusArea>,
    /// Läge: whether they will be done in time.
    #[value]
    health: Option<Health>,
    /// Framsteg: the mean progress in percent, not rounded, of those that are not cancelled. Null: there are none.
    #[mean(mean_progress)]
    mean_progress: f64,
    /// Försenade: how many of them are overdue.
    #[counts(is_overdue)]
    overdue: i32,
    /// Ansvarig: the organisation that is responsible for them.
    responsible: Organisation,
    /// Resultatområde: a result area that they are to contribute to.
    #[through(measure_result_area)]
    result_area: ResultArea,
    /// Utan färsk rapport: how many of them are stale.
    #[counts(is_stale)]
    stale: i32,
    /// Status: how far they have come.
    #[value]
    status: MeasureStatus,
}

fn mean_progress() -> Expr {
    mean(col(Column::Progress), Condition::all().add(Column::Status.ne(GIVEN_UP)))
}
