//! Reports on a measure: the newest one sets its progress and health.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use super::{REPORT, at, at_status, change, refusal, report, start};
use crate::support::{Backend, Backend::*, Role, id_of, unused_id, with};

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
    let days: Vec<&Value> =
        seen["updates"]["nodes"].as_array().into_iter().flatten().map(|update| &update["progress"]).collect();
    assert_eq!(days, [45, 50, 40], "the newest first");
    assert_eq!(
        refusal(&app, &id, json!({ "progress": 60 }), &["createMeasureUpdate"]).await,
        at("INVALID", "progress")
    );
    assert_eq!(refusal(&app, &id, json!({ "health": null }), &["createMeasureUpdate"]).await, at("INVALID", "health"));
    change(&app, &id, json!({ "progress": 45, "title": "Ny" })).await;
    let silent = json!({ "measure": { "id": id }, "reportedOn": "2017-11-01", "progress": 46 });
    editor.mutate(REPORT, silent, "health").await.written(REPORT);
    assert_eq!(now().await["health"], Value::Null, "the newest report does not judge");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_report_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, world) = start(on).await;
    let editor = app.as_role(Role::Editor);
    let measure = at_status(&app, &world, "IN_PROGRESS").await;
    let good = json!({ "measure": { "id": measure }, "reportedOn": "2017-11-01", "progress": 50,
        "reportedBy": { "id": id_of::<entity::person::Model>(world.person) }, "comment": "Halvvägs" });
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "progress": 101 }), "OUT_OF_RANGE", "progress"),
        (json!({ "progress": null }), "REQUIRED", "progress"),
        (json!({ "reportedOn": "2017-11-02" }), "OUT_OF_RANGE", "reportedOn"),
        (json!({ "reportedOn": null }), "REQUIRED", "reportedOn"),
        (json!({ "comment": "å".repeat(20_001) }), "TOO_LONG", "comment"),
        (json!({ "measure": { "id": id_of::<entity::measure::Model>(unused_id()) } }), "UNKNOWN_REFERENCE", "measure"),
        (
            json!({ "reportedBy": { "id": id_of::<entity::person::Model>(unused_id()) } }),
            "UNKNOWN_REFERENCE",
            "reportedBy",
        ),
    ] {
        let refused = editor.mutate(REPORT, with(good.clone(), over.clone()), "progress").await;
        assert!(refused.lacks(path) || refused.refused(REPORT, &[path]) == at(code, path), "{over}");
    }
    let empty = editor.mutate(REPORT, json!({}), "progress").await;
    for needed in ["input.progress", "input.reportedOn", "input.measure"] {
        assert!(empty.lacks(needed));
    }
    let dry = editor.mutate(REPORT, with(good.clone(), json!({ "dryRun": true })), "progress").await;
    assert_eq!(dry.user_errors(REPORT), []);
    assert_eq!(app.changes().await, before);
    let twice = good.clone();
    let written = editor.mutate(REPORT, good, "comment reportedBy { familyName } measure { progress }").await;
    let written = written.written(REPORT);
    assert_eq!((&written["reportedBy"]["familyName"], &written["measure"]["progress"]), (&json!("Åberg"), &json!(50)));
    let again = editor.mutate(REPORT, twice, "progress").await;
    assert_eq!(again.refused(REPORT, &["here already"]), at("ALREADY_EXISTS", "reportedOn"));
    // In Sweden it is the second of November an hour before it is so in UTC.
    app.pass(TimeDelta::hours(15) + TimeDelta::minutes(5));
    report(&app, &measure, "2017-11-02", 51, "ON_TRACK").await;
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
