//! What the agency is to achieve: steering frameworks and their result areas.

use async_graphql::{Context, ID, InputObject};
use derive::{filter, key, object, order, roots};
use entity::measure_result_area;
use entity::result_area::{Column, Model};
use entity::steering_framework::{self, SteeringFrameworkStatus};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::{Measure, MeasureStatusCount, status_counts};
use super::objective::Objective;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::is_text;
use crate::kit::filter::AnyOf;
use crate::kit::node::id_of;
use crate::kit::relation::Relation;
use crate::kit::sight::everybody;
use crate::write::{Coded, Lookup};

/// Styrstruktur: the frame in which an agency states what it is to achieve.
#[object(steering_framework, visible = everybody)]
pub struct SteeringFramework {
    /// Its result areas, on all levels.
    #[by(FrameworkId)]
    result_areas: List<ResultArea>,
    /// The framework that this one takes the place of. Null: it is the first.
    replaces: Option<SteeringFramework>,
}

#[filter(SteeringFramework)]
pub struct SteeringFrameworkFilter {
    /// Any of these statuses.
    status: Vec<SteeringFrameworkStatus>,
}

#[order(SteeringFramework, Name, Asc)]
pub enum SteeringFrameworkOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(SteeringFramework)]
pub enum SteeringFrameworkKey {}

#[roots]
pub trait SteeringQuery {
    /// Styrstrukturer: the frames in which the agency states what it is to achieve.
    fn steering_frameworks() -> List<SteeringFramework>;
    /// One steering framework. Null: there is none with this key.
    fn steering_framework(by: SteeringFrameworkKey) -> SteeringFramework;
    /// Resultatområden: the parts of the steering framework in which results are wanted.
    fn result_areas() -> List<ResultArea>;
    /// One result area. Null: there is none with this key.
    fn result_area(by: ResultAreaKey) -> ResultArea;
}

/// Resultatområde: a part of the steering framework in which results are wanted.
#[object(result_area, visible = everybody)]
pub struct ResultArea {
    /// The result areas directly below it.
    #[by(ParentId)]
    children: List<ResultArea>,
    /// Evaluations that concern it.
    #[through(evaluation_result_area)]
    evaluations: List<Evaluation>,
    /// Indicators that tell of its results.
    #[by(ResultAreaId)]
    indicators: List<Indicator>,
    /// Mål: what is to be reached in it.
    #[by(ResultAreaId)]
    objectives: List<Objective>,
    /// Measures that are to contribute to it; those of areas below it are not among them.
    #[through(measure_result_area)]
    measures: List<Measure>,
    /// The steering framework that it belongs to.
    framework: SteeringFramework,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[resolve(measure_counts)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Who is responsible for it. Null: not said.
    owner: Option<Organisation>,
    /// The result area above it. Null: it is at the top.
    parent: Option<ResultArea>,
}

async fn measure_counts(area: &ResultArea, ctx: &Context<'_>) -> Result<Vec<MeasureStatusCount>> {
    status_counts(ctx, area, Relation::through::<measure_result_area::Model, ResultArea, Measure>()).await
}

#[filter(ResultArea)]
pub struct ResultAreaFilter {
    /// Any of these codes.
    code: Vec<String>,
    /// In any of these steering frameworks.
    framework: AnyOf<SteeringFramework>,
    /// Directly below any of these result areas.
    parent: AnyOf<ResultArea>,
}

#[order(ResultArea, Position, Asc)]
pub enum ResultAreaOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
    /// Plats: the place that the framework gives it.
    Position,
}

/// Resultatområdes nyckel: its code within its framework.
#[derive(Debug, Clone, InputObject)]
pub struct ResultAreaCode {
    /// Kod.
    code: String,
    /// The steering framework's id.
    framework: ID,
}

#[key(ResultArea)]
pub enum ResultAreaKey {
    /// Kod, which is unique within its framework.
    #[with(in_framework)]
    Code(ResultAreaCode),
}

fn in_framework(named: ResultAreaCode) -> Result<Condition> {
    let ResultAreaCode { code, framework } = named;
    let framework = id_of::<steering_framework::Model>(&framework)?;
    Ok(is_text(Column::Code, &code).add(Column::FrameworkId.eq(framework)))
}

impl Coded for ResultArea {
    const CODE: Column = Column::Code;

    /// The area of the framework in force, where a code is used in several.
    fn meant(found: &[Model], lookup: &Lookup) -> Vec<Uuid> {
        let is_in_force = |area: &&Model| {
            let frameworks = lookup.by::<SteeringFramework>(steering_framework::Column::Id, area.framework_id);
            frameworks.iter().any(|framework| framework.status == SteeringFrameworkStatus::InForce)
        };
        let meant: Vec<&Model> =
            if found.len() > 1 { found.iter().filter(is_in_force).collect() } else { found.iter().collect() };
        meant.iter().map(|area| area.id).collect()
    }
}
