//! What commitments are: assignments and measures, and what they rest on.

use entity::assignment::AssignmentStatus::{Approved, Cancelled as GivenUp, Closed, Delivered};
use entity::decision::DecisionStatus;
use entity::management_response::ResponseStance;
use entity::measure::MeasureStatus::{Cancelled, Completed, EffectConfirmed};
use entity::{assignment, decision, management_response, measure, person, post};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ColumnTrait, Condition, QueryResult};

use super::{CommitmentFilter, CommitmentState};
use crate::domain::assignment::Assignment;
use crate::domain::evaluation::ManagementResponse;
use crate::domain::followed::FollowedBy;
use crate::domain::measure::{Measure, unfinished};
use crate::domain::meeting::Decision;
use crate::domain::nodes::{AnyNode, node_in};
use crate::domain::people::{Person, Post};
use crate::domain::responsible::Responsible;
use crate::error::Result;
use crate::kit::column::{among_these, col};
use crate::kit::filter::AnyOf;
use crate::kit::merged::{Day, Strand};
use crate::kit::node::Node;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::related::{related, value_of};
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// A kind of commitments.
pub struct Source {
    pub find: fn(&Rows) -> Promised,
    /// The object of a row that was found.
    pub node: fn(&QueryResult, At) -> Result<AnyNode>,
    /// Which of them a group follows up.
    pub followed: fn(&FollowedBy) -> Result<Condition>,
    /// Which of them are in a state.
    pub is: fn(CommitmentState) -> Expr,
}

/// All of them, in the order in which they come on the same day.
pub static SOURCES: [Source; 3] = [
    Source { find: assignments, node: node_in::<Assignment>, followed: FollowedBy::assignments, is: assignment_is },
    Source { find: measures_with_day, node: node_in::<Measure>, followed: FollowedBy::measures, is: measure_is },
    Source { find: measures_without_day, node: node_in::<Measure>, followed: FollowedBy::measures, is: measure_is },
];

pub const TITLE: &str = "title";
pub const STATE: &str = "state_";
pub const AGENDA_ITEM: &str = "agenda_item_";

const STATES: [CommitmentState; 3] = [CommitmentState::Open, CommitmentState::Done, CommitmentState::Cancelled];

/// The state that was read with a row.
pub fn state(number: i32) -> CommitmentState {
    usize::try_from(number).ok().and_then(|number| STATES.get(number)).copied().unwrap_or(CommitmentState::Open)
}

/// Commitments of one kind, who is responsible for them, and where they were made.
pub struct Promised {
    select: SelectStatement,
    id: Expr,
    pub day: Day,
    responsible: Responsible,
}

impl Promised {
    fn of<N: Node>(select: SelectStatement, day: Day, responsible: Responsible) -> Self {
        Self { select, id: col(N::ID), day, responsible }
    }

    /// Those for which somebody that the filter names is responsible.
    pub fn responsible(&self, filter: &CommitmentFilter, rows: &Rows) -> Result<Condition> {
        let named = self.responsible.fits(&filter.organisation, &filter.person, rows)?;
        let posts = filter.post.0.clone().map(|posts| holds(posts, self.responsible.person.clone(), rows));
        Ok(named.add_option(posts.transpose()?))
    }

    pub fn strand(self, rank: usize, condition: Condition) -> Strand {
        let Self { mut select, id, day, responsible } = self;
        select.cond_where(condition);
        responsible.add_to(&mut select);
        Strand { rank, select, day, id }
    }
}

/// The person holds any of these posts.
fn holds(posts: AnyOf<Post>, person: Expr, rows: &Rows) -> Result<Condition> {
    let mut holders = rows.select::<Post>(At::Now);
    holders.clear_selects().expr(col(post::Column::HolderId)).cond_where(posts.any(rows)?);
    holders.and_where(col(post::Column::HolderId).is_not_null());
    let is_holder = Condition::all().add(col(person::Column::Id).in_subquery(holders));
    Ok(related::<Person>(person, is_holder, rows))
}

/// Assignments that rest on a decision.
fn assignments(rows: &Rows) -> Promised {
    let decision = || col(assignment::Column::DecisionId);
    let mut select = rows.select::<Assignment>(At::Now);
    select.cond_where(holds_good(decision(), rows));
    add_state(&mut select, assignment_is);
    select.expr_as(value_of::<Decision>(decision::Column::AgendaItemId, decision(), rows), AGENDA_ITEM);
    let day = Day::Date(col(assignment::Column::DueOn));
    Promised::of::<Assignment>(select, day, Responsible::of_assignments(rows))
}

fn measures_with_day(rows: &Rows) -> Promised {
    let sort = Sort { key: SortKey::of(measure::Column::DueOn), direction: OrderDirection::Asc };
    measures(rows, col(measure::Column::DueOn).is_not_null(), Day::Date(sort.expr::<measure::Model>()))
}

fn measures_without_day(rows: &Rows) -> Promised {
    measures(rows, col(measure::Column::DueOn).is_null(), Day::None)
}

/// Measures that rest on a decision, or on a recommendation that was answered.
fn measures(rows: &Rows, condition: Expr, day: Day) -> Promised {
    use measure::Column::{DecisionId, RecommendationId};
    let promised = Condition::any().add(holds_good(col(DecisionId), rows)).add(is_agreed(rows));
    // Which measures may be promised at all has an index of its own.
    let names_any = Condition::any().add(col(DecisionId).is_not_null()).add(col(RecommendationId).is_not_null());
    let mut select = rows.select::<Measure>(At::Now);
    select.cond_where(names_any).cond_where(promised).and_where(condition);
    add_state(&mut select, measure_is);
    let decided = value_of::<Decision>(decision::Column::AgendaItemId, col(DecisionId), rows);
    select.expr_as(Func::coalesce([decided, answered_at(rows)]), AGENDA_ITEM);
    Promised::of::<Measure>(select, day, Responsible::of_measures())
}

/// The column names a decision that was taken and still holds.
fn holds_good(decision: Expr, rows: &Rows) -> Condition {
    let holds = decision::Column::Status.is_in([DecisionStatus::Taken, DecisionStatus::Implemented]);
    related::<Decision>(decision, Condition::all().add(holds), rows)
}

/// The measure carries out a recommendation with which the management agrees, if only in part.
fn is_agreed(rows: &Rows) -> Condition {
    let mut agreed = rows.select::<ManagementResponse>(At::Now);
    agreed.clear_selects().expr(col(management_response::Column::RecommendationId));
    agreed.and_where(management_response::Column::Stance.ne(ResponseStance::Disagree));
    Condition::all().add(col(measure::Column::RecommendationId).in_subquery(agreed))
}

/// The agenda item at which the measure's recommendation was answered.
fn answered_at(rows: &Rows) -> Expr {
    let mut response = rows.select::<ManagementResponse>(At::Now);
    response.clear_selects().expr(col(management_response::Column::AgendaItemId));
    let of = col(management_response::Column::RecommendationId).eq(col(measure::Column::RecommendationId));
    Expr::SubQuery(None, Box::new(response.and_where(of).take().into()))
}

fn add_state(select: &mut SelectStatement, is: fn(CommitmentState) -> Expr) {
    let case =
        CaseStatement::new().case(is(CommitmentState::Done), 1).case(is(CommitmentState::Cancelled), 2).finally(0);
    select.expr_as(case, Alias::new(STATE));
}

fn assignment_is(state: CommitmentState) -> Expr {
    let status = assignment::Column::Status;
    match state {
        CommitmentState::Open => status.is_not_in([Delivered, Approved, Closed, GivenUp]),
        CommitmentState::Done => status.is_in([Delivered, Approved, Closed]),
        CommitmentState::Cancelled => status.eq(GivenUp),
    }
}

fn measure_is(state: CommitmentState) -> Expr {
    match state {
        CommitmentState::Open => unfinished(),
        CommitmentState::Done => among_these(measure::Column::Status, &[Completed, EffectConfirmed]),
        CommitmentState::Cancelled => among_these(measure::Column::Status, &[Cancelled]),
    }
}
