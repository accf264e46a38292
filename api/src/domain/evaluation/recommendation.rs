//! What an evaluation recommends.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::management_response::{self, ResponseStance};
use entity::recommendation::{Column, Model, RecommendationPriority, RecommendationStatus};
use entity::{Date, evaluation, finding};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::response::{is_answered, response};
use super::write::is_closed;
use super::{Evaluation, EvaluationKey, Finding, FindingKey, ManagementResponse};
use crate::domain::measure::{Measure, MeasureStatusCount};
use crate::domain::organisation::{Organisation, OrganisationKey};
use crate::domain::overdue;
use crate::domain::reference::{EvaluationPart, PartOfEvaluation};
use crate::error::Result;
use crate::kit::column::among_these;
use crate::kit::context::context;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, UserErrorCode, Whole, Writable};

/// Rekommendation: what an evaluation advises.
#[object(recommendation, visible = visible)]
pub struct Recommendation {
    /// Ledningens svar: what the management says of it. Null: it is not answered.
    #[resolve(response)]
    #[present(is_answered)]
    response: Option<ManagementResponse>,
    /// Åtgärder: measures that carry it out.
    #[by(RecommendationId)]
    measures: List<Measure>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[by(RecommendationId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Whom it is meant for. Null: not said.
    addressed_to: Option<Organisation>,
    /// Utvärdering: the one that gives it.
    evaluation: Evaluation,
    /// The finding that it builds on. Null: not said.
    finding: Option<Finding>,
    /// Försenad: whether `dueOn` is before today in Sweden and it is open, answered or being carried out. False if no day
    /// is set.
    #[resolve(overdue)]
    #[needs(DueOn, Status)]
    overdue: bool,
}

#[expect(clippy::unused_async, reason = "fields that are worked out are awaited alike")]
async fn overdue(recommendation: &Recommendation, ctx: &Context<'_>) -> Result<bool> {
    let is_past = overdue::is_past(recommendation.row.due_on, &context(ctx).rows().scope);
    Ok(is_past && !FINISHED.contains(&recommendation.row.status))
}

/// Those of which nothing more is expected.
const FINISHED: [RecommendationStatus; 4] = [
    RecommendationStatus::Implemented,
    RecommendationStatus::Verified,
    RecommendationStatus::Declined,
    RecommendationStatus::NoLongerRelevant,
];

pub(super) fn is_overdue(wanted: bool, rows: &Rows) -> Condition {
    overdue::is_overdue(wanted, Column::DueOn, among_these(Column::Status, &FINISHED).not(), rows)
}

/// With its evaluation.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Evaluation>(Column::EvaluationId)
}

#[filter(Recommendation)]
pub struct RecommendationFilter {
    /// Meant for any of these organisations.
    addressed_to: AnyOf<Organisation>,
    /// To be done within these days.
    due_on: DateRange,
    /// Of any of these evaluations.
    evaluation: AnyOf<Evaluation>,
    /// Whether they are overdue: true or false, as the field says it.
    #[with(is_overdue)]
    overdue: bool,
    /// Any of these priorities.
    priority: Vec<RecommendationPriority>,
    /// Any of these statuses.
    status: Vec<RecommendationStatus>,
}

#[order(Recommendation, Position, Asc)]
pub enum RecommendationOrderField {
    /// Senast: the day by which it is to be done; those without one last.
    DueOn,
    /// Ordningsnummer: its number in the order of the report.
    Position,
}

#[key(Recommendation)]
pub enum RecommendationKey {
    /// Its key among those that were pushed with an evaluation.
    OfEvaluation(PartOfEvaluation),
}

impl EvaluationPart for Recommendation {
    const EVALUATION: Column = Column::EvaluationId;
    const EXTERNAL_ID: Column = Column::ExternalId;
}

#[values(Recommendation)]
pub struct RecommendationValues {
    /// Whom it is meant for. Null: not said.
    addressed_to: Option<OrganisationKey>,
    /// Senast: the day by which it should be done. Null: no day is set.
    due_on: Option<Date>,
    /// The evaluation that gives it.
    #[creation]
    evaluation: EvaluationKey,
    /// The finding that it builds on, of the same evaluation. Null: not said.
    finding: Option<FindingKey>,
    /// Ordningsnummer: its number in the order of the report, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// How much it matters.
    #[default(MEDIUM)]
    priority: RecommendationPriority,
    /// How far it has come. A response makes it `ANSWERED`.
    #[default(OPEN)]
    #[own]
    status: RecommendationStatus,
    /// Text, in Swedish, at most 20,000 characters.
    text: FreeText,
    /// The text in English, at most 20,000 characters. Null: not translated.
    text_en: Option<FreeText>,
}

impl Writable for Recommendation {
    type Values = RecommendationValues;

    fn apply(values: &RecommendationValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        let Model { evaluation_id, finding_id, .. } = draft.row;
        let is_other = |finding: &finding::Model| finding.evaluation_id != Some(evaluation_id);
        if finding_id.is_some_and(|id| lookup.by::<Finding>(finding::Column::Id, id).iter().any(is_other)) {
            draft.error("finding", UserErrorCode::Invalid, "finding belongs to another evaluation.");
        }
        check_answer(draft, lookup);
        check_open(draft, lookup);
    }
}

/// A closed evaluation has no open recommendation. What is pushed with its evaluation is looked at there.
fn check_open(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_open = |row: &Model| row.status == RecommendationStatus::Open;
    if lookup.parent().is_some() || !is_open(&draft.row) || draft.before.as_ref().is_some_and(is_open) {
        return;
    }
    if is_of_closed(draft.row.evaluation_id, lookup) {
        let field = if draft.is_new() { "evaluation" } else { "status" };
        let message = "The evaluation is CLOSED, which needs every recommendation answered.";
        draft.error(field, UserErrorCode::InvalidTransition, message);
    }
}

/// Whether an evaluation is closed; it stays so, or is not closed, until the write ends.
pub(super) fn is_of_closed(evaluation: Uuid, lookup: &Lookup) -> bool {
    lookup.locked::<Evaluation>(evaluation::Column::Id, evaluation).iter().any(is_closed)
}

/// Only a response answers, and only one that disagrees declines. What a push creates may be in any status.
fn check_answer(draft: &mut Draft<Model>, lookup: &Lookup) {
    let (before, status) = (draft.before.as_ref().map(|before| before.status), draft.row.status);
    if before.is_none_or(|before| before == status) {
        return;
    }
    let responses = lookup.by::<ManagementResponse>(management_response::Column::RecommendationId, draft.row.id);
    let has = |fits: fn(ResponseStance) -> bool| responses.iter().any(|response| fits(response.stance));
    let refused = match status {
        RecommendationStatus::Answered if !has(|_| true) => "ANSWERED needs a response: use createManagementResponse.",
        RecommendationStatus::Declined if !has(|stance| stance == ResponseStance::Disagree) => {
            "DECLINED needs a response whose stance is DISAGREE."
        }
        _ => return,
    };
    draft.error("status", UserErrorCode::InvalidTransition, refused);
}

mutations!(Recommendation);
