//! The rules by which gaps are found: each is a condition on a table, a day, and who is responsible.

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{Condition, QueryResult};

use super::ThreadGapRule::{
    self, AssignmentWithoutPlan, DecisionWithoutAssignment, EvaluationUnanswered, IndicatorWithoutObservation,
    MeasureOverdue, MeasureSilent, MeasureWithoutResultArea, RecommendationUnanswered, ResultAreaWithoutIndicator,
};
use super::numbers::Numbers;
use super::{action, evaluation, result};
use crate::domain::assignment::Assignment;
use crate::domain::evaluation::{Evaluation, Recommendation};
use crate::domain::followed::FollowedBy;
use crate::domain::indicator::Indicator;
use crate::domain::measure::Measure;
use crate::domain::meeting::Decision;
use crate::domain::nodes::{AnyNode, node_in};
use crate::domain::responsible::Responsible;
use crate::domain::steering::ResultArea;
use crate::error::Result;
use crate::kit::column::{col, nothing};
use crate::kit::merged::{Day, Strand};
use crate::kit::node::Node;
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// What is asked for.
pub struct Question<'a> {
    pub rows: &'a Rows,
    pub at: At,
    pub numbers: Numbers,
}

/// How gaps of a kind are found.
pub struct Rule {
    pub finds: ThreadGapRule,
    pub find: fn(&Question<'_>) -> Result<Gap>,
    /// The object of a row that was found.
    pub node: fn(&QueryResult, At) -> Result<AnyNode>,
}

/// All of them, in the order in which they come on the same day. One that counts from one day or another is here twice.
pub static RULES: [Rule; 11] = [
    Rule::of::<Evaluation>(EvaluationUnanswered, evaluation::unanswered),
    Rule::of::<Recommendation>(RecommendationUnanswered, evaluation::recommendation_of_delivered),
    Rule::of::<Recommendation>(RecommendationUnanswered, evaluation::recommendation_of_undated),
    Rule::of::<Decision>(DecisionWithoutAssignment, action::decision_without_assignment),
    Rule::of::<Assignment>(AssignmentWithoutPlan, action::assignment_without_plan),
    Rule::of::<Measure>(MeasureWithoutResultArea, action::measure_without_result_area),
    Rule::of::<Measure>(MeasureSilent, action::silent_measure),
    Rule::of::<Measure>(MeasureOverdue, action::overdue_measure),
    Rule::of::<ResultArea>(ResultAreaWithoutIndicator, result::area_without_indicator),
    Rule::of::<Indicator>(IndicatorWithoutObservation, result::indicator_that_was_observed),
    Rule::of::<Indicator>(IndicatorWithoutObservation, result::indicator_without_observation),
];

impl Rule {
    const fn of<N: Node + Into<AnyNode>>(finds: ThreadGapRule, find: fn(&Question<'_>) -> Result<Gap>) -> Self {
        Self { finds, find, node: node_in::<N> }
    }
}

/// Gaps of one kind: the rows, since when, and who is responsible.
pub struct Gap {
    select: SelectStatement,
    id: Expr,
    pub since: Day,
    pub responsible: Responsible,
    body: Expr,
    /// Which of them a group follows up.
    pub followed: fn(&FollowedBy) -> Result<Condition>,
}

pub const BODY: &str = "body_";

impl Gap {
    /// Rows that the viewer may see and that fit, which no group follows up.
    pub fn of<N: Node>(question: &Question<'_>, condition: Condition, since: Day, responsible: Responsible) -> Self {
        let mut select = question.rows.select::<N>(question.at);
        Self {
            select: select.cond_where(condition).take(),
            id: col(N::ID),
            since,
            responsible,
            body: Expr::cust("NULL"),
            followed: |_| Ok(Condition::all().add(nothing())),
        }
    }

    /// Names the group that is responsible.
    pub fn of_body(self, body: Expr) -> Self {
        Self { body, ..self }
    }

    /// Says which of them a group follows up.
    pub fn followed(self, followed: fn(&FollowedBy) -> Result<Condition>) -> Self {
        Self { followed, ..self }
    }

    pub fn strand(self, rank: usize, condition: Condition) -> Strand {
        let Self { mut select, id, since: day, responsible, body, .. } = self;
        select.cond_where(condition).expr_as(body, BODY);
        responsible.add_to(&mut select);
        Strand { rank, select, day, id }
    }
}
