//! What the management says of a recommendation.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::management_response::{Column, ResponseStance};
use entity::recommendation;
use sea_orm::{ActiveEnum, Condition};

use super::RecommendationKey;
use super::recommendation::is_of_closed;
use super::{Evaluation, Recommendation};
use crate::domain::meeting::AgendaItem;
use crate::domain::meeting::AgendaItemKey;
use crate::domain::organisation::Organisation;
use crate::domain::organisation::OrganisationKey;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, Criterion, DateRange};
use crate::kit::listing;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::presence::has;
use crate::kit::related::related;
use crate::kit::relation::Relation;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Batch, Draft, FreeText, Lookup, UserErrorCode, Writable};
use entity::Date;
use entity::management_response::Model;
use entity::recommendation::RecommendationStatus;

/// Ledningens svar: what the management says of a recommendation. A recommendation has one response at most.
#[object(management_response, visible = visible)]
pub struct ManagementResponse {
    /// The agenda item at which it was agreed on. Null: it was not agreed on at one, or the viewer may not see it.
    agenda_item: Option<AgendaItem>,
    /// The recommendation that it answers.
    recommendation: Recommendation,
    /// Ansvarig: the organisation that is responsible for what the response promises.
    responsible: Organisation,
}

/// With its recommendation.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Recommendation>(Column::RecommendationId)
}

/// The response to a recommendation.
///
/// # Errors
/// When the database does not answer.
pub async fn response(recommendation: &Recommendation, ctx: &Context<'_>) -> Result<Option<ManagementResponse>> {
    let relation = Relation::key(Column::RecommendationId);
    let sort = Sort { key: SortKey::of(Column::CreatedAt), direction: OrderDirection::Asc };
    listing::first(ctx, recommendation, relation, sort, ("any", Condition::all())).await
}

/// The recommendations that have a response.
#[must_use]
pub fn is_answered(rows: &Rows) -> Condition {
    has::<Recommendation, ManagementResponse>(Relation::key(Column::RecommendationId), rows)
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
    /// For which any of these organisations is responsible.
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

#[values(ManagementResponse)]
pub struct ManagementResponseValues {
    /// The agenda item at which it was agreed on. Null: it was not agreed on at one.
    agenda_item: Option<AgendaItemKey>,
    /// The recommendation that it answers, which has no other response.
    #[creation]
    recommendation: RecommendationKey,
    /// Svarsdatum: the day of the answer, not in the future.
    responded_on: Date,
    /// Ansvarig: the organisation that is responsible for what the response promises.
    responsible: OrganisationKey,
    /// Whether the management agrees.
    stance: ResponseStance,
    /// Svar, in Swedish, at most 20,000 characters.
    text: FreeText,
}

impl Writable for ManagementResponse {
    type Values = ManagementResponseValues;

    fn apply(_: &ManagementResponseValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Model { id, recommendation_id, responded_on, .. } = draft.row;
        draft.check_past("respondedOn", Some(responded_on), lookup);
        let others = lookup.by::<Self>(Column::RecommendationId, recommendation_id);
        if others.iter().any(|other| other.id != id) {
            let message = "The recommendation has a response: change that one.";
            draft.error("recommendation", UserErrorCode::AlreadyExists, message);
        }
        let advice = lookup.locked::<Recommendation>(recommendation::Column::Id, recommendation_id);
        if draft.is_new() && advice.iter().any(|advice| advice.status == RecommendationStatus::NoLongerRelevant) {
            let message = "The recommendation is NO_LONGER_RELEVANT: it waits for no answer.";
            draft.error("recommendation", UserErrorCode::Invalid, message);
        }
        check_stance(draft, lookup);
    }

    /// Without it the recommendation is open: a closed evaluation has no such, nor one that is carried out.
    fn check_deletion(field: &'static str, draft: &mut Draft<Model>, lookup: &Lookup) {
        use RecommendationStatus::{Answered, Declined, Implemented, InProgress, Verified};
        for advice in &*lookup.locked::<Recommendation>(recommendation::Column::Id, draft.row.recommendation_id) {
            let message = match advice.status {
                Answered | Declined if is_of_closed(advice.evaluation_id, lookup) => {
                    "The evaluation is CLOSED, which needs every recommendation answered.".to_owned()
                }
                InProgress | Implemented | Verified => {
                    format!("The recommendation is {}, which rests on its response.", advice.status.to_value())
                }
                _ => continue,
            };
            draft.error(field, UserErrorCode::InUse, message);
        }
    }

    /// A response makes its recommendation `ANSWERED`; one that is deleted leaves it open.
    fn follow(drafts: &[&Draft<Model>], lookup: &Lookup, batch: &mut Batch) {
        use RecommendationStatus::{Answered, Declined, Open};
        for draft in drafts {
            for recommendation in
                &*lookup.locked::<Recommendation>(recommendation::Column::Id, draft.row.recommendation_id)
            {
                let status = match recommendation.status {
                    Open if !draft.is_gone => Answered,
                    Answered | Declined if draft.is_gone => Open,
                    _ => continue,
                };
                batch.edit(recommendation, |recommendation| recommendation.status = status);
            }
        }
    }
}

/// What was declined is still disagreed with.
fn check_stance(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { recommendation_id, stance, .. } = draft.row;
    if draft.is_new() || stance == ResponseStance::Disagree {
        return;
    }
    let recommendations = lookup.locked::<Recommendation>(recommendation::Column::Id, recommendation_id);
    if recommendations.iter().any(|recommendation| recommendation.status == RecommendationStatus::Declined) {
        let message = "stance must be DISAGREE, as the recommendation is DECLINED.";
        draft.error("stance", UserErrorCode::Invalid, message);
    }
}

mutations!(ManagementResponse);
