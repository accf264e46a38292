//! What was evaluated and advised, and not answered.

use entity::agenda_item::{self, AgendaItemStatus};
use entity::decision::{DecisionKind, DecisionStatus};
use entity::recommendation::RecommendationStatus;
use entity::{agenda_item_evaluation, decision, evaluation, meeting, recommendation};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use super::came_of::led_to;
use super::rule::{Gap, Question};
use crate::clock::start_of;
use crate::domain::evaluation::{Evaluation, Recommendation};
use crate::domain::followed::FollowedBy;
use crate::domain::meeting::{AgendaItem, Decision};
use crate::domain::responsible::Responsible;
use crate::error::Result;
use crate::kit::column::{col, table};
use crate::kit::merged::Day;
use crate::kit::presence::has_no;
use crate::kit::related::{lists, related, value_of};
use crate::kit::rows::Rows;

/// Presented, and neither answered nor followed by a decision.
pub fn unanswered(question: &Question<'_>) -> Result<Gap> {
    let rows = question.rows;
    let at_item = |items: Condition| {
        lists::<agenda_item_evaluation::Model, Evaluation>(|item| Ok(related::<AgendaItem>(item, items, rows)))
    };
    let presented = at_item(is_handled())?;
    let decided = at_item(Condition::all().add(col(agenda_item::Column::Id).in_subquery(items_decided(question))))?;
    let linked = led_to::<Evaluation, Decision>(&is_made(), rows);
    let condition = presented.add(decided.not()).add(linked.not()).add(has_no::<Evaluation>("RESPONSES", rows)?);
    let commissioner = Responsible::unit(col(evaluation::Column::CommissionerId));
    let gap = Gap::of::<Evaluation>(question, condition, Day::Date(first_presented(question)), commissioner);
    Ok(gap.of_body(first_heard_by(question)).followed(FollowedBy::evaluations))
}

fn is_handled() -> Condition {
    Condition::all().add(agenda_item::Column::Status.eq(AgendaItemStatus::Handled))
}

/// The items at which something was decided that the viewer may see.
fn items_decided(question: &Question<'_>) -> SelectStatement {
    let mut decisions = question.rows.select::<Decision>(question.at);
    decisions.clear_selects().expr(col(decision::Column::AgendaItemId));
    decisions.and_where(is_made()).take()
}

/// A decision that was taken and not revoked, and does not only put the matter off.
fn is_made() -> Expr {
    let puts_off = decision::Column::Kind.is_in([DecisionKind::Defer, DecisionKind::ReferBack]);
    decision::Column::Status.is_not_in([DecisionStatus::Draft, DecisionStatus::Revoked]).and(puts_off.not())
}

/// The day of the first meeting at which the evaluation was presented.
fn first_presented(question: &Question<'_>) -> Expr {
    let mut items = items_presenting(question);
    items.expr(Func::min(col(meeting::Column::StartsOn)));
    Expr::SubQuery(None, Box::new(items.into()))
}

/// The group that heard it there.
fn first_heard_by(question: &Question<'_>) -> Expr {
    let mut items = items_presenting(question);
    items.expr(col(meeting::Column::BodyId)).limit(1);
    items.order_by_expr(col(meeting::Column::StartsOn), Order::Asc).order_by_expr(col(meeting::Column::Id), Order::Asc);
    Expr::SubQuery(None, Box::new(items.into()))
}

/// The agenda items at which the evaluation was presented, with their meetings.
fn items_presenting(question: &Question<'_>) -> SelectStatement {
    use agenda_item_evaluation::Column::{AgendaItemId, EvaluationId};
    let mut items = question.rows.select::<AgendaItem>(question.at);
    items.clear_selects().cond_where(is_handled());
    let of_meeting = col(meeting::Column::Id).eq(col(agenda_item::Column::MeetingId));
    items.inner_join(table::<meeting::Model>(), of_meeting);
    let listed = col(AgendaItemId).eq(col(agenda_item::Column::Id));
    items.inner_join(table::<agenda_item_evaluation::Model>(), listed);
    items.and_where(col(EvaluationId).eq(col(evaluation::Column::Id))).take()
}

/// Advised in an evaluation that was delivered on a day, and open for too long.
pub fn recommendation_of_delivered(question: &Question<'_>) -> Result<Gap> {
    let by = question.numbers.answered_from(question.rows.scope.today);
    let delivered = Condition::all().add(col(evaluation::Column::DeliveredOn).lt(by));
    let since = Day::Date(of_evaluation(evaluation::Column::DeliveredOn, question.rows));
    recommendation(question, delivered, since, Condition::all())
}

/// The same of an evaluation whose day of delivery is not stated.
pub fn recommendation_of_undated(question: &Question<'_>) -> Result<Gap> {
    let by = question.numbers.answered_from(question.rows.scope.today);
    let undated = Condition::all().add(col(evaluation::Column::DeliveredOn).is_null());
    let entered = col(recommendation::Column::CreatedAt);
    let long_ago = Condition::all().add(entered.clone().lt(start_of(by)));
    recommendation(question, undated, Day::Instant(entered), long_ago)
}

fn recommendation(
    question: &Question<'_>,
    of_evaluation_that: Condition,
    since: Day,
    condition: Condition,
) -> Result<Gap> {
    let rows = question.rows;
    let evaluation = related::<Evaluation>(col(recommendation::Column::EvaluationId), of_evaluation_that, rows);
    let open = recommendation::Column::Status.eq(RecommendationStatus::Open);
    let condition = condition.add(open).add(evaluation).add(has_no::<Recommendation>("RESPONSE", rows)?);
    let commissioner = of_evaluation(evaluation::Column::CommissionerId, rows);
    let addressed = Func::coalesce([col(recommendation::Column::AddressedToId), commissioner]);
    let gap = Gap::of::<Recommendation>(question, condition, since, Responsible::unit(addressed.into()));
    Ok(gap.followed(FollowedBy::recommendations))
}

/// A column of the recommendation's evaluation, which is seen by all who see the recommendation.
fn of_evaluation(column: evaluation::Column, rows: &Rows) -> Expr {
    value_of::<Evaluation>(column, col(recommendation::Column::EvaluationId), rows)
}
