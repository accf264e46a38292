//! What an evaluation recommends.

use async_graphql::{Context, ID};
use entity::recommendation::{Model, RecommendationPriority, RecommendationStatus};
use sea_orm::Condition;

use super::{Evaluation, Finding};
use crate::auth::viewer::Viewer;
use crate::domain::measure::Measure;
use crate::domain::organisation::Organisation;
use crate::error::Result;
use crate::kit::access::with_root;
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_id, within};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;

object! {
    /// Rekommendation: what an evaluation advises somebody to do.
    Recommendation of Model, visible: visible;
    lists {
        /// Measures that carry it out.
        measures: Measure via Via::Key("recommendation_id");
    }
    impl {
        /// Whom it is meant for. Null: not said.
        async fn addressed_to(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.addressed_to_id).await
        }

        /// The evaluation.
        async fn evaluation(&self, ctx: &Context<'_>) -> Result<Evaluation> {
            self.the(ctx, self.row.evaluation_id).await
        }

        /// The finding that it builds on. Null: not said.
        async fn finding(&self, ctx: &Context<'_>) -> Option<Result<Finding>> {
            self.one(ctx, self.row.finding_id).await
        }
    }
}

/// With its evaluation.
fn visible(viewer: &Viewer) -> Condition {
    with_root::<Model, entity::evaluation::Model>("evaluation_id", Evaluation::visible(viewer))
}

listing! {
    Recommendation of Model, RecommendationFilter, RecommendationOrder by RecommendationOrderField;
    filter {
        /// Meant for any of these organisations.
        addressed_to: Vec<ID> => |ids, reader| any_id::<entity::organisation::Model>(col::<Model>("addressed_to_id"), ids, reader);
        /// To be done within these days.
        due_on: DateRange => |range, reader| within(col::<Model>("due_on"), range, reader);
        /// Of any of these evaluations.
        evaluation: Vec<ID> => |ids, reader| any_id::<entity::evaluation::Model>(col::<Model>("evaluation_id"), ids, reader);
        /// Any of these priorities.
        priority: Vec<RecommendationPriority> => |values, reader| any_choice(col::<Model>("priority"), values, reader);
        /// Any of these statuses.
        status: Vec<RecommendationStatus> => |values, reader| any_choice(col::<Model>("status"), values, reader);
    }
    order {
        default CreatedAt Asc;
        /// Senast: the day by which it is to be done; those without one last.
        DueOn => SortKey::DateOrLast("due_on");
        /// Plats: the place within its evaluation.
        Position => SortKey::Number("position");
    }
}

key! { RecommendationKey of Model {} }

roots! {
    RecommendationQuery:
    /// Rekommendationer: what evaluations advise.
    recommendations,
    /// One recommendation. Null: there is none with this key, or the viewer may not see it.
    recommendation(RecommendationKey) -> Recommendation
}
