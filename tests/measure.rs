//! Measures and the reports on them.

mod derived;
mod report;

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
    json!({ "actionPlan": { "id": id_of::<entity::action_plan::Model>(world.plan) }, "title": title,
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
    let input = json!({ "measure": { "id": measure }, "reportedOn": day, "progress": progress, "health": health });
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
    let focus =
        focus_area::Model { action_plan_id: world.plan, position: 1, title: "Kultur".into(), ..Default::default() };
    let focus = id_of::<focus_area::Model>(app.write(vec![focus]).await[0].id);
    let evaluation = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let advice = recommend(&app, &evaluation, None).await;
    let advice = id_of::<entity::recommendation::Model>(advice.id);
    let person = id_of::<entity::person::Model>(world.person);
    let fields =
        "version access code title description kind startsOn dueOn status progress health completedOn overdue stale
        actionPlan { title } focusArea { id } recommendation { id } responsible { name } responsiblePerson { id }
        decision { id } resultAreas { code }";
    let over = json!({ "code": "1.1", "description": "Så här", "kind": "KEY_ACTION", "startsOn": "2017-01-01",
        "dueOn": "2017-12-31", "progress": 10, "health": "AT_RISK", "focusArea": { "id": focus }, "recommendation": { "id": advice },
        "responsiblePerson": { "id": person }, "resultAreaCodes": ["B"] });
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
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
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
        (json!({ "resultAreaCodes": ["Z"] }), "UNKNOWN_REFERENCE", "resultAreaCodes.0"),
        (json!({ "responsible": null }), "REQUIRED", "responsible"),
        (json!({ "responsible": { "name": "Ingen" } }), "UNKNOWN_REFERENCE", "responsible"),
        (
            json!({ "actionPlan": { "id": id_of::<entity::action_plan::Model>(unused_id()) } }),
            "UNKNOWN_REFERENCE",
            "actionPlan",
        ),
        (
            json!({ "decision": { "id": id_of::<entity::decision::Model>(unused_id()) } }),
            "UNKNOWN_REFERENCE",
            "decision",
        ),
        (
            json!({ "recommendation": { "id": id_of::<entity::recommendation::Model>(unused_id()) } }),
            "UNKNOWN_REFERENCE",
            "recommendation",
        ),
        (
            json!({ "responsiblePerson": { "id": id_of::<entity::person::Model>(unused_id()) } }),
            "UNKNOWN_REFERENCE",
            "responsiblePerson",
        ),
        (json!({ "focusArea": { "id": focus } }), "INVALID", "focusArea"),
    ] {
        let word = path.split('.').next().unwrap_or_default();
        let created = editor.mutate("createMeasure", with(a_measure(&world, "Ny"), over.clone()), "version").await;
        assert!(created.lacks(path) || created.refused("createMeasure", &[word]) == at(code, path), "{over}");
        assert_eq!(refusal(&app, &id, over.clone(), &[word]).await, at(code, path), "{over}");
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
                let answer = app.as_role(Role::Editor).mutate(UPDATE, with(json!({ "id": id }), over), "status").await;
                assert_eq!(answer.user_errors(UPDATE), [], "{from} to {to}");
            } else {
                // That of an effect is told by its own condition.
                let words: Vec<&str> = if allowed.contains(&to) { vec![to] } else { [allowed, &[from, to]].concat() };
                assert_eq!(
                    refusal(&app, &id, over, &words).await,
                    at("INVALID_TRANSITION", "status"),
                    "{from} to {to}"
                );
            }
        }
    }
    let id = at_status(&app, &world, "IN_PROGRESS").await;
    for step in ["ON_HOLD", "IN_PROGRESS", "ON_HOLD", "CANCELLED"] {
        assert_eq!(change(&app, &id, json!({ "status": step })).await["status"], step);
    }
    let over = json!({ "status": "IN_PROGRESS" });
    assert_eq!(refusal(&app, &id, over, &["nothing"]).await, at("INVALID_TRANSITION", "status"));
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
    let half = json!({ "status": "COMPLETED", "progress": 50 });
    assert_eq!(refusal(&app, &id, half, &["100"]).await, at("OUT_OF_RANGE", "progress"));
    let early = json!({ "completedOn": "2017-10-01" });
    assert_eq!(refusal(&app, &id, early, &["completed"]).await, at("INVALID", "completedOn"));
    let future = json!({ "status": "COMPLETED", "completedOn": "2017-11-02" });
    assert_eq!(refusal(&app, &id, future, &["future"]).await, at("OUT_OF_RANGE", "completedOn"));
    let done = change(&app, &id, json!({ "status": "COMPLETED" })).await;
    assert_eq!((&done["progress"], &done["completedOn"]), (&json!(100), &json!("2017-11-01")));
    let input = json!({ "measure": { "id": id }, "reportedOn": "2017-11-01", "progress": 99 });
    let refused = app.as_role(Role::Editor).mutate(REPORT, input, "progress").await;
    assert_eq!(refused.refused(REPORT, &["99", "completed"]), at("OUT_OF_RANGE", "progress"));
    report(&app, &id, "2017-11-01", 100, "ON_TRACK").await;
    let reopened = change(&app, &id, json!({ "status": "IN_PROGRESS" })).await;
    assert_eq!((&reopened["status"], &reopened["completedOn"]), (&json!("IN_PROGRESS"), &Value::Null));
    report(&app, &id, "2017-11-01", 80, "AT_RISK").await;
    let again = change(&app, &id, json!({ "status": "COMPLETED", "completedOn": "2017-10-31" })).await;
    assert_eq!(
        (&again["progress"], &again["completedOn"]),
        (&json!(100), &json!("2017-10-31")),
        "the day that is told"
    );
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
    let figure =
        json!({ "measure": { "id": id }, "indicatorCode": "I", "claim": "MEASURED", "value": 1, "qualifier": "EXACT" });
    let figure = editor.create("Observation", figure).await;
    let confirm = json!({ "status": "EFFECT_CONFIRMED" });
    assert_eq!(refusal(&app, &id, confirm.clone(), &["approved"]).await, at("INVALID_TRANSITION", "status"));
    let approve = json!({ "id": figure, "status": "APPROVED" });
    editor.mutate("updateObservation", approve, "status").await.written("updateObservation");
    assert_eq!(change(&app, &id, confirm).await["status"], "EFFECT_CONFIRMED");
    let kept = editor.mutate("deleteObservation", json!({ "id": figure }), "").await;
    assert_eq!(kept.refused("deleteObservation", &["EFFECT_CONFIRMED"]), at("IN_USE", "id"));
    let other = json!({ "id": figure, "value": 2 });
    editor.mutate("updateObservation", other, "status").await.written("updateObservation");
    assert_eq!(
        change(&app, &id, json!({ "title": "Ny titel" })).await["status"],
        "EFFECT_CONFIRMED",
        "only the step asks"
    );
    let used = editor.mutate("deleteMeasure", json!({ "id": id }), "").await;
    assert_eq!(used.refused("deleteMeasure", &["Observation.measure (1)"]), at("IN_USE", "id"));
}
