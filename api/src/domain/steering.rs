//! What the agency is to achieve: steering frameworks and their result areas.

use async_graphql::InputObject;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::Date;
use entity::result_area::{Column, Model};
use entity::steering_framework::{self, SteeringFrameworkStatus};
use sea_orm::Condition;
use uuid::Uuid;

use super::evaluation::Evaluation;
use super::indicator::Indicator;
use super::measure::{Measure, MeasureStatusCount};
use super::objective::Objective;
use super::organisation::{Organisation, OrganisationKey};
use crate::error::Result;
use crate::kit::column::{col, is_text};
use crate::kit::filter::AnyOf;
use crate::kit::key::Key;
use crate::kit::related::related;
use crate::kit::rows::Rows;
use crate::kit::sight::everybody;
use crate::kit::text::normal;
use crate::write::{Code, Coded, Draft, Form, FreeText, KeyPart, Lookup, Title, UserErrorCode, Value, Whole, Writable};

/// Styrstruktur: the frame in which an agency states what it is to achieve.
#[object(steering_framework, visible = everybody, kept)]
pub struct SteeringFramework {
    /// Resultatområden: its result areas, on all levels.
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
pub enum SteeringFrameworkKey {
    /// Namn, exactly. It must be the name of one framework only.
    Name(String),
}

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
#[object(result_area, visible = everybody, kept)]
pub struct ResultArea {
    /// Resultatområden: the result areas directly below it.
    #[by(ParentId)]
    children: List<ResultArea>,
    /// Utvärderingar: evaluations that concern it; those of areas below it are not among them.
    #[through(evaluation_result_area)]
    evaluations: List<Evaluation>,
    /// Indikatorer: indicators that measure its results.
    #[by(ResultAreaId)]
    indicators: List<Indicator>,
    /// Mål: what is to be reached in it.
    #[by(ResultAreaId)]
    objectives: List<Objective>,
    /// Åtgärder: measures that are to contribute to it; those of areas below it are not among them.
    #[through(measure_result_area)]
    measures: List<Measure>,
    /// The steering framework that it belongs to.
    framework: SteeringFramework,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[through(measure_result_area)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Who is responsible for it. Null: not said.
    owner: Option<Organisation>,
    /// The result area above it. Null: it is at the top.
    parent: Option<ResultArea>,
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
    /// Ordningsnummer: its number among the areas with the same parent.
    Position,
}

/// Resultatområdes nyckel: its code within its framework.
#[derive(Debug, Clone, InputObject)]
pub struct ResultAreaCode {
    /// Kod: its code, exactly.
    code: String,
    /// Styrstruktur: the framework that the area belongs to.
    framework: SteeringFrameworkKey,
}

#[key(ResultArea)]
pub enum ResultAreaKey {
    /// Kod, which is unique within its framework.
    Code(ResultAreaCode),
}

impl KeyPart<ResultArea> for ResultAreaCode {
    const BY: &'static str = "code";

    fn condition(self, rows: &Rows) -> Result<Condition> {
        let in_framework = self.framework.condition(rows)?;
        let framework = related::<SteeringFramework>(col(Column::FrameworkId), in_framework, rows);
        Ok(is_text(Column::Code, &self.code).add(framework))
    }

    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let framework = self.framework.settle(field, form, lookup)?;
        let found = lookup.by::<ResultArea>(Column::Code, &*normal(&self.code));
        Some(found.iter().filter(|area| area.framework_id == framework).map(|area| area.id).collect())
    }

    fn words(&self) -> String {
        self.code.clone()
    }
}

impl Coded for ResultArea {
    const CODE: Column = Column::Code;

    /// The area of the framework in force, where a code is used in several, or all if none of them is.
    fn meant(found: &[Model], lookup: &Lookup) -> Vec<Uuid> {
        let is_in_force = |area: &&Model| {
            let frameworks = lookup.by::<SteeringFramework>(steering_framework::Column::Id, area.framework_id);
            frameworks.iter().any(|framework| framework.status == SteeringFrameworkStatus::InForce)
        };
        let in_force: Vec<Uuid> = found.iter().filter(is_in_force).map(|area| area.id).collect();
        if in_force.is_empty() { found.iter().map(|area| area.id).collect() } else { in_force }
    }
}

#[values(SteeringFramework)]
pub struct SteeringFrameworkValues {
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// The framework whose place it takes. Null: it is the first.
    replaces: Option<SteeringFrameworkKey>,
    /// How far it has come.
    #[default(DRAFT)]
    #[own]
    status: SteeringFrameworkStatus,
    /// Från och med: the first day on which it is in force. Null: not set.
    valid_from: Option<Date>,
    /// Till och med: the last day on which it is in force, not before `validFrom`. Null: until further notice.
    valid_to: Option<Date>,
}

impl Writable for SteeringFramework {
    type Values = SteeringFrameworkValues;

    fn apply(values: &SteeringFrameworkValues, draft: &mut Draft<steering_framework::Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_order(("validFrom", draft.row.valid_from), ("validTo", draft.row.valid_to));
        draft.check_circle("replaces", steering_framework::Column::ReplacesId, lookup);
    }
}

mutations!(SteeringFramework);

#[values(ResultArea)]
pub struct ResultAreaValues {
    /// Kod: unique in its framework, at most 40 characters.
    code: Code,
    /// Beskrivning, at most 20,000 characters. Null: there is none.
    description: Option<FreeText>,
    /// The steering framework that it belongs to.
    #[creation]
    framework: SteeringFrameworkKey,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: Option<Title>,
    /// Who is responsible for it. Null: not said.
    owner: Option<OrganisationKey>,
    /// The result area above it, in the same framework. Null: it is at the top.
    parent: Option<ResultAreaKey>,
    /// Ordningsnummer: its number in the order of the areas with the same parent, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
}

impl Writable for ResultArea {
    type Values = ResultAreaValues;

    fn apply(_: &ResultAreaValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_circle("parent", Column::ParentId, lookup);
        let Model { id, framework_id, parent_id, ref code, .. } = draft.row;
        let is_other = |area: &Model| area.framework_id != framework_id;
        if parent_id.is_some_and(|parent| lookup.by::<Self>(Column::Id, parent).iter().any(is_other)) {
            draft.error("parent", UserErrorCode::Invalid, "parent belongs to another framework.");
        } else if lookup.by::<Self>(Column::Code, &**code).iter().any(|area| area.id != id && !is_other(area)) {
            let message = format!("Another result area of the framework has the code \"{code}\".");
            draft.error("code", UserErrorCode::AlreadyExists, message);
        }
    }
}

mutations!(ResultArea);
