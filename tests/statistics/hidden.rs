//! What a viewer may not see moves no number, no group and no order.

use entity::Access::{self, Internal, Public, Restricted};
use entity::evaluation::EvaluationStatus;
use entity::measure::MeasureStatus;
use entity::observation::ObservationStatus;
use entity::{
    Date, evaluation, evaluation_territory, indicator, measure, measure_result_area, observation, recommendation,
};
use rstest::rstest;
use serde_json::Value;
use uuid::Uuid;

use crate::access::case::{ALL, Who};
use crate::support::{App, Backend, Backend::*, Role, World, plan, uuid_of};

const QUERY: &str = "{
    all: measureStatistics { groupCount groups { count meanProgress overdue stale } }
    measures: measureStatistics(groupBy: [RESULT_AREA, STATUS], orderBy: { field: STALE, direction: DESC }) {
        groupCount groups { count meanProgress overdue stale status resultArea { id } } }
    units: measureStatistics(groupBy: [RESPONSIBLE, ACTION_PLAN], first: 1) {
        groupCount groups { count responsible { id } actionPlan { id } } }
    months: measureStatistics(filter: { overdue: true }, groupBy: [DUE_MONTH]) { groupCount groups { count dueMonth } }
    evaluations: evaluationStatistics(groupBy: [TERRITORY, DELIVERED_YEAR]) {
        groupCount groups { count deliveredYear territory { id } } }
    observations: observationStatistics(groupBy: [INDICATOR, EVALUATION, PERIOD_YEAR]) {
        groupCount groups { count periodYear indicator { id } evaluation { id } } }
    recommendations: recommendationStatistics(groupBy: [EVALUATION, PRIORITY]) {
        groupCount groups { count overdue evaluation { id } } } }";

struct Setting {
    world: World,
    area: Uuid,
    territory: Uuid,
    indicator: Uuid,
}

fn day(text: &str) -> Date {
    Date(text.parse().expect("a day"))
}

/// One of each type, of this access and this source, with what hangs on it.
async fn write(app: &App, setting: &Setting, of_plan: Access, access: Access, source: &str, unit: Uuid) {
    let plan = app.write(vec![plan("En till", of_plan)]).await[0].id;
    let (source, external_id) = (Some(source.to_owned()), Some(Uuid::now_v7().to_string()));
    let row = measure::Model {
        access,
        source: source.clone(),
        external_id: external_id.clone(),
        action_plan_id: plan,
        responsible_id: unit,
        progress: 77,
        status: MeasureStatus::InProgress,
        starts_on: Some(day("2016-01-01")),
        due_on: Some(day("2016-05-01")),
        ..Default::default()
    };
    let measure_id = app.write(vec![row]).await[0].id;
    let link = measure_result_area::Model { measure_id, result_area_id: setting.area, ..Default::default() };
    app.write(vec![link]).await;
    let row = evaluation::Model {
        access,
        source: source.clone(),
        external_id: external_id.clone(),
        status: EvaluationStatus::Published,
        delivered_on: Some(day("2015-05-01")),
        ..Default::default()
    };
    let evaluation_id = app.write(vec![row]).await[0].id;
    let link = evaluation_territory::Model { evaluation_id, territory_id: setting.territory, ..Default::default() };
    app.write(vec![link]).await;
    let row =
        recommendation::Model { evaluation_id, position: 1, due_on: Some(day("2016-05-01")), ..Default::default() };
    app.write(vec![row]).await;
    let figure = |access, evaluation_id, status| observation::Model {
        access,
        source: source.clone(),
        external_id: Some(Uuid::now_v7().to_string()),
        indicator_id: setting.indicator,
        period_from: Some(day("2014-01-01")),
        period_to: Some(day("2014-12-31")),
        value: Some(1.0),
        evaluation_id,
        status,
        ..Default::default()
    };
    app.write(vec![
        figure(Public, Some(evaluation_id), ObservationStatus::Approved),
        figure(access, None, ObservationStatus::Approved),
    ])
    .await;
}

async fn told(app: &App) -> Vec<(Who, Value)> {
    let mut answers = Vec::new();
    for who in ALL {
        answers.push((who, who.actor(app).ask(QUERY).await.data().clone()));
    }
    answers
}

fn changed(before: &[(Who, Value)], after: &[(Who, Value)]) -> Vec<Who> {
    before.iter().zip(after).filter(|(before, after)| before != after).map(|((who, _), _)| *who).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_moves_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let found = app.as_role(Role::Reader).ask("{ resultAreas { nodes { id } } territories { nodes { id } } }").await;
    let (area, territory) = (found.text("/resultAreas/nodes/0/id"), found.text("/territories/nodes/0/id"));
    let (area, territory) = (uuid_of(area), uuid_of(territory));
    let indicator = app.write(vec![indicator::Model { code: "I".into(), ..Default::default() }]).await[0].id;
    let setting = Setting { world, area, territory, indicator };
    let agency = setting.world.agency;
    write(&app, &setting, Public, Public, "tests", agency).await;
    let unit = entity::organisation::Model { name: "En enhet".into(), ..Default::default() };
    let unit = app.write(vec![unit]).await[0].id;
    for (of_plan, access, source, expected) in [
        (Public, Restricted, "tests", vec![Who::Admin]),
        (Restricted, Restricted, "tests", vec![Who::Admin]),
        (Public, Internal, "tests", vec![Who::Reader, Who::Own, Who::Editor, Who::Admin]),
        (Public, Internal, "third", vec![Who::Reader, Who::Editor, Who::Admin]),
        (Public, Public, "third", ALL.to_vec()),
    ] {
        let before = told(&app).await;
        write(&app, &setting, of_plan, access, source, unit).await;
        assert_eq!(changed(&before, &told(&app).await), expected, "{access:?} of {source}");
    }
}
