//! What the agency is to achieve: steering frameworks and their result areas.

use entity::steering_framework::SteeringFrameworkStatus;
use entity::{evaluation_result_area, measure_result_area, result_area, steering_framework};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::{Measure, MeasureStatusCount, status_counts};
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_id, any_text};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;

object! {
    /// Styrstruktur: the frame in which an agency states what it is to achieve.
    SteeringFramework of steering_framework::Model, visible: |_| Condition::all();
    lists {
        /// Its result areas, on all levels.
        result_areas: ResultArea via Via::Key("framework_id");
    }
    impl {
        /// The framework that this one takes the place of. Null: it is the first.
        async fn replaces(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<SteeringFramework>> {
            self.one(ctx, self.row.replaces_id).await
        }
    }
}

listing! {
    SteeringFramework of steering_framework::Model, SteeringFrameworkFilter, SteeringFrameworkOrder by SteeringFrameworkOrderField;
    filter {
        /// Any of these statuses.
        status: Vec<SteeringFrameworkStatus> => |statuses, reader| any_choice(col::<steering_framework::Model>("status"), statuses, reader);
    }
    order {
        default Name Asc;
        /// Namn, in Swedish alphabetical order.
        Name => SortKey::Swedish("name");
    }
}

key! { SteeringFrameworkKey of steering_framework::Model {} }

roots! {
    SteeringFrameworkQuery:
    /// Styrstrukturer: the frames in which the agency states what it is to achieve.
    steering_frameworks,
    /// One steering framework. Null: there is none with this key.
    steering_framework(SteeringFrameworkKey) -> SteeringFramework
}

object! {
    /// Resultatområde: a part of the steering framework in which results are wanted.
    ResultArea of result_area::Model, visible: |_| Condition::all();
    lists {
        /// The result areas directly below it.
        children: ResultArea via Via::Key("parent_id");
        /// Evaluations that concern it.
        evaluations: Evaluation via Via::listed_by::<evaluation_result_area::Model>();
        /// Indicators that tell of its results.
        indicators: Indicator via Via::Key("result_area_id");
        /// Measures that are to contribute to it; those of areas below it are not among them.
        measures: Measure via Via::listed_by::<measure_result_area::Model>();
    }
    impl {
        /// The steering framework that it belongs to.
        async fn framework(&self, ctx: &async_graphql::Context<'_>) -> Result<SteeringFramework> {
            self.the(ctx, self.row.framework_id).await
        }

        /// How many of its measures have each status; statuses that none has are told with 0.
        async fn measure_counts(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<MeasureStatusCount>> {
            status_counts(ctx, self, Via::listed_by::<measure_result_area::Model>()).await
        }

        /// Who answers for it. Null: not said.
        async fn owner(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<Organisation>> {
            self.one(ctx, self.row.owner_id).await
        }

        /// The result area above it. Null: it stands at the top.
        async fn parent(&self, ctx: &async_graphql::Context<'_>) -> Option<Result<ResultArea>> {
            self.one(ctx, self.row.parent_id).await
        }
    }
}

listing! {
    ResultArea of result_area::Model, ResultAreaFilter, ResultAreaOrder by ResultAreaOrderField;
    filter {
        /// Any of these codes.
        code: Vec<String> => |codes, reader| any_text(col::<result_area::Model>("code"), codes, reader);
        /// In any of these steering frameworks.
        framework: Vec<async_graphql::ID> => |ids, reader| {
            any_id::<steering_framework::Model>(col::<result_area::Model>("framework_id"), ids, reader)
        };
        /// Directly below any of these result areas.
        parent: Vec<async_graphql::ID> => |ids, reader| any_id::<result_area::Model>(col::<result_area::Model>("parent_id"), ids, reader);
    }
    order {
        default Position Asc;
        /// Namn, in Swedish alphabetical order.
        Name => SortKey::Swedish("name");
        /// Plats: the place that the framework gives it.
        Position => SortKey::Number("position");
    }
}

/// Resultatområdes nyckel: its code within its framework.
#[derive(Debug, Clone, async_graphql::InputObject)]
pub struct ResultAreaCode {
    /// Kod.
    code: String,
    /// The steering framework's id.
    framework: async_graphql::ID,
}

key! {
    ResultAreaKey of result_area::Model {
        /// Kod, which is unique within its framework.
        Code(ResultAreaCode) => |named| {
            let framework = crate::kit::node::id_of::<steering_framework::Model>(&named.framework)?;
            let code = col::<result_area::Model>("code").eq(named.code);
            Ok(Condition::all().add(code).add(col::<result_area::Model>("framework_id").eq(framework)))
        };
    }
}

roots! {
    ResultAreaQuery:
    /// Resultatområden: the parts of the steering framework in which results are wanted.
    result_areas,
    /// One result area. Null: there is none with this key.
    result_area(ResultAreaKey) -> ResultArea
}
