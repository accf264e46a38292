//! A push is judged as what it makes of all its rows.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::meeting::{id_of_item, item, pushed};
use super::pushing::{row, send};
use super::record::a_document;
use crate::support::{Backend, Backend::*, Role, an_evaluation, with};

fn from(id: &str) -> Value {
    json!({ "carriedFrom": { "external": { "externalId": id } } })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_comes_back_in_the_push_that_defers_it(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let first = |status: &str| pushed("first", json!([item("x", json!({ "status": status }))]));
    let second = pushed("second", json!([item("y", from("x"))]));
    stage.pushed("Meetings", &[first("SCHEDULED")]).await;
    let at = "INVALID input.meetings.1.agendaItems.0.carriedFrom";
    let words = ["DEFERRED or REFERRED_BACK"];
    stage.push_breaks("Meetings", &[first("SCHEDULED"), second.clone()], at, &words).await;
    let other = [second.clone(), first("WITHDRAWN")];
    let at = "INVALID input.meetings.0.agendaItems.0.carriedFrom";
    stage.push_breaks("Meetings", &other, at, &words).await;
    let wrong = with(first("DEFERRED"), json!({ "title": null }));
    let input = json!({ "source": "tests", "errorPolicy": "REJECT_FAILED", "meetings": [second.clone(), wrong] });
    let refused = send(&stage.app.as_role(Role::Integration), "Meetings", input, "").await;
    assert_eq!(refused.outcomes(), ["second REJECTED", "first REJECTED"], "what is not written does not count");
    let deferred = [second, first("DEFERRED")];
    assert_eq!(stage.pushed("Meetings", &deferred).await, ["second CREATED", "first UPDATED"], "in any order");
    assert_eq!(stage.pushed("Meetings", &deferred).await, ["second UNCHANGED", "first UNCHANGED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_push_names_no_longer_may_go(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let found = |id: &str| row(id, json!({ "kind": "NEED", "text": id }));
    let advice = |finding: Value| row("r", json!({ "text": "Gör så", "finding": finding }));
    let key = |id: &str| json!({ "ofEvaluation": { "externalId": id } });
    let evaluation = |findings: &[&str], advice: Value| {
        let findings: Vec<Value> = findings.iter().map(|id| found(id)).collect();
        [row("e", with(an_evaluation("E"), json!({ "findings": findings, "recommendations": [advice] })))]
    };
    stage.pushed("Evaluations", &evaluation(&["1", "2"], advice(key("1")))).await;
    let at = "IN_USE input.evaluations.0.findings";
    let kept = evaluation(&["2"], with(advice(key("1")), json!({ "text": "Nytt" })));
    stage.push_breaks("Evaluations", &kept[..], at, &["\"1\"", "Recommendation.finding (1)"]).await;
    for (findings, finding) in [(["2"], key("2")), (["3"], key("3")), (["4"], Value::Null)] {
        let turned = evaluation(&findings, advice(finding));
        assert_eq!(stage.pushed("Evaluations", &turned).await, ["e UPDATED"]);
        assert_eq!(stage.app.texts("SELECT external_id AS text FROM finding").await, findings);
        assert_eq!(stage.pushed("Evaluations", &turned).await, ["e UNCHANGED"]);
    }
    let before = json!({ "status": "DEFERRED" });
    stage.pushed("Meetings", &[pushed("m", json!([item("x", before)]))]).await;
    stage
        .pushed("Meetings", &[pushed("m", json!([item("x", json!({"status": "DEFERRED"})), item("y", from("x"))]))])
        .await;
    let alone = pushed("m", json!([item("y", json!({ "carriedFrom": null }))]));
    assert_eq!(stage.pushed("Meetings", &[alone]).await, ["m UPDATED"], "within one list too");
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_row_names_no_longer_is_deleted_by_the_same_push(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let after = |id: &str, previous: &str| {
        with(pushed(id, json!([])), json!({ "previous": { "external": { "externalId": previous } } }))
    };
    stage.pushed("Meetings", &[pushed("1", json!([]))]).await;
    stage.pushed("Meetings", &[after("2", "1")]).await;
    stage.pushed("Meetings", &[after("3", "2")]).await;
    let delete = async |rows: Value| {
        let input = json!({ "source": "tests", "meetings": rows, "deleteExternalIds": ["1", "2"] });
        send(&stage.app.as_role(Role::Integration), "Meetings", input, "").await
    };
    let kept = delete(json!([row("3", json!({ "title": "Ny" }))])).await;
    let at = ["IN_USE input.deleteExternalIds.0", "IN_USE input.deleteExternalIds.1"];
    assert_eq!(kept.errors(), at, "what stays keeps what it names");
    let done = delete(json!([row("3", json!({ "previous": null }))])).await;
    assert_eq!(done.outcomes(), ["3 UPDATED", "1 DELETED", "2 DELETED"]);
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_is_left_out_takes_its_attachments_along(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    stage.pushed("Documents", &[row("d", a_document("Underlaget"))]).await;
    let own = json!({ "documents": [{ "external": { "externalId": "d" } }] });
    let meeting = |items: &[Value]| [pushed("m", json!(items))];
    stage.pushed("Meetings", &meeting(&[item("x", own.clone()), item("y", json!({}))])).await;
    assert_eq!(stage.pushed("Meetings", &meeting(&[item("y", own)])).await, ["m UPDATED"], "the document moves");
    assert_eq!(stage.count("attachment").await, 1);
    let editors = json!({ "agendaItem": { "id": id_of_item(&stage, "y").await } });
    let editors = stage.create("Document", with(a_document("Redaktörens"), json!({ "attachedTo": [editors] }))).await;
    let at = "IN_USE input.meetings.0.agendaItems";
    stage.push_breaks("Meetings", &meeting(&[]), at, &["\"y\"", "may not see"]).await;
    stage.change("Document", &editors, json!({ "attachedTo": [] }), "").await;
    assert_eq!(stage.pushed("Meetings", &meeting(&[])).await, ["m UPDATED"]);
    assert_eq!((stage.count("attachment").await, stage.count("agenda_item").await), (0, 0));
    let versions = "SELECT cast(version AS text) AS text FROM document WHERE external_id = 'd'";
    assert_eq!(stage.app.texts(versions).await, ["4"], "its list changed three times");
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_name_what_the_same_push_creates(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let after = json!({ "previous": { "external": { "externalId": "1" } } });
    let first = pushed("1", json!([item("x", json!({ "status": "DEFERRED" }))]));
    let second = with(pushed("2", json!([item("y", from("x"))])), after);
    let scheduled = pushed("1", json!([item("x", json!({ "status": "SCHEDULED" }))]));
    let at = "INVALID input.meetings.0.agendaItems.0.carriedFrom";
    stage.push_breaks("Meetings", &[second.clone(), scheduled], at, &["DEFERRED"]).await;
    let wrong = with(first.clone(), json!({ "title": null }));
    let input = json!({ "source": "tests", "errorPolicy": "REJECT_FAILED", "meetings": [second.clone(), wrong] });
    let refused = send(&stage.app.as_role(Role::Integration), "Meetings", input, "").await;
    assert_eq!(refused.outcomes(), ["2 REJECTED", "1 REJECTED"], "what is not written cannot be named");
    let elsewhere = json!({ "previous": { "external": { "source": "other", "externalId": "1" } } });
    let foreign = [first.clone(), with(second.clone(), elsewhere)];
    let at = "UNKNOWN_REFERENCE input.meetings.1.previous";
    stage.push_breaks("Meetings", &foreign, at, &["no Meeting"]).await;
    let itself = with(first.clone(), json!({ "previous": { "external": { "externalId": "1" } } }));
    stage.push_breaks("Meetings", &[itself], "CYCLE input.meetings.0.previous", &["back"]).await;
    let circle = with(first.clone(), json!({ "previous": { "external": { "externalId": "2" } } }));
    let at = ["CYCLE input.meetings.0.previous", "CYCLE input.meetings.1.previous"];
    stage.push_breaks_at("Meetings", &[circle, second.clone()], &at, &["back"]).await;
    let all = [second, first];
    assert_eq!(stage.pushed("Meetings", &all).await, ["2 CREATED", "1 CREATED"], "in any order");
    assert_eq!(stage.pushed("Meetings", &all).await, ["2 UNCHANGED", "1 UNCHANGED"]);
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}
