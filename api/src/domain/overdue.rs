//! What is overdue: the day by which it was to be done has passed, and it is not finished. One rule for all types that have
//! such a day, in fields, filters and statistics.

use entity::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition};

use crate::kit::column::col;
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;

/// Whether the day has passed in Sweden.
#[must_use]
pub fn is_past(due_on: Option<Date>, scope: &Scope) -> bool {
    due_on.is_some_and(|due| due.0 < scope.today)
}

/// The rows that are overdue, or those that are not.
pub fn is_overdue(wanted: bool, due_on: impl ColumnTrait, unfinished: Expr, rows: &Rows) -> Condition {
    let late = Func::coalesce([col(due_on).lt(rows.scope.today), Expr::val(false)]);
    let overdue = Condition::all().add(Expr::expr(late)).add(unfinished);
    if wanted { overdue } else { overdue.not() }
}
