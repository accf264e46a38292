//! By what an evaluation is judged.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use crate::support::{Backend, Backend::*, an_evaluation, with};

fn pushed(over: Value) -> Value {
    with(row("e", an_evaluation("Utvärderingen")), over)
}

fn rating(evaluation: &str, criterion: &str, rating: i32) -> Value {
    json!({ "evaluation": { "id": evaluation }, "criterion": criterion, "rating": rating })
}

fn pushed_rating(external_id: &str, criterion: &str) -> Value {
    row(external_id, json!({ "criterion": criterion, "rating": 4 }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn coherence_is_judged_from_december_2019_on(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    stage.app.pass(TimeDelta::days(800));
    let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let ready = |day: &str| json!({ "deliveredOn": day });
    let words = ["COHERENCE", "December 2019"];
    stage.change("Evaluation", &evaluation, ready("2019-11-30"), "").await;
    let coherence = rating(&evaluation, "COHERENCE", 4);
    stage.breaks("createCriterionRating", coherence.clone(), "INVALID input.criterion", &words).await;
    let other = stage.create("CriterionRating", rating(&evaluation, "IMPACT", 4)).await;
    let change = json!({ "criterion": "COHERENCE" });
    stage.change_breaks("CriterionRating", &other, change, "INVALID input.criterion", &words).await;
    stage.change("Evaluation", &evaluation, ready("2019-12-01"), "").await;
    stage.create("CriterionRating", coherence).await;
    let at = "INVALID input.deliveredOn";
    stage.change_breaks("Evaluation", &evaluation, ready("2019-11-30"), at, &words).await;
    let rated = |day: &str| pushed(with(ready(day), json!({ "criterionRatings": [pushed_rating("1", "COHERENCE")] })));
    let at = "INVALID input.evaluations.0.criterionRatings";
    stage.push_breaks("Evaluations", &[rated("2019-11-30")], at, &words).await;
    assert_eq!(stage.pushed("Evaluations", &[rated("2019-12-01")]).await, ["e CREATED"]);
    let undated = stage.create("Evaluation", an_evaluation("Odaterad")).await;
    stage.create("CriterionRating", rating(&undated, "COHERENCE", 4)).await;
    let at = "INVALID input.publishedOn";
    stage.change_breaks("Evaluation", &undated, json!({ "publishedOn": "2018-01-01" }), at, &words).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_criterion_is_rated_once_from_1_to_6(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    for wrong in [0, 7, -1] {
        let at = "OUT_OF_RANGE input.rating";
        stage.breaks("createCriterionRating", rating(&evaluation, "IMPACT", wrong), at, &["rating", "1 to 6"]).await;
    }
    stage.create("CriterionRating", rating(&evaluation, "IMPACT", 1)).await;
    let other = stage.create("CriterionRating", rating(&evaluation, "RELEVANCE", 6)).await;
    let (at, words) = ("ALREADY_EXISTS input.criterion", ["has a rating"]);
    stage.breaks("createCriterionRating", rating(&evaluation, "IMPACT", 4), at, &words).await;
    stage.change_breaks("CriterionRating", &other, json!({ "criterion": "IMPACT" }), at, &words).await;
    stage.change_breaks("CriterionRating", &other, json!({ "rating": 7 }), "OUT_OF_RANGE input.rating", &["7"]).await;
    stage.change("CriterionRating", &other, json!({ "criterion": "EFFICIENCY" }), "").await;
    let second = stage.create("Evaluation", an_evaluation("En annan")).await;
    stage.create("CriterionRating", rating(&second, "IMPACT", 4)).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_rates_a_criterion_once(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let rated = |ratings: &[Value]| pushed(json!({ "criterionRatings": ratings }));
    let (impact, again) = (pushed_rating("1", "IMPACT"), pushed_rating("2", "IMPACT"));
    let at = "ALREADY_EXISTS input.evaluations.0.criterionRatings";
    stage.push_breaks("Evaluations", &[rated(&[impact.clone(), again.clone()])], at, &["IMPACT", "twice"]).await;
    let evaluation = stage.push("Evaluations", &[rated(&[impact])], "").await.first()["id"].clone();
    let moved = rated(&[pushed_rating("1", "RELEVANCE"), again]);
    assert_eq!(stage.pushed("Evaluations", &[moved]).await, ["e UPDATED"]);
    stage.create("CriterionRating", rating(evaluation.as_str().expect("an id"), "EFFICIENCY", 4)).await;
    let editors = rated(&[pushed_rating("3", "EFFICIENCY")]);
    stage.push_breaks("Evaluations", &[editors], at, &["EFFICIENCY"]).await;
    let replaced = rated(&[pushed_rating("3", "RELEVANCE")]);
    assert_eq!(stage.pushed("Evaluations", &[replaced]).await, ["e UPDATED"], "the one before is left out");
    let out = rated(&[row("3", json!({ "criterion": "RELEVANCE", "rating": 7 }))]);
    let at = "OUT_OF_RANGE input.evaluations.0.criterionRatings.0.rating";
    stage.push_breaks("Evaluations", &[out], at, &["1 to 6"]).await;
}
