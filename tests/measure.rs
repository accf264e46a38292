//! Measures and the reports on them.

use chrono::TimeDelta;
use entity::{Access, focus_area};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{
    App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, id_of, plan, recommend, unused_id, with,
};

const UPDATE: &str = "updateMeasure";
const REPORT: &str = "createMeasureUpdate";

/// A new measure's input.
fn a_measure(world: &World, title: &str) -> Value {
    json!({ "actionPlan": id_of::<entity::action_plan::Model>(world.plan), "title": title,
        "responsible": { "name": "Myndigheten" } })
}

async fn start(on: Backend) -> (App, World) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    (app, world)
}

/// A measure that has come to this status by allowed steps.
async fn at_status(app: &App, world: &World, status: &str) -> String {
    let id = app.as_role(Role::Editor).create("Measure", a_measure(world, status)).await;
    for step in ["PROPOSED", "PLANNED", "IN_PROGRESS", "COMPLETED"] {
        change(app, &id, json!({ "status": step })).await;
        if step == status {
            break;
        }
    }
    id
}

/// Changes a measure as an editor.
async fn change(app: &App, id: &str, over: Value) -> Value {
    let fields = "version status progress health completedOn";
    app.as_role(Role::Editor).mutate(UPDATE, with(json!({ "id": id }), over), fields).await.written(UPDATE).clone()
}

/// Why a change is refused: code and path.
async fn refusal(app: &App, id: &str, over: Value, words: &[&str]) -> (String, String) {
    let before = app.changes().await;
    let answer = app.as_role(Role::Editor).mutate(UPDATE, with(json!({ "id": id }), over), "version").await;
    assert_eq!(app.changes().await, before);
    answer.refused(UPDATE, words)
}

async fn report(app: &App, measure: &str, day: &str, progress: i32, health: &str) {
    let input = json!({ "measure": measure, "reportedOn": day, "progress": progress, "health": health });
    app.as_role(Role::Editor).mutate(REPORT, input, "progress").await.written(REPORT);
}

fn at(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), format!("input.{field}"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_changes_and_deletes_a_measure(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let focus = focus_area::Model { action_plan_id: world.plan, position: 1, title: "Kultur".into(), ..Default::default() };
    let focus = id_of::<focus_area::Model>(app.write(vec![focus]).await[0].id);
    let evaluation = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let advice = recommend(&app, &evaluation, None).await;
    let advice = id_of::<entity::recommendation::Model>(advice.id);
    let person = id_of::<entity::person::Model>(world.person);
    let fields = "version access code title description kind startsOn dueOn status progress health completedOn overdue stale
        actionPlan { title } focusArea { id } recommendation { id } responsible { name } responsiblePerson { id }
        decision { id } resultAreas { code }";
    let over = json!({ "code": "1.1", "description": "Så här", "kind": "KEY_ACTION", "startsOn": "2017-01-01",
        "dueOn": "2017-12-31", "progress": 10, "health": "AT_RISK", "focusArea": focus, "recommendation": advice,
        "responsiblePerson": person, "resultAreaCodes": ["B"] });
    let created = editor.mutate("createMeasure", with(a_measure(&world, "Åtgärden"), over), fields).await;
    let created = created.written("createMeasure");
    let expected = json!({ "id": created["id"], "version": 1, "access": "INTERNAL", "code": "1.1", "title": "Åtgärden",
        "description": "Så här", "kind": "KEY_ACTION", "startsOn": "2017-01-01", "dueOn": "2017-12-31", "status": "PROPOSED",
        "progress": 10, "health": "AT_RISK", "completedOn": null, "overdue": false, "stale": false,
        "actionPlan": { "title": "Planen" }, "focusArea": { "id": focus }, "recommendation": { "id": advice },
        "responsible": { "name": "Myndigheten" }, "responsiblePerson": { "id": person }, "decision": null,
        "resultAreas": [{ "code": "B" }] });
    assert_eq!(created, &expected);
    let input = json!({ "id": created["id"], "expectedVersion": 1, "resultAreaCodes": ["A"], "focusArea": null, "health": null });
    let changed = editor.mutate(UPDATE, input, fields).await;
    let changed = changed.written(UPDATE);
    assert_eq!((&changed["version"], &changed["resultAreas"]), (&json!(2), &json!([{ "code": "A" }])));
    assert_eq!((&changed["focusArea"], &changed["health"]), (&Value::Null, &Value::Null));
    let id = created["id"].as_str().expect("an id");
    report(&app, id, "2017-10-01", 20, "ON_TRACK").await;
    let deleted = editor.mutate("deleteMeasure", json!({ "id": id }), "").await;
    assert_eq!(deleted.text("/deleteMeasure/deletedId"), id);
    let gone = "SELECT node_type AS text FROM change WHERE operation = 'DELETED' ORDER BY seq DESC LIMIT 3";
    let mut gone = app.texts(gone).await;
    gone.sort();
    assert_eq!(gone, ["Measure", "MeasureResultArea", "MeasureUpdate"]);
    assert!(styrgraf::ledger::verify(&app.server.db).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_measure_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Measure", a_measure(&world, "Åtgärden")).await;
    let other = app.write(vec![plan("En annan", Access::Public)]).await[0].id;
    let focus = focus_area::Model { action_plan_id: other, position: 1, title: "Metod".into(), ..Default::default() };
    let focus = id_of::<focus_area::Model>(app.write(vec![focus]).await[0].id);
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "progress": 101 }), "OUT_OF_RANGE", "progress"),
        (json!({ "progress": -1 }), "OUT_OF_RANGE", "progress"),
        (json!({ "progress": null }), "REQUIRED", "progress"),
        (json!({ "title": "å".repeat(301) }), "TOO_LONG", "title"),
        (json!({ "title": null }), "REQUIRED", "title"),
        (json!({ "code": "1".repeat(41) }), "TOO_LONG", "code"),
        (json!({ "description": "å".repeat(20_001) }), "TOO_LONG", "description"),
        (json!({ "startsOn": "2017-02-01", "dueOn": "2017-01-31" }), "OUT_OF_RANGE", "dueOn"),
        (json!({ "resultAreaCodes": ["Z"] }), "UNKNOWN_REFERENCE", "resultAreaCodes"),
        (json!({ "responsible": null }), "REQUIRED", "responsible"),
        (json!({ "responsible": { "name": "Ingen" } }), "UNKNOWN_REFERENCE", "responsible"),
        (json!({ "actionPlan": id_of::<entity::action_plan::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "actionPlan"),
        (json!({ "decision": id_of::<entity::decision::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "decision"),
        (json!({ "recommendation": id_of::<entity::recommendation::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "recommendation"),
        (json!({ "responsiblePerson": id_of::<entity::person::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "responsiblePerson"),
        (json!({ "focusArea": focus }), "INVALID", "focusArea"),
    ] {
        let created = editor.mutate("createMeasure", with(a_measure(&world, "Ny"), over.clone()), "version").await;
        assert_eq!(created.refused("createMeasure", &[path]), at(code, path), "{over}");
        assert_eq!(refusal(&app, &id, over.clone(), &[path]).await, at(code, path), "{over}");
    }
    let stale = json!({ "expectedVersion": 3, "title": "Ny" });
    assert_eq!(refusal(&app, &id, stale, &["1", "3"]).await, at("STALE_VERSION", "expectedVersion"));
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measure_takes_allowed_steps_only(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let steps: [(&str, &[&str]); 4] = [
        ("PROPOSED", &["PLANNED", "CANCELLED"]),
        ("PLANNED", &["IN_PROGRESS", "CANCELLED"]),
        ("IN_PROGRESS", &["COMPLETED", "ON_HOLD", "CANCELLED"]),
        ("COMPLETED", &["EFFECT_CONFIRMED", "IN_PROGRESS"]),
    ];
    for (from, allowed) in steps {
        let id = at_status(&app, &world, from).await;
        for to in ["PROPOSED", "PLANNED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "EFFECT_CONFIRMED", "CANCELLED"] {
            let over = json!({ "status": to, "dryRun": true });
            if to == from || allowed.contains(&to) && to != "EFFECT_CONFIRMED" {
                assert_eq!(change(&app, &id, over).await["status"], to, "{from} to {to}");
            } else {
                // That of an effect is told by its own condition.
                let words: Vec<&str> = if allowed.contains(&to) { vec![to] } else { [allowed, &[from, to]].concat() };
                assert_eq!(refusal(&app, &id, over, &words).await, at("INVALID_TRANSITION", "status"), "{from} to {to}");
            }
        }
    }
    let id = at_status(&app, &world, "IN_PROGRESS").await;
    for step in ["ON_HOLD", "IN_PROGRESS", "ON_HOLD", "CANCELLED"] {
        assert_eq!(change(&app, &id, json!({ "status": step })).await["status"], step);
    }
    let over = json!({ "status": "IN_PROGRESS" });
    assert_eq!(refusal(&app, &id, over, &["none"]).await, at("INVALID_TRANSITION", "status"));
    let back = json!({ "id": id, "status": "IN_PROGRESS", "reason": "Ändå" });
    let back = app.as_role(Role::Admin).mutate(UPDATE, back, "status").await;
    assert_eq!(back.written(UPDATE)["status"], "IN_PROGRESS");
    let kept = "SELECT reason AS text FROM change_detail WHERE reason IS NOT NULL";
    assert_eq!(app.texts(kept).await, ["Ändå"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_completed_measure_is_done_to_the_full(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let id = at_status(&app, &world, "IN_PROGRESS").await;
    report(&app, &id, "2017-10-01", 60, "AT_RISK").await;
    let done = change(&app, &id, json!({ "status": "COMPLETED" })).await;
    assert_eq!((&done["progress"], &done["completedOn"]), (&json!(100), &json!("2017-11-01")));
    let input = json!({ "measure": id, "reportedOn": "2017-11-01", "progress": 99 });
    let refused = app.as_role(Role::Editor).mutate(REPORT, input, "progress").await;
    assert_eq!(refused.refused(REPORT, &["99", "completed"]), at("OUT_OF_RANGE", "progress"));
    report(&app, &id, "2017-11-01", 100, "ON_TRACK").await;
    let reopened = change(&app, &id, json!({ "status": "IN_PROGRESS" })).await;
    assert_eq!((&reopened["status"], &reopened["completedOn"]), (&json!("IN_PROGRESS"), &Value::Null));
    report(&app, &id, "2017-11-01", 80, "AT_RISK").await;
    let again = change(&app, &id, json!({ "status": "COMPLETED", "completedOn": "2017-10-31" })).await;
    assert_eq!((&again["progress"], &again["completedOn"]), (&json!(100), &json!("2017-10-31")), "the day that is told");
    let silent = at_status(&app, &world, "COMPLETED").await;
    assert_eq!(refusal(&app, &silent, json!({ "progress": 99 }), &["100"]).await, at("OUT_OF_RANGE", "progress"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_effect_is_confirmed_by_an_approved_observation(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = at_status(&app, &world, "COMPLETED").await;
    editor.create("Indicator", an_indicator("I")).await;
    let figure = json!({ "measure": id, "indicatorCode": "I", "claim": "MEASURED", "value": 1, "qualifier": "EXACT" });
    let figure = editor.create("Observation", figure).await;
    let confirm = json!({ "status": "EFFECT_CONFIRMED" });
    assert_eq!(refusal(&app, &id, confirm.clone(), &["approved"]).await, at("INVALID_TRANSITION", "status"));
    let approve = json!({ "id": figure, "status": "APPROVED" });
    editor.mutate("updateObservation", approve, "status").await.written("updateObservation");
    assert_eq!(change(&app, &id, confirm).await["status"], "EFFECT_CONFIRMED");
    let used = editor.mutate("deleteMeasure", json!({ "id": id }), "").await;
    assert_eq!(used.refused("deleteMeasure", &["Observation.measure (1)"]), at("IN_USE", "id"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_newest_report_sets_progress_and_health(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = at_status(&app, &world, "IN_PROGRESS").await;
    assert_eq!(change(&app, &id, json!({ "progress": 5, "health": "ON_TRACK" })).await["progress"], 5);
    let now = async || {
        let query = "query ($id: ID!) { measure(by: { id: $id }) { progress health updates { nodes { reportedOn progress } } } }";
        app.as_role(Role::Reader).ask_with(query, json!({ "id": id })).await.at("/measure").clone()
    };
    report(&app, &id, "2017-10-20", 50, "AT_RISK").await;
    assert_eq!((&now().await["progress"], &now().await["health"]), (&json!(50), &json!("AT_RISK")));
    report(&app, &id, "2017-10-19", 40, "ON_TRACK").await;
    assert_eq!(now().await["progress"], 50, "an older day's report came late");
    report(&app, &id, "2017-10-20", 45, "OFF_TRACK").await;
    let seen = now().await;
    assert_eq!((&seen["progress"], &seen["health"]), (&json!(45), &json!("OFF_TRACK")), "of one day the last one");
    let days: Vec<&Value> = seen["updates"]["nodes"].as_array().into_iter().flatten().map(|update| &update["progress"]).collect();
    assert_eq!(days, [45, 50, 40], "the newest first");
    assert_eq!(refusal(&app, &id, json!({ "progress": 60 }), &["createMeasureUpdate"]).await, at("INVALID", "progress"));
    assert_eq!(refusal(&app, &id, json!({ "health": null }), &["createMeasureUpdate"]).await, at("INVALID", "health"));
    change(&app, &id, json!({ "progress": 45, "title": "Ny" })).await;
    let silent = json!({ "measure": id, "reportedOn": "2017-11-01", "progress": 46 });
    editor.mutate(REPORT, silent, "health").await.written(REPORT);
    assert_eq!(now().await["health"], Value::Null, "the newest report does not judge");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_report_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let measure = at_status(&app, &world, "IN_PROGRESS").await;
    let good = json!({ "measure": measure, "reportedOn": "2017-11-01", "progress": 50,
        "reportedBy": id_of::<entity::person::Model>(world.person), "comment": "Halvvägs" });
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "progress": 101 }), "OUT_OF_RANGE", "progress"),
        (json!({ "progress": null }), "REQUIRED", "progress"),
        (json!({ "reportedOn": "2017-11-02" }), "OUT_OF_RANGE", "reportedOn"),
        (json!({ "reportedOn": null }), "REQUIRED", "reportedOn"),
        (json!({ "comment": "å".repeat(20_001) }), "TOO_LONG", "comment"),
        (json!({ "measure": id_of::<entity::measure::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "measure"),
        (json!({ "reportedBy": id_of::<entity::person::Model>(unused_id()) }), "UNKNOWN_REFERENCE", "reportedBy"),
    ] {
        let refused = editor.mutate(REPORT, with(good.clone(), over.clone()), "progress").await;
        assert_eq!(refused.refused(REPORT, &[path]), at(code, path), "{over}");
    }
    let empty = editor.mutate(REPORT, json!({}), "progress").await;
    let missing: Vec<String> = empty.user_errors(REPORT).into_iter().map(|error| error.path).collect();
    assert_eq!(missing, ["input.progress", "input.reportedOn", "input.measure"]);
    let dry = editor.mutate(REPORT, with(good.clone(), json!({ "dryRun": true })), "progress").await;
    assert_eq!(dry.written(REPORT)["progress"], 50);
    assert_eq!(app.changes().await, before);
    let written = editor.mutate(REPORT, good, "comment reportedBy { familyName } measure { progress }").await;
    let written = written.written(REPORT);
    assert_eq!((&written["reportedBy"]["familyName"], &written["measure"]["progress"]), (&json!("Åberg"), &json!(50)));
    // In Sweden it is the second of November an hour before it is so in UTC.
    app.pass(TimeDelta::hours(15) + TimeDelta::minutes(5));
    report(&app, &measure, "2017-11-02", 51, "ON_TRACK").await;
}

/// The titles of the measures whose field and whose filter say so; both must be the same ones.
async fn those(app: &App, derived: &str) -> String {
    let query = format!(
        "{{ all: measures(orderBy: {{ field: TITLE }}) {{ nodes {{ title it: {derived} }} }}
            some: measures(filter: {{ {derived}: true }}, orderBy: {{ field: TITLE }}) {{ nodes {{ title }} }}
            rest: measures(filter: {{ {derived}: false }}) {{ totalCount }} }}"
    );
    let answer = app.as_role(Role::Reader).ask(query).await;
    let all = answer.at("/all/nodes").as_array().cloned().unwrap_or_default();
    let by_field: Vec<&str> = all.iter().filter(|row| row["it"] == true).filter_map(|row| row["title"].as_str()).collect();
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
    for (title, progress, access, areas) in [
        ("a", 10, "PUBLIC", json!(["A"])),
        ("b", 25, "INTERNAL", json!(["A", "B"])),
        ("c", 30, "INTERNAL", json!([])),
    ] {
        let over = json!({ "progress": progress, "access": access, "resultAreaCodes": areas });
        editor.create("Measure", with(a_measure(&world, title), over)).await;
    }
    let gone = editor.create("Measure", with(a_measure(&world, "d"), json!({ "progress": 90, "resultAreaCodes": ["B"] }))).await;
    change(&app, &gone, json!({ "status": "CANCELLED" })).await;
    let hidden = with(a_measure(&world, "e"), json!({ "progress": 100, "access": "RESTRICTED", "resultAreaCodes": ["B"] }));
    app.as_role(Role::Admin).create("Measure", hidden).await;
    let query = "{ actionPlans(orderBy: { field: TITLE }) { nodes { title progress measureCounts { status count } } }
        resultAreas { nodes { code measureCounts { status count } measures { totalCount } } } }";
    let answer = app.as_role(Role::Reader).ask(query).await;
    let progress = answer.at("/actionPlans/nodes/0/progress").as_f64().expect("a mean");
    assert!((progress - 65.0 / 3.0).abs() < 1e-9, "{progress}");
    assert_eq!(answer.at("/actionPlans/nodes/1/progress"), &Value::Null, "there are none");
    let counts = |place: &str| -> String {
        let counts = answer.at(place).as_array().cloned().unwrap_or_default();
        let pairs = counts.iter().map(|pair| format!("{}{}", &pair["status"].as_str().unwrap_or_default()[..2], pair["count"]));
        pairs.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(counts("/actionPlans/nodes/0/measureCounts"), "PR3 PL0 IN0 ON0 CO0 EF0 CA1");
    assert_eq!(counts("/actionPlans/nodes/1/measureCounts"), "PR0 PL0 IN0 ON0 CO0 EF0 CA0");
    assert_eq!(counts("/resultAreas/nodes/0/measureCounts"), "PR2 PL0 IN0 ON0 CO0 EF0 CA0");
    assert_eq!(counts("/resultAreas/nodes/1/measureCounts"), "PR1 PL0 IN0 ON0 CO0 EF0 CA1");
    let admin = app.as_role(Role::Admin).ask(query).await;
    assert_eq!(admin.at("/actionPlans/nodes/0/progress"), &json!(165.0 / 4.0));
    let public = app.public().ask("{ resultAreas { nodes { measureCounts { count } measures { totalCount } } } }").await;
    assert_eq!(public.at("/resultAreas/nodes/0/measures/totalCount"), 0, "the plan is internal");
    assert_eq!(public.at("/resultAreas/nodes/0/measureCounts/0/count"), 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn reports_at_the_same_time_leave_the_newest_in_force(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let id = at_status(&app, &world, "IN_PROGRESS").await;
    let reports = (10..20).map(|day| {
        let (app, id) = (&app, &id);
        async move { report(app, id, &format!("2017-10-{day}"), day, "ON_TRACK").await }
    });
    futures_util::future::join_all(reports).await;
    assert_eq!(app.number("SELECT sum(progress) AS number FROM measure").await, 19);
}
