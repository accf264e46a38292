//! What a series may be asked for, and what it costs.

use entity::indicator::IndicatorAggregation as Aggregation;
use rstest::rstest;
use serde_json::json;

use super::{Setting, ask};
use crate::support::{Backend, Backend::*, Role, id_of, unused_id};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_series_is_asked_for_is_checked(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let reader = setting.app.as_role(Role::Reader);
    let [indicator, unused] =
        [id_of::<entity::indicator::Model>(setting.indicator), id_of::<entity::territory::Model>(unused_id())];
    let keys = |keys: &str| format!(", territories: [{{ code: \"25\" }}, {keys}]");
    for (arguments, words) in [
        (", first: 0".to_owned(), "first is 0: give 1 to 1000."),
        (", first: 1001".to_owned(), "first is 1001: give 1 to 1000."),
        (
            ", from: \"2017-01-02\", to: \"2017-01-01\"".to_owned(),
            "to is 2017-01-01, before from, which is 2017-01-02: give a later day.",
        ),
        (keys("{ code: \"99\" }"), "territories.1: there is no Territory whose code is \"99\"."),
        (keys(&format!("{{ id: \"{unused}\" }}")), "territories.1: there is no Territory with this id."),
        (
            keys(&format!("{{ id: \"{indicator}\" }}")),
            "territories.1: An id of type Territory is expected here, not one of Indicator.",
        ),
        (keys("{ id: \"!\" }"), "territories.1: An id is malformed: use ids as this API gave them."),
        (keys(&["{ code: \"24\" }"; 400].join(" ")), "territories names 401 territories: give at most 400."),
    ] {
        let answer = ask(&reader, &arguments, "total").await;
        assert_eq!(answer.refusal("BAD_USER_INPUT"), words);
    }
    setting.write(&[("25", 1.0)]).await;
    let answer = ask(&reader, "", "figures(first: 0) { totalCount }").await;
    assert_eq!(answer.refusal("BAD_USER_INPUT"), "first is 0: give 1 to 1000.");
    ask(&reader, &keys(&["{ code: \" 24 \" }"; 399].join(" ")), "total").await.data();
    let by_id = json!({ "indicator": { "id": indicator } });
    let query = "query ($indicator: IndicatorKey!) { observationSeries(indicator: $indicator) { pointCount } }";
    assert_eq!(reader.ask_with(query, by_id).await.at("/observationSeries/pointCount"), 1);
    for (key, words) in [
        (json!({ "code": "J" }), "indicator: there is no Indicator whose code is \"J\"."),
        (
            json!({ "id": id_of::<entity::indicator::Model>(unused_id()) }),
            "indicator: there is no Indicator with this id.",
        ),
        (json!({ "id": unused }), "indicator: An id of type Indicator is expected here, not one of Territory."),
    ] {
        let answer = reader.ask_with(query, json!({ "indicator": key })).await;
        assert_eq!(answer.refusal("BAD_USER_INPUT"), words);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_point_and_each_figure_costs_its_fields(#[values(Sqlite)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let public = setting.app.public();
    let cost = async |arguments: &str, point: &str| {
        let answer = ask(&public, arguments, point).await;
        answer.body.pointer("/extensions/cost/requested").and_then(serde_json::Value::as_i64).expect("a cost")
    };
    // The series with what it reads, seven fields of its own and its indicator's, and then each point.
    assert_eq!(cost("", "total qualifier").await, 109 + 25 * 2);
    assert_eq!(cost(", first: 100", "total").await, 109 + 100);
    let figures = "figures(first: 50) { totalCount nodes { counts observation { value } } }";
    assert_eq!(cost(", first: 10", figures).await, 109 + 10 * (1 + 2 + 1 + 50 * 3));
    assert_eq!(cost(", first: 10", "excludedAsNested { code }").await, 109 + 10 * (1 + 10));
    let figures = "figures(first: 1000) { nodes { counts } }";
    ask(&public, ", first: 1000", figures).await.refusal("LIMIT_EXCEEDED");
}
