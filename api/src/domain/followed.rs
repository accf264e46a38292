//! What a group follows up: what was presented to it, what it decided and ordered, and what came of that.

use entity::{action_plan, agenda_item_evaluation, assignment, decision, measure, recommendation};
use sea_orm::Condition;
use sea_orm::sea_query::Expr;

use super::action_plan::ActionPlan;
use super::assignment::Assignment;
use super::body::Body;
use super::evaluation::{Evaluation, Recommendation};
use super::meeting::{AgendaItem, Decision, at_meeting_of};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, Criterion};
use crate::kit::related::{lists, related};
use crate::kit::rows::Rows;

/// Groups, and who asks for what they follow up. Each function gives a condition on a table's own rows.
#[derive(Clone)]
pub(super) struct FollowedBy {
    pub bodies: AnyOf<Body>,
    pub rows: Rows,
}

impl FollowedBy {
    /// The column names an agenda item of theirs.
    fn at_item(&self, item: Expr) -> Result<Condition> {
        Ok(related::<AgendaItem>(item, at_meeting_of(self.bodies.clone(), &self.rows)?, &self.rows))
    }

    /// Evaluations that are on their agendas.
    pub(super) fn evaluations(&self) -> Result<Condition> {
        lists::<agenda_item_evaluation::Model, Evaluation>(|item| self.at_item(item))
    }

    /// What these evaluations recommend.
    pub(super) fn recommendations(&self) -> Result<Condition> {
        Ok(related::<Evaluation>(col(recommendation::Column::EvaluationId), self.evaluations()?, &self.rows))
    }

    /// What they decided.
    pub(super) fn decisions(&self) -> Result<Condition> {
        self.at_item(col(decision::Column::AgendaItemId))
    }

    /// What they decided that somebody does, and what they do themselves.
    pub(super) fn assignments(&self) -> Result<Condition> {
        let own = self.bodies.clone().fits(col(assignment::Column::BodyId), &self.rows)?;
        let decided = related::<Decision>(col(assignment::Column::DecisionId), self.decisions()?, &self.rows);
        Ok(Condition::any().add(own).add(decided))
    }

    /// The plans that came of these.
    pub(super) fn action_plans(&self) -> Result<Condition> {
        let ordered = related::<Assignment>(col(action_plan::Column::AssignmentId), self.assignments()?, &self.rows);
        let decided = related::<Decision>(col(action_plan::Column::DecisionId), self.decisions()?, &self.rows);
        Ok(Condition::any().add(ordered).add(decided))
    }

    /// The measures under these plans, and those that rest on their decisions or on what was recommended to them.
    pub(super) fn measures(&self) -> Result<Condition> {
        use measure::Column::{ActionPlanId, DecisionId, RecommendationId};
        let planned = related::<ActionPlan>(col(ActionPlanId), self.action_plans()?, &self.rows);
        let decided = related::<Decision>(col(DecisionId), self.decisions()?, &self.rows);
        let advised = related::<Recommendation>(col(RecommendationId), self.recommendations()?, &self.rows);
        Ok(Condition::any().add(planned).add(decided).add(advised))
    }
}
