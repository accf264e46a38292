//! What an indicator is to reach: one value of a kind at a time in a territory.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use crate::support::{Backend, Backend::*, an_indicator, with};

const CROSSED: &str = "ALREADY_EXISTS input.periodFrom";

fn target(from: &str, to: &str, over: Value) -> Value {
    let target = json!({ "indicatorCode": "I", "kind": "TARGET", "value": 240, "periodFrom": from, "periodTo": to });
    with(target, over)
}

async fn indicators(on: Backend) -> Stage {
    let stage = Stage::set(on).await;
    for code in ["I", "J"] {
        stage.create("Indicator", an_indicator(code)).await;
    }
    stage
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn periods_of_the_same_kind_and_place_do_not_cross(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = indicators(on).await;
    for over in [json!({}), json!({ "territoryCode": "25" })] {
        stage.create("Target", target("2017-01-01", "2017-12-31", over.clone())).await;
        for (from, to) in [
            ("2017-01-01", "2017-12-31"),
            ("2016-01-01", "2017-01-01"),
            ("2017-12-31", "2018-12-31"),
            ("2017-06-01", "2017-06-01"),
            ("2016-01-01", "2018-12-31"),
        ] {
            let words = ["crosses", "2017-01-01 to 2017-12-31"];
            stage.breaks("createTarget", target(from, to, over.clone()), CROSSED, &words).await;
        }
        stage.create("Target", target("2016-01-01", "2016-12-31", over.clone())).await;
        let next = stage.create("Target", target("2018-01-01", "2018-12-31", over)).await;
        let moved = json!({ "periodFrom": "2017-12-31" });
        stage.change_breaks("Target", &next, moved, CROSSED, &["2017-01-01 to 2017-12-31"]).await;
        stage.change("Target", &next, json!({ "value": 250, "periodTo": "2019-12-31" }), "").await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn another_kind_place_or_indicator_has_periods_of_its_own(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = indicators(on).await;
    let year = |over: Value| target("2017-01-01", "2017-12-31", over);
    stage.create("Target", year(json!({}))).await;
    let baseline = stage.create("Target", year(json!({ "kind": "BASELINE" }))).await;
    let north = stage.create("Target", year(json!({ "territoryCode": "25" }))).await;
    stage.create("Target", year(json!({ "territoryCode": "2580" }))).await;
    stage.create("Target", year(json!({ "indicatorCode": "J" }))).await;
    stage.change_breaks("Target", &baseline, json!({ "kind": "TARGET" }), CROSSED, &["crosses"]).await;
    stage.change_breaks("Target", &north, json!({ "territoryCode": "2580" }), CROSSED, &["crosses"]).await;
    stage.change_breaks("Target", &north, json!({ "territoryCode": null }), CROSSED, &["crosses"]).await;
    stage.change("Target", &north, json!({ "territoryCode": "12" }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_targets_period_is_not_the_wrong_way_round(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = indicators(on).await;
    let (at, words) = ("OUT_OF_RANGE input.periodTo", ["periodTo (2017-01-01)", "periodFrom (2017-01-02)"]);
    stage.breaks("createTarget", target("2017-01-02", "2017-01-01", json!({})), at, &words).await;
    let day = stage.create("Target", target("2017-01-01", "2017-01-01", json!({}))).await;
    stage.change_breaks("Target", &day, json!({ "periodFrom": "2017-01-02" }), at, &words).await;
    let unknown = target("2017-01-01", "2017-01-01", json!({ "indicatorCode": "X" }));
    stage.breaks("createTarget", unknown, "UNKNOWN_REFERENCE input.indicatorCode", &["no Indicator", "\"X\""]).await;
}
