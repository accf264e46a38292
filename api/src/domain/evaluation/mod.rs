//! Evaluations, with what they found and recommend.

mod finding;
mod push;
mod pushed;
mod recommendation;
mod write;

use async_graphql::{Context, ID};
use entity::evaluation::{EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};
use entity::{agenda_item_evaluation, evaluation_result_area, evaluation_territory};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::meeting::AgendaItem;
use super::observation::Observation;
use super::organisation::Organisation;
use super::reference::ExternalKey;
use super::steering::ResultArea;
use super::territory::{Territory, below};
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::kit::access::by_access_and_source;
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_id, any_text, within};
use crate::kit::listing;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::order::SortKey;
use crate::kit::page::Via;
use crate::kit::related::lists;

pub use finding::{Finding, FindingMutation, FindingQuery};
pub use push::EvaluationPush;
pub use recommendation::{Recommendation, RecommendationQuery};
pub use write::EvaluationMutation;

object! {
    /// Utvärdering: an evaluation, analysis or study, from plan to published report.
    Evaluation of Model, visible: visible;
    lists {
        /// Agenda items at which it was presented.
        agenda_items: AgendaItem via Via::listed_by::<agenda_item_evaluation::Model>();
        /// Utfall that it states.
        observations: Observation via Via::Key("evaluation_id");
        /// Rekommendationer.
        recommendations: Recommendation via Via::Key("evaluation_id");
    }
    impl {
        /// Beställare: who commissioned it. Null: not known.
        async fn commissioner(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.commissioner_id).await
        }

        /// Utvärderare: who made it. Null: not known, or only in words, in `evaluatorAsStated`.
        async fn evaluator(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.evaluator_id).await
        }

        /// Slutsatser, iakttagelser, behov och brister: what it found, in its own order.
        async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
            listing::all(ctx, self, Via::Key("evaluation_id"), SortKey::Number("position")).await
        }

        /// The result areas that it concerns.
        async fn result_areas(&self, ctx: &Context<'_>) -> Result<Vec<ResultArea>> {
            listing::all(ctx, self, Via::link::<evaluation_result_area::Model>(), SortKey::Number("position")).await
        }

        /// The territories that it concerns.
        async fn territories(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
            listing::all(ctx, self, Via::link::<evaluation_territory::Model>(), SortKey::Swedish("name")).await
        }
    }
}

/// The public sees it from `PUBLISHED` on.
fn visible(viewer: &Viewer) -> Condition {
    let published = col::<Model>("status").is_in([EvaluationStatus::Published, EvaluationStatus::Closed]);
    by_access_and_source::<Model>(viewer, Condition::all().add(published))
}

listing! {
    Evaluation of Model, EvaluationFilter, EvaluationOrder by EvaluationOrderField;
    filter {
        /// Commissioned by any of these organisations.
        commissioner: Vec<ID> => |ids, reader| any_id::<entity::organisation::Model>(col::<Model>("commissioner_id"), ids, reader);
        /// Delivered within these days.
        delivered_on: DateRange => |range, reader| within(col::<Model>("delivered_on"), range, reader);
        /// Made by any of these organisations.
        evaluator: Vec<ID> => |ids, reader| any_id::<entity::organisation::Model>(col::<Model>("evaluator_id"), ids, reader);
        /// Any of these external ids; together with `source`.
        external_id: Vec<String> => |ids, reader| any_text(col::<Model>("external_id"), ids, reader);
        /// Any of these kinds.
        kind: Vec<EvaluationKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Published within these days.
        published_on: DateRange => |range, reader| within(col::<Model>("published_on"), range, reader);
        /// Concerning any of these result areas.
        result_area: Vec<ID> => |ids, reader| {
            let areas = |area| any_id::<entity::result_area::Model>(area, ids, reader);
            lists::<evaluation_result_area::Model>(col::<Model>("id"), areas)
        };
        /// From any of these sources.
        source: Vec<String> => |sources, reader| any_text(col::<Model>("source"), sources, reader);
        /// Any of these statuses.
        status: Vec<EvaluationStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
        /// Any of these kinds of subject.
        subject_kind: Vec<SubjectKind> => |kinds, reader| any_choice(col::<Model>("subject_kind"), kinds, reader);
        /// Concerning any of these territories, by code, or one below them: `25` finds what concerns Luleå.
        territory: Vec<String> => |codes, reader| {
            lists::<evaluation_territory::Model>(col::<Model>("id"), |territory| below(territory, codes, reader))
        };
        /// Any of these timings.
        timing: Vec<EvaluationTiming> => |timings, reader| any_choice(col::<Model>("timing"), timings, reader);
    }
    order {
        default PublishedOn Desc;
        /// Levererad; those that are not delivered last.
        DeliveredOn => SortKey::DateOrLast("delivered_on");
        /// Publicerad; those that are not published last.
        PublishedOn => SortKey::DateOrLast("published_on");
        /// Titel, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! {
    EvaluationKey of Model {
        /// Extern nyckel.
        External(ExternalKey) => |key| Ok(key.names::<Model>());
    }
}

roots! {
    EvaluationQuery:
    /// Utvärderingar, the latest published first.
    evaluations,
    /// One evaluation. Null: there is none with this key, or the viewer may not see it.
    evaluation(EvaluationKey) -> Evaluation
}
