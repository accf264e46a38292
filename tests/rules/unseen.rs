//! What holds for a source also where it does not see why.

use rstest::rstest;
use serde_json::json;

use super::Stage;
use super::pushing::row;
use super::stage::{a_decision, a_meeting};
use super::updates::{measure, report, start, state};
use crate::support::{Backend, Backend::*, an_indicator, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_minds_the_decisions_that_it_does_not_see(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let with_item = |over| {
        let item = row("i", with(json!({ "title": "Punkten" }), over));
        with(row("m", a_meeting("Mötet")), json!({ "agendaItems": [item] }))
    };
    stage.pushed("Meetings", &[with_item(json!({ "purpose": "DECISION", "status": "SCHEDULED" }))]).await;
    let at = "INVALID_TRANSITION input.meetings.0.agendaItems.0.status";
    let handled = with_item(json!({ "status": "HANDLED" }));
    stage.push_breaks("Meetings", std::slice::from_ref(&handled), at, &["HANDLED needs a decision"]).await;
    let key = json!({ "external": { "source": "tests", "externalId": "i" } });
    let decision = with(a_decision("", "ADOPT"), json!({ "agendaItem": key }));
    let decision = stage.create("Decision", decision).await;
    stage.push_breaks("Meetings", std::slice::from_ref(&handled), at, &["a decision that is TAKEN"]).await;
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    let at = "INVALID input.meetings.0.agendaItems.0.purpose";
    stage
        .push_breaks("Meetings", &[with_item(json!({ "purpose": "INFORMATION" }))], at, &["no decision but NOTE"])
        .await;
    assert_eq!(stage.pushed("Meetings", &[handled]).await, ["m UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_counts_also_when_its_source_no_longer_sees_the_plan(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let reports = json!([report("1", "2017-04-01", 30, "ON_TRACK"), report("2", "2017-05-01", 60, "AT_RISK")]);
    stage.pushed("Measures", &[measure("a", reports)]).await;
    stage.app.tamper("UPDATE action_plan SET access = 'INTERNAL'").await;
    let corrected = [report("2", "2017-05-01", 70, "AT_RISK")];
    assert_eq!(stage.pushed("MeasureUpdates", &corrected).await, ["2 UPDATED"]);
    assert_eq!(state(&stage, "a").await, "70 AT_RISK");
    let older = row("a", json!({ "updates": [report("1", "2017-04-01", 35, "ON_TRACK"), corrected[0].clone()] }));
    assert_eq!(stage.pushed("Measures", &[older]).await, ["a UPDATED"]);
    assert_eq!(state(&stage, "a").await, "70 AT_RISK", "an older one does not count");
    stage.app.tamper("UPDATE measure SET status = 'COMPLETED', progress = 100").await;
    let at = "OUT_OF_RANGE input.measureUpdates.0.progress";
    let less = [report("2", "2017-05-01", 80, "AT_RISK")];
    stage.push_breaks("MeasureUpdates", &less, at, &["80", "completed"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_confirms_the_effect_that_editors_approved(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    stage.create("Indicator", an_indicator("I")).await;
    stage.pushed("Measures", &[measure("a", json!([]))]).await;
    let confirmed = [row("a", json!({ "status": "EFFECT_CONFIRMED" }))];
    let at = "INVALID_TRANSITION input.measures.0.status";
    stage.push_breaks("Measures", &confirmed, at, &["approved observation"]).await;
    let key = json!({ "external": { "source": "tests", "externalId": "a" } });
    let figure = json!({ "measure": key, "indicatorCode": "I", "claim": "MEASURED", "valueText": "stor" });
    let figure = stage.create("Observation", figure).await;
    stage.push_breaks("Measures", &confirmed, at, &["approved observation"]).await;
    stage.change("Observation", &figure, json!({ "status": "APPROVED" }), "").await;
    assert_eq!(stage.pushed("Measures", &confirmed).await, ["a UPDATED"]);
    assert_eq!(state(&stage, "a").await, "100 null");
    let new = [with(measure("b", json!([])), json!({ "status": "EFFECT_CONFIRMED" }))];
    assert_eq!(stage.pushed("Measures", &new).await, ["b CREATED"], "a new one may have any status");
}
