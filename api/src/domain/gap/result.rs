//! What is to be reached, and cannot be seen.

use entity::observation::{Claim, ObservationStatus};
use entity::steering_framework::SteeringFrameworkStatus;
use entity::{indicator, observation, result_area, steering_framework};
use sea_orm::sea_query::{Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use super::rule::{Gap, Question};
use crate::domain::indicator::Indicator;
use crate::domain::observation::Observation;
use crate::domain::responsible::Responsible;
use crate::domain::steering::{ResultArea, SteeringFramework};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::merged::Day;
use crate::kit::presence::has_no;
use crate::kit::related::related;

/// A result area that nothing measures.
pub fn area_without_indicator(question: &Question<'_>) -> Result<Gap> {
    let is_steered_by = steering_framework::Column::Status.ne(SteeringFrameworkStatus::Replaced);
    let framework = col(result_area::Column::FrameworkId);
    let current = related::<SteeringFramework>(framework, Condition::all().add(is_steered_by), question.rows);
    let condition = current.add(has_no::<ResultArea>("INDICATORS", question.rows)?);
    let owner = Responsible::unit(col(result_area::Column::OwnerId));
    Ok(Gap::of::<ResultArea>(question, condition, Day::Instant(col(result_area::Column::CreatedAt)), owner))
}

/// An indicator whose latest figure is of an earlier period than the last.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn indicator_that_was_observed(question: &Question<'_>) -> Result<Gap> {
    let latest = latest(question);
    let condition = Condition::all().add(latest.clone().is_not_null()).add(indicator_is_not_observed(question));
    Ok(Gap::of::<Indicator>(question, condition, Day::Date(latest), owner()))
}

/// An indicator without any figure of a period.
#[expect(clippy::unnecessary_wraps, reason = "all rules are asked alike")]
pub fn indicator_without_observation(question: &Question<'_>) -> Result<Gap> {
    let condition = Condition::all().add(latest(question).is_null());
    Ok(Gap::of::<Indicator>(question, condition, Day::Instant(col(indicator::Column::CreatedAt)), owner()))
}

fn owner() -> Responsible {
    Responsible::unit(col(indicator::Column::OwnerId))
}

fn indicator_is_not_observed(question: &Question<'_>) -> Expr {
    let from = question.numbers.last_period(question.rows.scope.today);
    let mut recent = observations(question);
    recent.expr(Expr::val(1)).and_where(col(observation::Column::PeriodTo).gte(from));
    Expr::exists(recent).not()
}

/// When the period of the latest figure ended. Null: there is none.
fn latest(question: &Question<'_>) -> Expr {
    let mut latest = observations(question);
    latest.expr(Func::max(col(observation::Column::PeriodTo)));
    Expr::SubQuery(None, Box::new(latest.into()))
}

/// The figures of periods that have begun, as far as the viewer may see them.
fn observations(question: &Question<'_>) -> SelectStatement {
    let mut observations = question.rows.select::<Observation>(question.at);
    observations.clear_selects().and_where(observation::Column::Status.ne(ObservationStatus::Returned));
    observations.and_where(col(observation::Column::IndicatorId).eq(col(indicator::Column::Id)));
    observations.and_where(observation::Column::Claim.ne(Claim::Forecast));
    observations.and_where(col(observation::Column::PeriodFrom).lte(question.rows.scope.today));
    observations
}
