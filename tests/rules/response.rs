//! What the management answers, and what that makes of the recommendation.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use crate::support::{Backend, Backend::*, Role, id_of, unused_id, with};

fn a_response(recommendation: &str, stance: &str) -> Value {
    json!({ "recommendation": { "id": recommendation }, "stance": stance, "text": "Vi gör så",
        "responsible": { "name": "Myndigheten" }, "respondedOn": "2017-11-01" })
}

async fn status(stage: &Stage, recommendation: &str) -> Value {
    stage.see("recommendation", recommendation, "status").await["status"].clone()
}

async fn step(stage: &Stage, recommendation: &str, status: &str) {
    stage.change("Recommendation", recommendation, json!({ "status": status }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_response_answers_a_recommendation_that_is_there(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let recommendation = stage.recommendation().await;
    let before = stage.app.changes().await;
    let mut without = a_response(&recommendation, "AGREE");
    without.as_object_mut().expect("an object").remove("recommendation");
    assert!(stage.editor().mutate("createManagementResponse", without, "").await.lacks("recommendation"));
    assert_eq!(stage.app.changes().await, before);
    let create = "createManagementResponse";
    let unknown = a_response(&id_of::<entity::recommendation::Model>(unused_id()), "AGREE");
    let at = "UNKNOWN_REFERENCE input.recommendation";
    stage.breaks(create, unknown, at, &["Recommendation"]).await;
    let other = a_response(&stage.person(), "AGREE");
    stage.breaks(create, other, at, &["Recommendation"]).await;
    let future = with(a_response(&recommendation, "AGREE"), json!({ "respondedOn": "2017-11-02" }));
    stage.breaks(create, future, "OUT_OF_RANGE input.respondedOn", &["2017-11-02", "future"]).await;
    stage.create("ManagementResponse", a_response(&recommendation, "AGREE")).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_recommendation_has_one_response(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (recommendation, other) = (stage.recommendation().await, stage.recommendation().await);
    let response = stage.create("ManagementResponse", a_response(&recommendation, "AGREE")).await;
    let (at, words) = ("ALREADY_EXISTS input.recommendation", ["has a response"]);
    stage.breaks("createManagementResponse", a_response(&recommendation, "DISAGREE"), at, &words).await;
    stage.change("ManagementResponse", &response, json!({ "text": "Nytt svar" }), "").await;
    stage.create("ManagementResponse", a_response(&other, "AGREE")).await;
    stage.delete("Recommendation", &other).await;
    assert_eq!(stage.count("management_response").await, 1, "its response goes with it");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_response_answers_and_its_deletion_opens_again(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let recommendation = stage.recommendation().await;
    let shown = "status version response { stance }";
    let response = stage.create("ManagementResponse", a_response(&recommendation, "PARTIALLY_AGREE")).await;
    let answered = json!({ "status": "ANSWERED", "version": 2, "response": { "stance": "PARTIALLY_AGREE" } });
    assert_eq!(stage.see("recommendation", &recommendation, shown).await, answered);
    let lines = "SELECT node_type AS text FROM change ORDER BY seq DESC LIMIT 2";
    let mut lines = stage.app.texts(lines).await;
    lines.sort();
    assert_eq!(lines, ["ManagementResponse", "Recommendation"], "both are in the ledger");
    stage.change("ManagementResponse", &response, json!({ "text": "Nytt" }), "").await;
    assert_eq!(stage.see("recommendation", &recommendation, shown).await, answered, "as before");
    stage.delete("ManagementResponse", &response).await;
    let open = json!({ "status": "OPEN", "version": 3, "response": null });
    assert_eq!(stage.see("recommendation", &recommendation, shown).await, open);
    let response = stage.create("ManagementResponse", a_response(&recommendation, "AGREE")).await;
    step(&stage, &recommendation, "IN_PROGRESS").await;
    let words = ["IN_PROGRESS", "rests on its response"];
    stage.delete_breaks("ManagementResponse", &response, "IN_USE input.id", &words).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_without_a_response(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let recommendation = stage.recommendation().await;
    let at = "INVALID_TRANSITION input.status";
    let words = ["ANSWERED needs a response", "createManagementResponse"];
    stage.change_breaks("Recommendation", &recommendation, json!({ "status": "ANSWERED" }), at, &words).await;
    step(&stage, &recommendation, "NO_LONGER_RELEVANT").await;
    let (at, words) = ("INVALID input.recommendation", ["NO_LONGER_RELEVANT"]);
    stage.breaks("createManagementResponse", a_response(&recommendation, "AGREE"), at, &words).await;
    let other = stage.recommendation().await;
    stage.create("ManagementResponse", a_response(&other, "AGREE")).await;
    step(&stage, &other, "ANSWERED").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_a_response_that_disagrees_declines(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let recommendation = stage.recommendation().await;
    let declined = json!({ "status": "DECLINED" });
    let at = "INVALID_TRANSITION input.status";
    let words = ["OPEN can change only to", "ANSWERED"];
    stage.change_breaks("Recommendation", &recommendation, declined.clone(), at, &words).await;
    let response = stage.create("ManagementResponse", a_response(&recommendation, "AGREE")).await;
    for stance in ["AGREE", "PARTIALLY_AGREE"] {
        stage.change("ManagementResponse", &response, json!({ "stance": stance }), "").await;
        stage.change_breaks("Recommendation", &recommendation, declined.clone(), at, &["DISAGREE"]).await;
    }
    stage.change("ManagementResponse", &response, json!({ "stance": "DISAGREE" }), "").await;
    stage.change("Recommendation", &recommendation, declined, "").await;
    let (at, words) = ("INVALID input.stance", ["stance", "DISAGREE", "DECLINED"]);
    stage.change_breaks("ManagementResponse", &response, json!({ "stance": "AGREE" }), at, &words).await;
    stage.delete("ManagementResponse", &response).await;
    assert_eq!(status(&stage, &recommendation).await, "OPEN");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_evaluation_keeps_its_responses(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let recommendation = stage.recommendation().await;
    let response = stage.create("ManagementResponse", a_response(&recommendation, "AGREE")).await;
    stage.app.tamper("UPDATE evaluation SET status = 'CLOSED'").await;
    let words = ["evaluation is CLOSED"];
    stage.delete_breaks("ManagementResponse", &response, "IN_USE input.id", &words).await;
    let open = json!({ "id": recommendation, "status": "OPEN", "reason": "Fel" });
    let back = stage.app.as_role(Role::Admin).mutate("updateRecommendation", open, "").await;
    let refused = back.refused("updateRecommendation", &words);
    assert_eq!(refused, ("INVALID_TRANSITION".into(), "input.status".into()));
    step(&stage, &recommendation, "IN_PROGRESS").await;
    let words = ["IN_PROGRESS", "rests on its response"];
    stage.delete_breaks("ManagementResponse", &response, "IN_USE input.id", &words).await;
}
