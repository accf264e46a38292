//! What was taken once is taken again: a rule is asked where something is new or differs, and of all that a push brings.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use super::stage::a_meeting;
use super::updates::{measure, of, report, start, state};
use crate::support::{Backend, Backend::*, with};

fn with_status(status: &str, over: Value) -> [Value; 1] {
    [with(with(measure("a", json!([])), json!({ "status": status })), over)]
}

fn reported(status: &str, reports: &[(&str, &str, i32)]) -> [Value; 1] {
    let reports: Vec<_> = reports.iter().map(|(id, day, progress)| report(id, day, *progress, "ON_TRACK")).collect();
    with_status(status, json!({ "updates": reports }))
}

/// An editor changes the measure that was pushed.
async fn edit(stage: &Stage, over: Value) {
    let id = stage.editor().ask("{ measures { nodes { id } } }").await.text("/measures/nodes/0/id").to_owned();
    stage.change("Measure", &id, over, "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_completed_measures_old_report_is_pushed_again(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let half = [("1", "2017-05-01", 80)];
    stage.pushed("Measures", &reported("IN_PROGRESS", &half)).await;
    assert_eq!(stage.pushed("Measures", &reported("COMPLETED", &half)).await, ["a UPDATED"]);
    assert_eq!(stage.pushed("Measures", &reported("COMPLETED", &half)).await, ["a UNCHANGED"]);
    assert_eq!(stage.pushed("Measures", &reported("IN_PROGRESS", &half)).await, ["a UNCHANGED"], "it is behind");
    let commented = with(report("1", "2017-05-01", 80, "ON_TRACK"), json!({ "comment": "Rättat" }));
    assert_eq!(stage.pushed("MeasureUpdates", &[of("a", commented.clone())]).await, ["1 UPDATED"]);
    let again = with(commented, json!({ "comment": "Rättat igen" }));
    assert_eq!(stage.pushed("Measures", &with_status("COMPLETED", json!({ "updates": [again] }))).await, ["a UPDATED"]);
    assert_eq!(state(&stage, "a").await, "100 ON_TRACK");
    let new = reported("COMPLETED", &[("b", "2017-05-01", 80)]).map(|row| with(row, json!({ "externalId": "b" })));
    assert_eq!(stage.pushed("Measures", &new).await, ["b CREATED"], "as it would be after two pushes");
    assert_eq!(stage.pushed("Measures", &new).await, ["b UNCHANGED"]);
    assert_eq!(state(&stage, "b").await, "100 ON_TRACK");
    let words = ["80", "completed"];
    let at = "OUT_OF_RANGE input.measureUpdates.0.progress";
    let later = of("a", report("2", "2017-06-01", 80, "ON_TRACK"));
    stage.push_breaks("MeasureUpdates", &[later], at, &words).await;
    let lower = of("a", report("1", "2017-05-01", 70, "ON_TRACK"));
    stage.push_breaks("MeasureUpdates", &[lower], at, &["70", "completed"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_newest_report_is_sought_in_the_push_too(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    stage.pushed("Measures", &with_status("COMPLETED", json!({}))).await;
    let both = [("1", "2017-04-01", 80), ("2", "2017-05-01", 100)];
    assert_eq!(stage.pushed("Measures", &reported("COMPLETED", &both)).await, ["a UPDATED"]);
    assert_eq!(stage.pushed("Measures", &reported("COMPLETED", &both)).await, ["a UNCHANGED"]);
    let at = "OUT_OF_RANGE input.measures.0.updates";
    let late = [both[0], both[1], ("3", "2017-06-01", 90)];
    stage.push_breaks("Measures", &reported("COMPLETED", &late), at, &["completed"]).await;
    let rows = [("3", "2017-06-01", 90), ("4", "2017-07-01", 100)];
    let rows = rows.map(|(id, day, progress)| of("a", report(id, day, progress, "ON_TRACK")));
    assert_eq!(stage.pushed("MeasureUpdates", &rows).await, ["3 CREATED", "4 CREATED"]);
    assert_eq!(stage.pushed("MeasureUpdates", &rows).await, ["3 UNCHANGED", "4 UNCHANGED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_new_measure_says_no_other_progress_than_its_report(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let told = |over: Value| {
        with_status("IN_PROGRESS", with(over, json!({ "updates": [report("1", "2017-05-01", 80, "AT_RISK")] })))
    };
    let (zero, well) = (told(json!({ "progress": 0 })), told(json!({ "health": "ON_TRACK" })));
    let breaks = async |stage: &Stage| {
        let words = ["set by the newest update"];
        stage.push_breaks("Measures", &zero, "INVALID input.measures.0.progress", &words).await;
        stage.push_breaks("Measures", &well, "INVALID input.measures.0.health", &words).await;
    };
    breaks(&stage).await;
    stage.pushed("Measures", &with_status("IN_PROGRESS", json!({ "progress": 0 }))).await;
    breaks(&stage).await;
    let same = told(json!({ "progress": 80, "health": "AT_RISK" }));
    assert_eq!(stage.pushed("Measures", &same).await, ["a UPDATED"]);
    assert_eq!(stage.pushed("Measures", &same).await, ["a UNCHANGED"]);
    breaks(&stage).await;
    let key = json!({ "external": { "source": "tests", "externalId": "a" } });
    stage.create("MeasureUpdate", json!({ "measure": key, "reportedOn": "2017-06-01", "progress": 90 })).await;
    assert_eq!(stage.pushed("Measures", &same).await, ["a UNCHANGED"], "an editor's report is newer");
    assert_eq!(state(&stage, "a").await, "90 null");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn progress_is_kept_with_the_status_of_a_source_that_is_behind(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let behind = with_status("IN_PROGRESS", json!({ "progress": 80, "completedOn": null }));
    stage.pushed("Measures", &behind).await;
    edit(&stage, json!({ "status": "COMPLETED", "completedOn": "2017-10-31" })).await;
    let kept = stage.push("Measures", &behind, "status progress completedOn").await;
    assert_eq!(kept.outcomes(), ["a UNCHANGED"]);
    let shown = kept.first();
    assert_eq!((&shown["status"], &shown["progress"]), (&json!("COMPLETED"), &json!(100)));
    assert_eq!(shown["completedOn"], "2017-10-31");
    let at = "OUT_OF_RANGE input.measures.0.progress";
    stage.push_breaks("Measures", &with_status("COMPLETED", json!({ "progress": 80 })), at, &["100"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_an_editor_repeats_is_still_its_sources(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let pushed = reported("IN_PROGRESS", &[("1", "2017-05-01", 10)]);
    stage.pushed("Measures", &pushed).await;
    let key = json!({ "external": { "source": "tests", "externalId": "a" } });
    let same = json!({ "measure": key, "reportedOn": "2017-05-01", "progress": 10, "health": "ON_TRACK" });
    stage.create("MeasureUpdate", same).await;
    assert_eq!(stage.pushed("Measures", &pushed).await, ["a UNCHANGED"]);
    let report = of("a", report("1", "2017-05-01", 10, "ON_TRACK"));
    assert_eq!(stage.pushed("MeasureUpdates", std::slice::from_ref(&report)).await, ["1 UNCHANGED"]);
    let at = "ALREADY_EXISTS input.measureUpdates.0.reportedOn";
    let double = with(report, json!({ "externalId": "2" }));
    stage.push_breaks("MeasureUpdates", &[double], at, &["here already"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_instant_is_kept_to_the_millisecond(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let at = |instant: &str| [row("m", with(a_meeting("Mötet"), json!({ "startsAt": instant })))];
    let exact = at("2017-10-31T08:30:00.123999999Z");
    let created = stage.push("Meetings", &exact, "startsAt").await;
    assert_eq!(created.first()["startsAt"], "2017-10-31T08:30:00.123Z");
    assert_eq!(stage.pushed("Meetings", &exact).await, ["m UNCHANGED"]);
    assert_eq!(stage.pushed("Meetings", &at("2017-10-31T09:30:00.123+01:00")).await, ["m UNCHANGED"]);
}
