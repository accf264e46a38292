//! What was decided and ordered, and is not done.

use entity::action_plan::ActionPlanStatus;
use entity::assignment::AssignmentStatus;
use entity::decision::{DecisionKind, DecisionStatus};
use entity::measure::MeasureStatus;
use entity::{DateTime, action_plan, agenda_item, assignment, body, decision, measure, meeting};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};

use super::came_of::{is_named_by, led_to};
use super::rule::{Gap, Question};
use crate::domain::action_plan::ActionPlan;
use crate::domain::assignment::{Assignment, undelivered};
use crate::domain::body::Body;
use crate::domain::followed::FollowedBy;
use crate::domain::measure::{Measure, in_progress, unfinished};
use crate::domain::meeting::{AgendaItem, Decision};
use crate::domain::responsible::Responsible;
use crate::error::Result;
use crate::kit::column::{col, table};
use crate::kit::merged::Day;
use crate::kit::presence::has_no;
use crate::kit::related::{related, value_of};

/// Adopted, and nobody does anything.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn decision_without_assignment(question: &Question<'_>) -> Result<Gap> {
    let adopts = [DecisionKind::Adopt, DecisionKind::AdoptWithChanges];
    let mut condition = Condition::all().add(decision::Column::Kind.is_in(adopts));
    condition = condition.add(decision::Column::Status.eq(DecisionStatus::Taken));
    let rows = question.rows;
    let came_of_it = [
        is_named_by::<Decision, Assignment>(assignment::Column::DecisionId, assigned(), rows),
        is_named_by::<Decision, ActionPlan>(action_plan::Column::DecisionId, planned(), rows),
        is_named_by::<Decision, Measure>(measure::Column::DecisionId, measured(), rows),
        led_to::<Decision, Assignment>(&assigned(), rows),
        led_to::<Decision, ActionPlan>(&planned(), rows),
        led_to::<Decision, Measure>(&measured(), rows),
    ];
    condition = came_of_it.into_iter().fold(condition, |condition, came| condition.add(came.not()));
    let body = deciding_body(question);
    let unit = Responsible::unit(value_of::<Body>(body::Column::OrganisationId, body.clone(), question.rows));
    let gap = Gap::of::<Decision>(question, condition, Day::Date(col(decision::Column::DecidedOn)), unit);
    Ok(gap.of_body(body).followed(FollowedBy::decisions))
}

/// What was given up is not done.
fn assigned() -> Expr {
    assignment::Column::Status.ne(AssignmentStatus::Cancelled)
}

fn planned() -> Expr {
    action_plan::Column::Status.ne(ActionPlanStatus::Cancelled)
}

fn measured() -> Expr {
    measure::Column::Status.ne(MeasureStatus::Cancelled)
}

/// The group at whose meeting the decision was taken.
fn deciding_body(question: &Question<'_>) -> Expr {
    let mut item = question.rows.select::<AgendaItem>(question.at);
    item.clear_selects().expr(col(meeting::Column::BodyId));
    item.inner_join(table::<meeting::Model>(), col(meeting::Column::Id).eq(col(agenda_item::Column::MeetingId)));
    item.and_where(col(agenda_item::Column::Id).eq(col(decision::Column::AgendaItemId)));
    Expr::SubQuery(None, Box::new(item.into()))
}

/// Past due, not delivered, and without a plan.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn assignment_without_plan(question: &Question<'_>) -> Result<Gap> {
    let due = col(assignment::Column::DueOn);
    let late = due.clone().lt(question.rows.scope.today);
    let named = is_named_by::<Assignment, ActionPlan>(action_plan::Column::AssignmentId, planned(), question.rows);
    let linked = led_to::<Assignment, ActionPlan>(&planned(), question.rows);
    let condition = Condition::all().add(undelivered()).add(late).add(named.not()).add(linked.not());
    let leads = Responsible::of_assignments(question.rows);
    let gap = Gap::of::<Assignment>(question, condition, Day::Date(due), leads);
    Ok(gap.of_body(col(assignment::Column::BodyId)).followed(FollowedBy::assignments))
}

/// Contributing to nothing.
pub fn measure_without_result_area(question: &Question<'_>) -> Result<Gap> {
    let entered = col(measure::Column::CreatedAt);
    // A bound that all rows keep leads SQLite to the index.
    let in_order = entered.clone().lte(DateTime::latest());
    let condition = has_no::<Measure>("RESULT_AREAS", question.rows)?.add(unfinished()).add(in_order);
    Ok(measure(question, condition, Day::Instant(entered)))
}

/// Of which nothing was heard for too long.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn silent_measure(question: &Question<'_>) -> Result<Gap> {
    let silent = col(measure::Column::SilentSince);
    let by = question.numbers.heard_from(question.rows.scope.today);
    let condition = Condition::all().add(in_progress()).add(silent.clone().lt(by));
    Ok(measure(question, condition, Day::Date(silent)))
}

/// Past due.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn overdue_measure(question: &Question<'_>) -> Result<Gap> {
    let due = col(measure::Column::DueOn);
    let condition = Condition::all().add(unfinished()).add(due.clone().lt(question.rows.scope.today));
    Ok(measure(question, condition, Day::Date(due)))
}

fn measure(question: &Question<'_>, condition: Condition, since: Day) -> Gap {
    // What a plan that was given up holds is late for nobody.
    let current = action_plan::Column::Status.is_not_in([ActionPlanStatus::Cancelled, ActionPlanStatus::Superseded]);
    let plan = related::<ActionPlan>(col(measure::Column::ActionPlanId), Condition::all().add(current), question.rows);
    let gap = Gap::of::<Measure>(question, condition.add(plan), since, Responsible::of_measures());
    gap.followed(FollowedBy::measures)
}
