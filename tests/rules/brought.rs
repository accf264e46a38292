//! A push deletes what its source brought, and nothing that others added to it.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::meeting::{id_of_item, item, pushed};
use super::pushing::{delete_as, push_under, row};
use super::updates::{measure, report, start};
use crate::support::{Backend, Backend::*, Role, an_evaluation, with};

/// A deletion by the source is refused, in these words.
async fn delete_breaks(stage: &Stage, kind: &str, words: &[&str]) {
    let before = stage.app.changes().await;
    let refused = delete_as(&stage.app.as_role(Role::Integration), kind, &["a"]).await;
    assert_eq!(refused.errors(), ["IN_USE input.deleteExternalIds.0"]);
    for word in words {
        assert!(refused.messages()[0].contains(word), "\"{word}\" is not in {:?}", refused.messages());
    }
    assert_eq!(stage.app.changes().await, before);
}

async fn deleted(stage: &Stage, kind: &str) {
    let deleted = delete_as(&stage.app.as_role(Role::Integration), kind, &["a"]).await;
    assert_eq!((deleted.errors(), deleted.outcomes()), (Vec::new(), vec!["a DELETED".to_owned()]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answered_recommendation_is_not_left_out(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let advice = |list: Value| [row("a", with(an_evaluation("E"), json!({ "recommendations": list })))];
    let list = json!([row("r", json!({ "text": "Gör så" }))]);
    stage.pushed("Evaluations", &advice(list.clone())).await;
    let query = "{ recommendations { nodes { id } } }";
    let id = stage.editor().ask(query).await.text("/recommendations/nodes/0/id").to_owned();
    let response = json!({ "recommendation": { "id": id }, "stance": "AGREE", "text": "Vi gör så",
        "responsible": { "name": "Myndigheten" }, "respondedOn": "2017-11-01" });
    let response = stage.create("ManagementResponse", response).await;
    let words = ["recommendations leaves out \"r\"", "ManagementResponse (1)", "an editor"];
    for none in [json!([]), Value::Null] {
        stage.push_breaks("Evaluations", &advice(none), "IN_USE input.evaluations.0.recommendations", &words).await;
    }
    assert_eq!(stage.pushed("Evaluations", &advice(list)).await, ["a UNCHANGED"]);
    stage.delete("ManagementResponse", &response).await;
    assert_eq!(stage.pushed("Evaluations", &advice(json!([]))).await, ["a UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_deletes_nothing_that_editors_added(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let found = json!([row("1", json!({ "kind": "NEED", "text": "Källans" }))]);
    let evaluation = [row("a", with(an_evaluation("E"), json!({ "findings": found, "territoryCodes": ["25"] })))];
    let id = stage.push("Evaluations", &evaluation, "").await.first()["id"].clone();
    let added = |text: &str| json!({ "evaluation": { "id": id }, "kind": "RISK", "text": text });
    let ours = [stage.create("Finding", added("Ett")).await, stage.create("Finding", added("Två")).await];
    delete_breaks(&stage, "Evaluations", &["Finding (2)", "an editor"]).await;
    for finding in &ours {
        stage.delete("Finding", finding).await;
    }
    deleted(&stage, "Evaluations").await;
    let meeting = |items: Value| [with(pushed("a", items), json!({ "access": "PUBLIC" }))];
    let id = stage.push("Meetings", &meeting(json!([item("i", json!({}))])), "").await.first()["id"].clone();
    let said = json!({ "agendaItem": { "id": id_of_item(&stage, "i").await }, "kind": "QUOTE", "text": "Viktigt",
        "participant": { "person": { "id": stage.person() } } });
    stage.create("Statement", said).await;
    let words = ["agendaItems leaves out \"i\"", "Statement (1)"];
    stage.push_breaks("Meetings", &meeting(json!([])), "IN_USE input.meetings.0.agendaItems", &words).await;
    stage.delete("AgendaItem", &id_of_item(&stage, "i").await).await;
    assert_eq!(stage.count("statement").await, 0, "an editor's deletion takes it along");
    let id = id.as_str().expect("an id");
    let came =
        json!({ "meeting": { "id": id }, "participant": { "person": { "id": stage.person() } }, "role": "CHAIR" });
    stage.create("Attendance", came).await;
    delete_breaks(&stage, "Meetings", &["Attendance (1)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_deletes_no_other_sources_report(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let own = json!([report("1", "2017-05-01", 10, "ON_TRACK")]);
    stage.pushed("Measures", &[with(measure("a", own), json!({ "access": "PUBLIC" }))]).await;
    let key = json!({ "measure": { "external": { "source": "tests", "externalId": "a" } } });
    let foreign = [with(report("1", "2017-06-01", 20, "AT_RISK"), key)];
    push_under(&stage.app.as_integration("other"), "other", "MeasureUpdates", &foreign, "").await.first();
    delete_breaks(&stage, "Measures", &["MeasureUpdate (1)"]).await;
    stage.app.tamper("UPDATE measure_update SET source = 'tests', external_id = '2' WHERE source = 'other'").await;
    deleted(&stage, "Measures").await;
}
