//! What the management says of a recommendation.

use async_graphql::Context;
use derive::{filter, key, object, order};
use entity::management_response::{Column, ResponseStance};
use entity::recommendation;
use sea_orm::Condition;

use super::{Evaluation, Recommendation};
use crate::domain::meeting::AgendaItem;
use crate::domain::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, Criterion, DateRange};
use crate::kit::listing;
use crate::kit::node::Node;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::related::related;
use crate::kit::relation::Relation;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;

/// Ledningens svar: what the management says of a recommendation. Each has one answer at most.
#[object(management_response, visible = visible)]
pub struct ManagementResponse {
    /// The agenda item at which it was agreed on. Null: at none, or the viewer may not see it.
    agenda_item: Option<AgendaItem>,
    /// The recommendation that it answers.
    recommendation: Recommendation,
    /// Ansvarig: who sees to it.
    responsible: Organisation,
}

/// With its recommendation.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<Recommendation>(Column::RecommendationId)
}

/// The response to a recommendation.
///
/// # Errors
/// When the database does not answer.
pub async fn response(recommendation: &Recommendation, ctx: &Context<'_>) -> Result<Option<ManagementResponse>> {
    let relation = Relation::key(Column::RecommendationId);
    let sort = Sort { key: SortKey::of(Column::CreatedAt), direction: OrderDirection::Asc };
    let row = listing::first::<ManagementResponse>(ctx, recommendation, relation, sort).await?;
    Ok(row.map(|row| ManagementResponse::new(row, recommendation.at())))
}

#[filter(ManagementResponse)]
pub struct ManagementResponseFilter {
    /// Agreed on at any of these agenda items, as far as the viewer may see them.
    agenda_item: AnyOf<AgendaItem>,
    /// To recommendations of any of these evaluations.
    #[with(of_evaluation)]
    evaluation: AnyOf<Evaluation>,
    /// To any of these recommendations.
    recommendation: AnyOf<Recommendation>,
    /// Given within these days.
    responded_on: DateRange,
    /// For which any of these organisations are responsible.
    responsible: AnyOf<Organisation>,
    /// With any of these stances.
    stance: Vec<ResponseStance>,
}

/// To recommendations of these evaluations.
fn of_evaluation(evaluations: AnyOf<Evaluation>, rows: &Rows) -> Result<Condition> {
    let of_evaluation = evaluations.fits(col(recommendation::Column::EvaluationId), rows)?;
    Ok(related::<Recommendation>(col(Column::RecommendationId), of_evaluation, rows))
}

#[order(ManagementResponse, RespondedOn, Desc)]
pub enum ManagementResponseOrderField {
    /// Svarsdatum: the day of the answer.
    RespondedOn,
}

#[key(ManagementResponse)]
pub enum ManagementResponseKey {}
