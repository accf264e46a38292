//! Objects counted in groups: what the statistics say is what the lists hold.

mod asked;
mod compared;
mod hidden;

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, World, id_of, with};

/// A document that asks for one type's statistics.
fn query(root: &str, arguments: &str, fields: &str) -> String {
    format!("{{ it: {root}{arguments} {{ groupCount groups {{ {fields} }} }} }}")
}

async fn measures(actor: &Actor<'_>, arguments: &str, fields: &str) -> Answer {
    actor.ask(query("measureStatistics", arguments, fields)).await
}

/// Measures of one plan with these titles, progress, statuses and days.
async fn write(app: &App, world: &World, rows: &[(i32, &str, Option<&str>)]) {
    let row = |(progress, status, due): &(i32, &str, Option<&str>)| entity::measure::Model {
        action_plan_id: world.plan,
        responsible_id: world.agency,
        title: format!("{progress} {status}"),
        progress: *progress,
        silent_since: entity::Date("2017-10-01".parse().expect("a day")),
        status: serde_json::from_value(json!(status)).expect("a status"),
        due_on: due.map(|day| entity::Date(day.parse().expect("a day"))),
        ..Default::default()
    };
    app.write(rows.iter().map(row).collect()).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn without_groupings_one_group_holds_all(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let reader = app.as_role(Role::Reader);
    let fields = "count meanProgress overdue stale status health dueMonth actionPlan { id } resultArea { id }";
    let nothing = json!({ "count": 0, "meanProgress": null, "overdue": 0, "stale": 0, "status": null, "health": null,
        "dueMonth": null, "actionPlan": null, "resultArea": null });
    let empty = measures(&reader, "", fields).await;
    assert_eq!(empty.at("/it"), &json!({ "groupCount": 1, "groups": [nothing] }));
    write(&app, &world, &[(10, "IN_PROGRESS", Some("2017-10-31")), (25, "PLANNED", None), (90, "CANCELLED", None)])
        .await;
    let some = measures(&reader, "(groupBy: [])", fields).await;
    let expected = with(nothing.clone(), json!({ "count": 3, "meanProgress": 17.5, "overdue": 1 }));
    assert_eq!(some.at("/it"), &json!({ "groupCount": 1, "groups": [expected] }));
    let none = measures(&reader, "(filter: { progress: { from: 91 } })", fields).await;
    assert_eq!(none.at("/it/groups"), &json!([nothing]));
    let none = measures(&reader, "(filter: { progress: { from: 91 } }, groupBy: [STATUS])", fields).await;
    assert_eq!(none.at("/it"), &json!({ "groupCount": 0, "groups": [] }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn groups_come_in_an_order_of_which_nothing_is_left_to_chance(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    write(
        &app,
        &world,
        &[
            (10, "IN_PROGRESS", Some("2017-10-30")),
            (20, "IN_PROGRESS", Some("2017-10-31")),
            (0, "PLANNED", Some("2017-09-30")),
            (30, "ON_HOLD", None),
            (100, "COMPLETED", Some("2018-01-01")),
            (0, "CANCELLED", Some("9999-12-31")),
            (0, "PROPOSED", Some("0001-01-01")),
        ],
    )
    .await;
    let reader = app.as_role(Role::Reader);
    let ordered = async |arguments: &str, field: &str| -> String {
        let answer = measures(&reader, arguments, field).await;
        let groups = answer.at("/it/groups").as_array().expect("groups").iter();
        groups.map(|group| group[field].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>().join(" ")
    };
    let by = |order: &str| format!("(groupBy: [STATUS], orderBy: {{ field: {order} }})");
    // Most come first; ties go by what they have in common.
    let all = "IN_PROGRESS CANCELLED COMPLETED ON_HOLD PLANNED PROPOSED";
    assert_eq!(ordered("(groupBy: [STATUS])", "status").await, all);
    assert_eq!(ordered("(groupBy: STATUS, first: 2)", "status").await, "IN_PROGRESS CANCELLED");
    let answer = measures(&reader, "(groupBy: [STATUS], first: 2)", "count").await;
    assert_eq!(answer.at("/it"), &json!({ "groupCount": 6, "groups": [{ "count": 2 }, { "count": 1 }] }));
    let fewest = "CANCELLED COMPLETED ON_HOLD PLANNED PROPOSED IN_PROGRESS";
    assert_eq!(ordered(&by("COUNT, direction: ASC"), "status").await, fewest);
    let backwards = "PROPOSED PLANNED ON_HOLD IN_PROGRESS COMPLETED CANCELLED";
    assert_eq!(ordered(&by("KEY, direction: DESC"), "status").await, backwards);
    // Those without a mean are last both ways.
    let up = "PLANNED PROPOSED IN_PROGRESS ON_HOLD COMPLETED CANCELLED";
    assert_eq!(ordered(&by("MEAN_PROGRESS"), "status").await, up);
    let down = "COMPLETED ON_HOLD IN_PROGRESS PLANNED PROPOSED CANCELLED";
    assert_eq!(ordered(&by("MEAN_PROGRESS, direction: DESC"), "status").await, down);
    let late = "IN_PROGRESS PLANNED PROPOSED CANCELLED COMPLETED ON_HOLD";
    assert_eq!(ordered(&by("OVERDUE, direction: DESC"), "status").await, late);
    let months = "(groupBy: [DUE_MONTH], orderBy: { field: KEY })";
    assert_eq!(ordered(months, "dueMonth").await, "0001-01 2017-09 2017-10 2018-01 9999-12 -");
    let months = "(groupBy: [DUE_MONTH], orderBy: { field: KEY, direction: DESC })";
    assert_eq!(ordered(months, "dueMonth").await, "9999-12 2018-01 2017-10 2017-09 0001-01 -");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_has_several_is_counted_with_each(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    for (title, territories, areas) in [
        ("a", json!(["25", "2580"]), json!(["A", "B"])),
        ("b", json!(["25"]), json!([])),
        ("c", json!([]), json!(["A"])),
    ] {
        let over = json!({ "territoryCodes": territories, "resultAreaCodes": areas });
        editor.create("Evaluation", with(crate::support::an_evaluation(title), over)).await;
    }
    let arguments = "(groupBy: [TERRITORY, RESULT_AREA], orderBy: { field: COUNT })";
    let fields = "count territory { code } resultArea { code }";
    let answer = editor.ask(query("evaluationStatistics", arguments, fields)).await;
    let code = |value: &Value| value["code"].as_str().unwrap_or("-").to_owned();
    let groups = answer.at("/it/groups").as_array().expect("groups").iter();
    let counts: BTreeMap<String, &Value> = groups
        .map(|group| (format!("{} {}", code(&group["territory"]), code(&group["resultArea"])), &group["count"]))
        .collect();
    let expected = ["- A", "25 -", "25 A", "25 B", "2580 A", "2580 B"];
    assert_eq!(counts.keys().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(counts.values().all(|count| **count == 1));
    let answer = editor.ask(query("evaluationStatistics", "(groupBy: [TERRITORY])", fields)).await;
    let counts: Vec<&Value> =
        answer.at("/it/groups").as_array().expect("groups").iter().map(|it| &it["count"]).collect();
    assert_eq!(counts, [2, 1, 1]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_recommendation_is_overdue_alike_in_field_filter_and_statistics(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let evaluation = editor.create("Evaluation", crate::support::an_evaluation("U")).await;
    let row = |(text, status, due): (&str, &str, Option<&str>)| entity::recommendation::Model {
        evaluation_id: crate::support::uuid_of(&evaluation),
        position: 1,
        text: text.into(),
        status: serde_json::from_value(json!(status)).expect("a status"),
        due_on: due.map(|day| entity::Date(day.parse().expect("a day"))),
        ..Default::default()
    };
    let (yesterday, today) = (Some("2017-10-31"), Some("2017-11-01"));
    let rows = [
        ("a", "OPEN", yesterday),
        ("b", "OPEN", today),
        ("c", "ANSWERED", yesterday),
        ("d", "IN_PROGRESS", yesterday),
        ("e", "IMPLEMENTED", yesterday),
        ("f", "DECLINED", yesterday),
        ("g", "NO_LONGER_RELEVANT", yesterday),
        ("h", "OPEN", None),
        ("i", "VERIFIED", yesterday),
    ];
    app.write(rows.map(row).into()).await;
    let query = "{ all: recommendations { nodes { text overdue } }
        late: recommendations(filter: { overdue: true }) { nodes { text } }
        rest: recommendations(filter: { overdue: false }) { totalCount }
        it: recommendationStatistics(groupBy: [STATUS], orderBy: { field: KEY }) { groups { status overdue } } }";
    let answer = editor.ask(query).await;
    let all = answer.at("/all/nodes").as_array().expect("nodes");
    let mut late: Vec<&str> =
        all.iter().filter(|node| node["overdue"] == true).filter_map(|node| node["text"].as_str()).collect();
    late.sort_unstable();
    let mut filtered = answer.texts("/late/nodes", "text");
    filtered.sort_unstable();
    assert_eq!((&late, &filtered), (&vec!["a", "c", "d"], &vec!["a", "c", "d"]));
    assert_eq!(answer.at("/rest/totalCount"), 6);
    let overdue = answer.at("/it/groups").as_array().expect("groups").iter().filter(|group| group["overdue"] == 1);
    let statuses: Vec<&str> = overdue.filter_map(|group| group["status"].as_str()).collect();
    assert_eq!(statuses, ["ANSWERED", "IN_PROGRESS", "OPEN"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_statement_counts_and_one_reads_each_kind_of_object(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let reader = app.as_role(Role::Reader);
    let plain = query("measureStatistics", "(groupBy: [STATUS, DUE_MONTH])", "count status meanProgress overdue stale");
    let nodes = query(
        "measureStatistics",
        "(groupBy: [ACTION_PLAN, RESPONSIBLE, RESULT_AREA], first: 100)",
        "count actionPlan { title } responsible { name } resultArea { name }",
    );
    let mut counts = Vec::new();
    for count in [2, 60] {
        let unit = |number| entity::organisation::Model { name: format!("{count} {number}"), ..Default::default() };
        let units = app.write((0..count).map(unit).collect()).await;
        let row = |unit: &entity::organisation::Model| entity::measure::Model {
            action_plan_id: world.plan,
            responsible_id: unit.id,
            title: unit.name.clone(),
            ..Default::default()
        };
        let rows = app.write(units.iter().map(row).collect()).await;
        let areas = reader.ask("{ resultAreas(first: 1) { nodes { id } } }").await;
        let area = crate::support::uuid_of(areas.text("/resultAreas/nodes/0/id"));
        let link =
            entity::measure_result_area::Model { measure_id: rows[0].id, result_area_id: area, ..Default::default() };
        app.write(vec![link]).await;
        for query in [&plain, &nodes] {
            reader.ask(query).await.data();
            let before = app.statements();
            reader.ask(query).await.data();
            counts.push(app.statements() - before);
        }
    }
    eprintln!("statements for statistics of 2 and of 62 units, without and with three kinds of objects: {counts:?}");
    // Two of the kinds are small tables that are kept in memory.
    assert_eq!(counts, [1, 2, 1, 2]);
}

/// The global id of the plan that the world has.
fn plan_of(world: &World) -> String {
    id_of::<entity::action_plan::Model>(world.plan)
}
