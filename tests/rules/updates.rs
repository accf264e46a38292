//! Reports on measures: whose they are, and what they make of the measure.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use crate::support::{Backend, Backend::*, with};

/// A measure of a plan that sources see, with these reports.
#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
pub fn measure(external_id: &str, updates: Value) -> Value {
    row(
        external_id,
        json!({ "actionPlan": { "title": "Planen" }, "title": external_id, "status": "IN_PROGRESS",
            "responsible": { "name": "Myndigheten" }, "updates": updates }),
    )
}

pub fn report(external_id: &str, day: &str, progress: i32, health: &str) -> Value {
    row(external_id, json!({ "reportedOn": day, "progress": progress, "health": health }))
}

pub fn of(measure: &str, report: Value) -> Value {
    with(report, json!({ "measure": { "external": { "externalId": measure } } }))
}

pub async fn start(on: Backend) -> Stage {
    let stage = Stage::set(on).await;
    stage.app.tamper("UPDATE action_plan SET access = 'PUBLIC'").await;
    stage
}

/// Progress and health of a measure that was pushed.
pub async fn state(stage: &Stage, external_id: &str) -> String {
    let query = format!(
        "{{ it: measure(by: {{ external: {{ source: \"tests\", externalId: \"{external_id}\" }} }}) {{ progress health }} }}"
    );
    let it = stage.editor().ask(query).await.at("/it").clone();
    format!("{} {}", it["progress"], it["health"].as_str().unwrap_or("null"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn reports_are_pushed_by_their_measures_key(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    stage.pushed("Measures", &[measure("a", json!([])), measure("b", json!([]))]).await;
    let rows = [
        of("a", report("r1", "2017-05-01", 40, "AT_RISK")),
        of("a", report("r2", "2017-04-01", 30, "ON_TRACK")),
        of("b", report("r3", "2017-04-01", 20, "OFF_TRACK")),
    ];
    assert_eq!(stage.pushed("MeasureUpdates", &rows).await, ["r1 CREATED", "r2 CREATED", "r3 CREATED"]);
    assert_eq!((state(&stage, "a").await, state(&stage, "b").await), ("40 AT_RISK".into(), "20 OFF_TRACK".into()));
    assert_eq!(stage.pushed("MeasureUpdates", &rows).await, ["r1 UNCHANGED", "r2 UNCHANGED", "r3 UNCHANGED"]);
    let corrected = [report("r1", "2017-05-01", 45, "ON_TRACK")];
    let updated = stage.push("MeasureUpdates", &corrected, "version progress").await;
    assert_eq!(updated.outcomes(), ["r1 UPDATED"], "its measure may be left out");
    assert_eq!((&updated.first()["version"], &updated.first()["progress"]), (&json!(2), &json!(45)));
    assert_eq!(state(&stage, "a").await, "45 ON_TRACK");
    let at = "INVALID input.measureUpdates.0.measure";
    let moved = of("b", report("r1", "2017-05-01", 45, "ON_TRACK"));
    stage.push_breaks("MeasureUpdates", &[moved], at, &["measure cannot change"]).await;
    let at = "REQUIRED input.measureUpdates.0.measure";
    stage.push_breaks("MeasureUpdates", &[report("r4", "2017-05-01", 1, "ON_TRACK")], at, &["measure"]).await;
    let at = "UNKNOWN_REFERENCE input.measureUpdates.0.measure";
    let unknown = of("c", report("r4", "2017-05-01", 1, "ON_TRACK"));
    stage.push_breaks("MeasureUpdates", &[unknown], at, &["no Measure", "\"c\""]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_reports_external_id_is_its_sources_own(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let one = |id: &str| json!([report(id, "2017-05-01", 40, "ON_TRACK")]);
    let twice = json!([report("r", "2017-05-01", 40, "ON_TRACK"), report("r", "2017-05-02", 50, "ON_TRACK")]);
    let at = "DUPLICATE_IN_PUSH input.measures.0.updates.1.externalId";
    stage.push_breaks("Measures", &[measure("a", twice)], at, &["\"r\""]).await;
    let at = "DUPLICATE_IN_PUSH input.measures.1.updates.0.externalId";
    stage.push_breaks("Measures", &[measure("a", one("r")), measure("b", one("r"))], at, &["\"r\""]).await;
    stage.pushed("Measures", &[measure("a", one("r"))]).await;
    let at = "ALREADY_EXISTS input.measures.0.updates.0.externalId";
    stage.push_breaks("Measures", &[measure("b", one("r"))], at, &["\"r\"", "another object"]).await;
    let own =
        with(report("s", "2017-05-01", 40, "ON_TRACK"), json!({ "measure": { "external": { "externalId": "a" } } }));
    let at = "INVALID input.measures.0.updates.0.measure";
    stage.push_breaks("Measures", &[measure("a", json!([own]))], at, &["leave it out"]).await;
    assert_eq!(stage.pushed("Measures", &[measure("b", one("s"))]).await, ["b CREATED"]);
    let same = of("a", report("r", "2017-05-01", 40, "ON_TRACK"));
    assert_eq!(stage.pushed("MeasureUpdates", &[same]).await, ["r UNCHANGED"], "it is the same by either push");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_corrected_or_deleted_is_reckoned_anew(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let reports = |list: &[Value]| [measure("a", json!(list))];
    let (first, second) = (report("1", "2017-04-01", 30, "ON_TRACK"), report("2", "2017-05-01", 60, "AT_RISK"));
    stage.pushed("Measures", &reports(&[first.clone(), second.clone()])).await;
    assert_eq!(state(&stage, "a").await, "60 AT_RISK");
    assert_eq!(stage.pushed("Measures", &reports(&[second.clone(), first.clone()])).await, ["a UNCHANGED"]);
    let earlier = report("2", "2017-03-01", 60, "AT_RISK");
    stage.pushed("Measures", &reports(&[first.clone(), earlier])).await;
    assert_eq!(state(&stage, "a").await, "30 ON_TRACK", "the other one is the newest now");
    stage.pushed("Measures", &reports(&[first.clone(), second.clone()])).await;
    assert_eq!(state(&stage, "a").await, "60 AT_RISK");
    stage.pushed("Measures", &reports(std::slice::from_ref(&first))).await;
    assert_eq!(state(&stage, "a").await, "30 ON_TRACK", "the newest is left out");
    stage.pushed("MeasureUpdates", &[of("a", second)]).await;
    assert_eq!(state(&stage, "a").await, "60 AT_RISK");
    let delete = json!({ "source": "tests", "deleteExternalIds": ["2"] });
    let push = "mutation ($input: PushMeasureUpdatesInput!) { pushMeasureUpdates(input: $input) { revision } }";
    let source = stage.app.as_role(crate::support::Role::Integration);
    source.ask_with(push, json!({ "input": delete })).await.text("/pushMeasureUpdates/revision");
    assert_eq!(state(&stage, "a").await, "30 ON_TRACK", "the newest is deleted");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editors_report_stays_and_counts(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let key = json!({ "external": { "source": "tests", "externalId": "a" } });
    let pushed = [measure("a", json!([report("1", "2017-05-01", 60, "AT_RISK")]))];
    stage.pushed("Measures", &pushed).await;
    let own = json!({ "measure": key, "reportedOn": "2017-04-01", "progress": 30, "health": "ON_TRACK" });
    let own = stage.create("MeasureUpdate", own).await;
    assert_eq!(state(&stage, "a").await, "60 AT_RISK");
    stage.pushed("Measures", &[measure("a", json!([]))]).await;
    assert_eq!(state(&stage, "a").await, "30 ON_TRACK", "the source's own is left out");
    stage.change("MeasureUpdate", &own, json!({ "progress": 35, "health": null }), "").await;
    assert_eq!(state(&stage, "a").await, "35 null");
    stage.pushed("Measures", &pushed).await;
    stage.change("MeasureUpdate", &own, json!({ "reportedOn": "2017-05-02" }), "").await;
    assert_eq!(state(&stage, "a").await, "35 null", "it is the newest now");
    stage.delete("MeasureUpdate", &own).await;
    assert_eq!(state(&stage, "a").await, "60 AT_RISK");
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}
