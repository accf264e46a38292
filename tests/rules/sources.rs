//! Several sources report on one measure, and each keeps its own reports.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::{Pushed, push_under};
use super::updates::{measure, report, start, state};
use crate::support::{Backend, Backend::*, with};

/// Another source's reports on the measure `m` that the source `tests` has pushed.
async fn report_from_another(stage: &Stage, reports: &[Value]) -> Pushed {
    let key = json!({ "measure": { "external": { "source": "tests", "externalId": "m" } }, "comment": "den andras" });
    let rows: Vec<Value> = reports.iter().map(|report| with(report.clone(), key.clone())).collect();
    push_under(&stage.app.as_integration("other"), "other", "MeasureUpdates", &rows, "").await
}

/// All reports, such as `tests 1 10 null`.
async fn reports(stage: &Stage) -> Vec<String> {
    let query = "{ measureUpdates(first: 10) { nodes { source externalId progress comment } } }";
    let answer = stage.editor().ask(query).await;
    let words = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let line =
        |report: &Value| ["source", "externalId", "progress", "comment"].map(|name| words(&report[name])).join(" ");
    let mut lines: Vec<String> =
        answer.at("/measureUpdates/nodes").as_array().into_iter().flatten().map(line).collect();
    lines.sort();
    lines
}

/// A measure that another source may report on, with its own source's reports.
fn shared(updates: Value) -> [Value; 1] {
    [with(measure("m", updates), json!({ "access": "PUBLIC" }))]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measures_push_leaves_the_reports_of_other_sources(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let own = shared(json!([report("1", "2017-05-01", 10, "ON_TRACK")]));
    assert_eq!(stage.pushed("Measures", &own).await, ["m CREATED"]);
    let foreign = [report("2", "2017-06-01", 20, "AT_RISK"), report("1", "2017-04-01", 5, "AT_RISK")];
    assert_eq!(report_from_another(&stage, &foreign).await.outcomes(), ["2 CREATED", "1 CREATED"]);
    let all = ["other 1 5 den andras", "other 2 20 den andras", "tests 1 10 null"];
    assert_eq!(stage.pushed("Measures", &own).await, ["m UNCHANGED"], "an id is a source's own");
    assert_eq!(reports(&stage).await, all);
    assert_eq!(report_from_another(&stage, &foreign).await.outcomes(), ["2 UNCHANGED", "1 UNCHANGED"]);
    assert_eq!(stage.pushed("Measures", &shared(json!([]))).await, ["m UPDATED"]);
    assert_eq!(reports(&stage).await, all[..2], "only its own are left out");
    assert_eq!(state(&stage, "m").await, "20 AT_RISK");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measures_push_takes_over_no_report(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    assert_eq!(stage.pushed("Measures", &shared(json!([]))).await, ["m CREATED"]);
    let foreign = [report("7", "2017-06-01", 20, "AT_RISK")];
    assert_eq!(report_from_another(&stage, &foreign).await.outcomes(), ["7 CREATED"]);
    let own = shared(json!([report("7", "2017-05-01", 10, "ON_TRACK")]));
    assert_eq!(stage.pushed("Measures", &own).await, ["m UPDATED"]);
    assert_eq!(reports(&stage).await, ["other 7 20 den andras", "tests 7 10 null"]);
    assert_eq!(report_from_another(&stage, &foreign).await.outcomes(), ["7 UNCHANGED"]);
    assert_eq!(stage.pushed("Measures", &own).await, ["m UNCHANGED"]);
}
