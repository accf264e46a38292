//! What is derived and never stored: overdue, stale, and what a plan and a result area count.

use chrono::TimeDelta;
use entity::Access;
use rstest::rstest;
use serde_json::{Value, json};

use super::{a_measure, at_status, change, report, start};
use crate::support::{App, Backend, Backend::*, Role, plan, with};

/// The titles of the measures whose field and whose filter say so; both must be the same ones.
async fn those(app: &App, derived: &str) -> String {
    let query = format!(
        "{{ all: measures(orderBy: {{ field: TITLE }}) {{ nodes {{ title it: {derived} }} }}
            some: measures(filter: {{ {derived}: true }}, orderBy: {{ field: TITLE }}) {{ nodes {{ title }} }}
            rest: measures(filter: {{ {derived}: false }}) {{ totalCount }} }}"
    );
    let answer = app.as_role(Role::Reader).ask(query).await;
    let all = answer.at("/all/nodes").as_array().cloned().unwrap_or_default();
    let by_field: Vec<&str> =
        all.iter().filter(|row| row["it"] == true).filter_map(|row| row["title"].as_str()).collect();
    assert_eq!(answer.texts("/some/nodes", "title"), by_field, "the filter and the field differ");
    assert_eq!(answer.at("/rest/totalCount"), all.len() - by_field.len());
    by_field.join(" ")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measure_is_overdue_from_the_day_after_its_last(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    for status in ["PROPOSED", "PLANNED", "IN_PROGRESS", "COMPLETED"] {
        let id = at_status(&app, &world, status).await;
        change(&app, &id, json!({ "dueOn": "2017-11-01" })).await;
    }
    let id = at_status(&app, &world, "PLANNED").await;
    change(&app, &id, json!({ "dueOn": "2017-11-01", "status": "CANCELLED", "title": "CANCELLED" })).await;
    at_status(&app, &world, "IN_PROGRESS").await;
    assert_eq!(those(&app, "overdue").await, "");
    // 23:59:59.999 in Sweden, and then midnight.
    app.pass(TimeDelta::hours(15) - TimeDelta::milliseconds(1));
    assert_eq!(those(&app, "overdue").await, "");
    app.pass(TimeDelta::milliseconds(1));
    assert_eq!(those(&app, "overdue").await, "IN_PROGRESS PLANNED PROPOSED");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measure_is_stale_after_sixty_silent_days(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let named = async |title: &str, over: Value| {
        let id = at_status(&app, &world, "IN_PROGRESS").await;
        change(&app, &id, with(json!({ "title": title }), over)).await;
        id
    };
    named("1-entered", json!({})).await;
    named("2-started", json!({ "startsOn": "2017-11-03" })).await;
    let reported = named("3-reported", json!({ "startsOn": "2017-01-01" })).await;
    report(&app, &reported, "2017-10-31", 1, "ON_TRACK").await;
    report(&app, &reported, "2017-09-01", 1, "ON_TRACK").await;
    let held = named("4-held", json!({ "startsOn": "2017-01-01" })).await;
    assert_eq!(those(&app, "stale").await, "4-held");
    change(&app, &held, json!({ "status": "ON_HOLD" })).await;
    let mut seen = Vec::new();
    for day in 0..=64 {
        let stale = those(&app, "stale").await;
        if seen.last().is_none_or(|(_, last)| last != &stale) {
            seen.push((day, stale));
        }
        app.pass(TimeDelta::days(1));
    }
    // Reported on 31 October, entered on 1 November, started on 3 November; today is 1 November.
    let expected = [(0, ""), (60, "3-reported"), (61, "1-entered 3-reported"), (63, "1-entered 2-started 3-reported")];
    assert_eq!(seen, expected.map(|(day, titles)| (day, titles.to_owned())));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn entered_counts_from_the_day_in_sweden(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    // Half past midnight on 2 November in Sweden, still the first in UTC.
    app.pass(TimeDelta::hours(15) + TimeDelta::minutes(30));
    at_status(&app, &world, "IN_PROGRESS").await;
    app.pass(TimeDelta::days(60));
    assert_eq!(those(&app, "stale").await, "");
    app.pass(TimeDelta::hours(24));
    assert_eq!(those(&app, "stale").await, "IN_PROGRESS");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_and_a_result_area_count_what_the_viewer_sees(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    app.write(vec![plan("Tom", Access::Internal)]).await;
    let editor = app.as_role(Role::Editor);
    for (title, progress, access, areas) in
        [("a", 10, "PUBLIC", json!(["A"])), ("b", 25, "INTERNAL", json!(["A", "B"])), ("c", 30, "INTERNAL", json!([]))]
    {
        let over = json!({ "progress": progress, "access": access, "resultAreaCodes": areas });
        editor.create("Measure", with(a_measure(&world, title), over)).await;
    }
    let gone = editor
        .create("Measure", with(a_measure(&world, "d"), json!({ "progress": 90, "resultAreaCodes": ["B"] })))
        .await;
    change(&app, &gone, json!({ "status": "CANCELLED" })).await;
    let hidden =
        with(a_measure(&world, "e"), json!({ "progress": 100, "access": "RESTRICTED", "resultAreaCodes": ["B"] }));
    app.as_role(Role::Admin).create("Measure", hidden).await;
    let query = "{ actionPlans(orderBy: { field: TITLE }) { nodes { title progress measureCounts { status count } } }
        resultAreas { nodes { code measureCounts { status count } measures { totalCount } } } }";
    let answer = app.as_role(Role::Reader).ask(query).await;
    let progress = answer.at("/actionPlans/nodes/0/progress").as_f64().expect("a mean");
    assert!((progress - 65.0 / 3.0).abs() < 1e-9, "{progress}");
    assert_eq!(answer.at("/actionPlans/nodes/1/progress"), &Value::Null, "there are none");
    let counts = |place: &str| -> String {
        let counts = answer.at(place).as_array().cloned().unwrap_or_default();
        let pairs =
            counts.iter().map(|pair| format!("{}{}", &pair["status"].as_str().unwrap_or_default()[..2], pair["count"]));
        pairs.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(counts("/actionPlans/nodes/0/measureCounts"), "PR3 PL0 IN0 ON0 CO0 EF0 CA1");
    assert_eq!(counts("/actionPlans/nodes/1/measureCounts"), "PR0 PL0 IN0 ON0 CO0 EF0 CA0");
    assert_eq!(counts("/resultAreas/nodes/0/measureCounts"), "PR2 PL0 IN0 ON0 CO0 EF0 CA0");
    assert_eq!(counts("/resultAreas/nodes/1/measureCounts"), "PR1 PL0 IN0 ON0 CO0 EF0 CA1");
    let admin = app.as_role(Role::Admin).ask(query).await;
    assert_eq!(admin.at("/actionPlans/nodes/0/progress"), &json!(165.0 / 4.0));
    let public =
        app.public().ask("{ resultAreas { nodes { measureCounts { count } measures { totalCount } } } }").await;
    assert_eq!(public.at("/resultAreas/nodes/0/measures/totalCount"), 0, "the plan is internal");
    assert_eq!(public.at("/resultAreas/nodes/0/measureCounts/0/count"), 0);
}
