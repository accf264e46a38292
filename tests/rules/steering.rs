//! Frameworks, their result areas, and objectives.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use crate::support::{Backend, Backend::*, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_horizon_does_not_end_before_it_starts(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let objective =
        |from: Value, to: Value| json!({ "title": "Målet", "kind": "GOAL", "horizonFrom": from, "horizonTo": to });
    let (at, words) = ("OUT_OF_RANGE input.horizonTo", ["horizonTo (2019-12-31)", "horizonFrom (2020-01-01)"]);
    let wrong = objective(json!("2020-01-01"), json!("2019-12-31"));
    stage.breaks("createObjective", wrong.clone(), at, &words).await;
    let id = stage.create("Objective", objective(json!("2020-01-01"), json!("2020-01-01"))).await;
    stage.change_breaks("Objective", &id, json!({ "horizonTo": "2019-12-31" }), at, &words).await;
    stage.change("Objective", &id, json!({ "horizonFrom": null, "horizonTo": "2019-12-31" }), "").await;
    let pushed = "OUT_OF_RANGE input.objectives.1.horizonTo";
    let rows = [row("a", objective(Value::Null, Value::Null)), row("b", wrong)];
    stage.push_breaks("Objectives", &rows, pushed, &words).await;
    assert_eq!(stage.pushed("Objectives", &rows[..1]).await, ["a CREATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_framework_replaces_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let after = |name: &str, replaced: &str| json!({ "name": name, "replaces": { "name": replaced } });
    let second = stage.create("SteeringFramework", after("Andra", "Styrstrukturen")).await;
    let third = stage.create("SteeringFramework", after("Tredje", "Andra")).await;
    let (at, replaces) = ("CYCLE input.replaces", |name: &str| json!({ "replaces": { "name": name } }));
    stage.change_breaks("SteeringFramework", &second, replaces("Tredje"), at, &["replaces"]).await;
    stage.change_breaks("SteeringFramework", &second, replaces("Andra"), at, &["replaces"]).await;
    stage.change("SteeringFramework", &third, replaces("Styrstrukturen"), "").await;
    let wrong = json!({ "validFrom": "2018-01-01", "validTo": "2017-12-31" });
    let at = "OUT_OF_RANGE input.validTo";
    stage.change_breaks("SteeringFramework", &third, wrong, at, &["validTo", "validFrom"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_result_area_has_its_code_and_its_parent_in_its_framework(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    stage.create("SteeringFramework", json!({ "name": "Nästa" })).await;
    let area = |framework: &str, code: &str| json!({ "framework": { "name": framework }, "code": code, "name": code });
    let under = |framework: &str, code: &str| json!({ "parent": { "code": { "framework": { "name": framework }, "code": code } } });
    let at = "ALREADY_EXISTS input.code";
    stage.breaks("createResultArea", area("Styrstrukturen", "A"), at, &["\"A\""]).await;
    let next = stage.create("ResultArea", area("Nästa", "A")).await;
    let foreign = under("Styrstrukturen", "A");
    let at = "INVALID input.parent";
    stage.change_breaks("ResultArea", &next, foreign.clone(), at, &["another framework"]).await;
    stage.breaks("createResultArea", with(area("Nästa", "C"), foreign), at, &["another framework"]).await;
    let below = stage.create("ResultArea", with(area("Nästa", "A1"), under("Nästa", "A"))).await;
    let code = json!({ "code": "A" });
    stage.change_breaks("ResultArea", &below, code, "ALREADY_EXISTS input.code", &["\"A\""]).await;
    stage.change_breaks("ResultArea", &next, under("Nästa", "A1"), "CYCLE input.parent", &["parent"]).await;
    stage.delete_breaks("ResultArea", &next, "IN_USE input.id", &["ResultArea.parent (1)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_two_frameworks_of_which_none_is_in_force_names_neither(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let area = |framework: &str| json!({ "framework": { "name": framework }, "code": "U", "name": "Utkast" });
    let mut areas = Vec::new();
    for name in ["Nästa", "Därnäst"] {
        stage.create("SteeringFramework", json!({ "name": name })).await;
        areas.push(stage.create("ResultArea", area(name)).await);
    }
    let objective = |code: &str| json!({ "title": "Målet", "kind": "GOAL", "resultAreaCode": code });
    let at = "UNKNOWN_REFERENCE input.resultAreaCode";
    let words = ["2 of type ResultArea have the code", "\"U\"", "use the id"];
    stage.breaks("createObjective", objective("U"), at, &words).await;
    stage.create("Objective", objective(&areas[1])).await;
}
