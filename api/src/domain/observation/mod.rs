//! Figures, or words in place of them, with their wording and where they come from.

mod write;

use async_graphql::Context;
use entity::observation::{Claim, Model, ObservationStatus};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::Measure;
use super::reference::ExternalKey;
use super::territory::{Territory, below};
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::kit::access::{by_access_and_source, with_root};
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_id, any_text, within};
use crate::kit::node::{Node, id_of};
use crate::kit::object::{key, listing, object, roots};

pub use write::{NewObservation, ObservationMutation, ObservationValues};

object! {
    /// Utfall: a figure, or words in place of one, for an indicator. An evaluator's effect is never passed off as a
    /// measurement: see `claim` before adding figures up.
    Observation of Model, visible: visible;
    impl {
        /// The evaluation that states it. Null: it is not from an evaluation, or the viewer may not see that.
        async fn evaluation(&self, ctx: &Context<'_>) -> Option<Result<Evaluation>> {
            self.one(ctx, self.row.evaluation_id).await
        }

        /// What it is a figure of.
        async fn indicator(&self, ctx: &Context<'_>) -> Result<Indicator> {
            self.the(ctx, self.row.indicator_id).await
        }

        /// The measure whose effect it shows. Null: none, or the viewer may not see it.
        async fn measure(&self, ctx: &Context<'_>) -> Option<Result<Measure>> {
            self.one(ctx, self.row.measure_id).await
        }

        /// Where it holds. Null: not said, or only in words, in `territoryAsStated`.
        async fn territory(&self, ctx: &Context<'_>) -> Option<Result<Territory>> {
            self.one(ctx, self.row.territory_id).await
        }
    }
}

/// With its evaluation and its measure; the public sees approved ones only.
fn visible(viewer: &Viewer) -> Condition {
    let approved = col::<Model>("status").eq(ObservationStatus::Approved);
    by_access_and_source::<Model>(viewer, Condition::all().add(approved))
        .add(with_root::<Model, entity::evaluation::Model>("evaluation_id", Evaluation::visible(viewer)))
        .add(with_root::<Model, entity::measure::Model>("measure_id", Measure::visible(viewer)))
}

listing! {
    Observation of Model, ObservationFilter, ObservationOrder by ObservationOrderField;
    filter {
        /// Claiming any of these.
        claim: Vec<Claim> => |claims, reader| any_choice(col::<Model>("claim"), claims, reader);
        /// Stated by any of these evaluations.
        evaluation: Vec<async_graphql::ID> => |ids, reader| any_id::<entity::evaluation::Model>(col::<Model>("evaluation_id"), ids, reader);
        /// Of any of these indicators.
        indicator: Vec<async_graphql::ID> => |ids, reader| any_id::<entity::indicator::Model>(col::<Model>("indicator_id"), ids, reader);
        /// Showing the effect of any of these measures.
        measure: Vec<async_graphql::ID> => |ids, reader| any_id::<entity::measure::Model>(col::<Model>("measure_id"), ids, reader);
        /// With a period that begins within these days.
        period_from: DateRange => |range, reader| within(col::<Model>("period_from"), range, reader);
        /// With a period that ends within these days.
        period_to: DateRange => |range, reader| within(col::<Model>("period_to"), range, reader);
        /// From any of these sources.
        source: Vec<String> => |sources, reader| any_text(col::<Model>("source"), sources, reader);
        /// Any of these statuses.
        status: Vec<ObservationStatus> => |statuses, reader| any_choice(col::<Model>("status"), statuses, reader);
        /// In any of these territories, by code, or below them.
        territory: Vec<String> => |codes, reader| below(col::<Model>("territory_id"), codes, reader);
    }
    order {
        default PeriodFrom Asc;
        /// Periodens första dag; those without a period last.
        PeriodFrom => SortKey::DateOrLast("period_from");
        /// Periodens sista dag; those without a period last.
        PeriodTo => SortKey::DateOrLast("period_to");
    }
}

/// Utfalls nyckel i en utvärdering: what an observation that was pushed with an evaluation is called there.
#[derive(Debug, Clone, async_graphql::InputObject)]
pub struct ObservationOfEvaluation {
    /// The evaluation's id.
    evaluation: async_graphql::ID,
    /// The observation's id in the system that pushed the evaluation.
    external_id: String,
}

key! {
    ObservationKey of Model {
        /// Extern nyckel of one that was pushed by itself.
        External(ExternalKey) => |key| Ok(key.names::<Model>().add(col::<Model>("evaluation_id").is_null()));
        /// Its key among those that were pushed with an evaluation.
        OfEvaluation(ObservationOfEvaluation) => |named| {
            let evaluation = id_of::<entity::evaluation::Model>(&named.evaluation)?;
            let external = col::<Model>("external_id").eq(named.external_id);
            Ok(Condition::all().add(col::<Model>("evaluation_id").eq(evaluation)).add(external))
        };
    }
}

roots! {
    ObservationQuery:
    /// Utfall: what has been observed, with its wording and where it comes from.
    observations,
    /// One observation. Null: there is none with this key, or the viewer may not see it.
    observation(ObservationKey) -> Observation
}
