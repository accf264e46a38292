//! What closes an evaluation.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use crate::support::{Backend, Backend::*, an_evaluation, with};

fn pushed(over: Value) -> Value {
    with(row("e", an_evaluation("Utvärderingen")), over)
}

fn advice(external_id: &str, status: &str) -> Value {
    row(external_id, json!({ "text": "Gör så", "status": status }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_closes_what_is_answered_with_it_too(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let with_advice = |status: &str, advice: Value| pushed(json!({ "status": status, "recommendations": advice }));
    let delivered = with_advice("DELIVERED", json!([advice("1", "OPEN"), advice("2", "IN_PROGRESS")]));
    stage.pushed("Evaluations", &[delivered]).await;
    let at = "INVALID_TRANSITION input.evaluations.0.status";
    let words = ["CLOSED needs every recommendation answered"];
    for open in [
        pushed(json!({ "status": "CLOSED" })),
        with_advice("CLOSED", json!([advice("1", "OPEN"), advice("2", "IN_PROGRESS")])),
        with_advice("CLOSED", json!([advice("1", "NO_LONGER_RELEVANT"), advice("3", "OPEN")])),
    ] {
        stage.push_breaks("Evaluations", &[open], at, &words).await;
    }
    let by_hand = with_advice("CLOSED", json!([advice("1", "ANSWERED"), advice("2", "IN_PROGRESS")]));
    let part = "INVALID_TRANSITION input.evaluations.0.recommendations.0.status";
    stage.push_breaks("Evaluations", &[by_hand], part, &["ANSWERED needs a response"]).await;
    let closed = with_advice("CLOSED", json!([advice("2", "IN_PROGRESS"), advice("1", "NO_LONGER_RELEVANT")]));
    assert_eq!(stage.pushed("Evaluations", &[closed]).await, ["e UPDATED"]);
    assert_eq!(stage.app.texts("SELECT status AS text FROM evaluation").await, ["CLOSED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_push_leaves_out_need_not_be_answered(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let open = json!({ "status": "DELIVERED", "recommendations": [advice("1", "OPEN")] });
    let evaluation = stage.push("Evaluations", &[pushed(open)], "").await.first()["id"].clone();
    stage.create("Recommendation", json!({ "evaluation": { "id": evaluation }, "text": "En redaktörs" })).await;
    let closed = pushed(json!({ "status": "CLOSED", "recommendations": [] }));
    let at = "INVALID_TRANSITION input.evaluations.0.status";
    stage.push_breaks("Evaluations", std::slice::from_ref(&closed), at, &["recommendation"]).await;
    stage.app.tamper("UPDATE recommendation SET status = 'NO_LONGER_RELEVANT' WHERE external_id IS NULL").await;
    assert_eq!(stage.pushed("Evaluations", &[closed]).await, ["e UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_recommendation_builds_on_a_finding_of_its_evaluation(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let finding = async |title: &str| {
        let evaluation = stage.create("Evaluation", an_evaluation(title)).await;
        let finding = json!({ "evaluation": { "id": evaluation }, "kind": "NEED", "text": "Behov" });
        (evaluation.clone(), stage.create("Finding", finding).await)
    };
    let ((own, own_finding), (_, other_finding)) = (finding("Egen").await, finding("Annan").await);
    let on = |finding: &str| json!({ "evaluation": { "id": own }, "text": "Gör så", "finding": { "id": finding } });
    let (at, words) = ("INVALID input.finding", ["another evaluation"]);
    stage.breaks("createRecommendation", on(&other_finding), at, &words).await;
    let recommendation = stage.create("Recommendation", on(&own_finding)).await;
    let change = json!({ "finding": { "id": other_finding } });
    stage.change_breaks("Recommendation", &recommendation, change, at, &words).await;
    let outside = json!({ "finding": { "ofEvaluation": { "externalId": "F1" } } });
    let at = "REQUIRED input.finding";
    stage.change_breaks("Recommendation", &recommendation, outside, at, &["needs the evaluation here"]).await;
    stage.delete_breaks("Finding", &own_finding, "IN_USE input.id", &["Recommendation.finding (1)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_recommendation_names_a_finding_of_the_same_push(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let on = |finding: Value| json!([with(advice("R1", "OPEN"), json!({ "finding": { "ofEvaluation": finding } }))]);
    let finding = |id: &str| row(id, json!({ "kind": "NEED", "text": id }));
    let both = pushed(json!({ "findings": [finding("F1")], "recommendations": on(json!({ "externalId": "F1" })) }));
    let shown = "recommendations { nodes { externalId finding { externalId } } }";
    let first = stage.push("Evaluations", std::slice::from_ref(&both), shown).await.first();
    let expected = json!([{ "externalId": "R1", "finding": { "externalId": "F1" } }]);
    assert_eq!(first["recommendations"]["nodes"], expected);
    assert_eq!(stage.pushed("Evaluations", &[both]).await, ["e UNCHANGED"]);
    let at = "UNKNOWN_REFERENCE input.evaluations.0.recommendations.0.finding";
    let unknown = pushed(json!({ "recommendations": on(json!({ "externalId": "F2" })) }));
    stage.push_breaks("Evaluations", &[unknown], at, &["no Finding", "F2"]).await;
    let later = pushed(json!({ "findings": [finding("F1"), finding("F2")],
        "recommendations": on(json!({ "externalId": "F2" })) }));
    assert_eq!(stage.pushed("Evaluations", &[later]).await, ["e UPDATED"]);
    let own = json!({ "evaluation": { "external": { "externalId": "e" } }, "externalId": "F1" });
    let named = pushed(json!({ "recommendations": on(own) }));
    assert_eq!(stage.pushed("Evaluations", &[named]).await, ["e UPDATED"], "the source itself is left out");
    let elsewhere = with(
        row("e2", an_evaluation("En annan")),
        json!({ "recommendations":
        on(json!({ "evaluation": { "external": { "externalId": "e" } }, "externalId": "F1" })) }),
    );
    let at = "INVALID input.evaluations.0.recommendations.0.finding";
    stage.push_breaks("Evaluations", &[elsewhere], at, &["another evaluation"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_evaluation_takes_no_open_recommendation(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let answered = json!({ "status": "CLOSED", "recommendations": [advice("1", "ANSWERED")] });
    let evaluation = stage.push("Evaluations", &[pushed(answered)], "").await.first()["id"].clone();
    let open = json!({ "evaluation": { "id": evaluation }, "text": "Gör så" });
    let words = ["evaluation is CLOSED", "answered"];
    stage.breaks("createRecommendation", open, "INVALID_TRANSITION input.evaluation", &words).await;
    let more = json!([advice("1", "ANSWERED"), advice("2", "OPEN")]);
    let at = "INVALID_TRANSITION input.evaluations.0.status";
    let closed = pushed(json!({ "status": "CLOSED", "recommendations": more.clone() }));
    stage.push_breaks("Evaluations", &[closed], at, &["CLOSED needs every recommendation answered"]).await;
    let unsaid = pushed(json!({ "recommendations": more }));
    stage.push_breaks("Evaluations", &[unsaid], at, &["CLOSED"]).await;
    let same = pushed(json!({ "status": "CLOSED", "recommendations": [advice("1", "ANSWERED")] }));
    assert_eq!(stage.pushed("Evaluations", &[same]).await, ["e UNCHANGED"]);
    stage.app.tamper("UPDATE recommendation SET status = 'OPEN'").await;
    let corrected =
        pushed(json!({ "title": "Rättad", "recommendations": [row("1", json!({ "text": "Gör så här" }))] }));
    assert_eq!(stage.pushed("Evaluations", &[corrected]).await, ["e UPDATED"], "one that was open already stays");
}
