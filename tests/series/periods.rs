//! Which points a series has.

use entity::indicator::IndicatorAggregation as Aggregation;
use entity::observation;
use rstest::rstest;
use serde_json::json;

use super::{Setting, ask, day};
use crate::support::{Backend, Backend::*, Role};

async fn write(setting: &Setting, periods: &[(&str, &str)]) {
    let row = |(from, to): &(&str, &str)| observation::Model {
        period_from: Some(day(from)),
        period_to: Some(day(to)),
        ..setting.figure("25", 1.0)
    };
    setting.app.write(periods.iter().map(row).collect()).await;
}

/// The periods of the points, and how many there are in all.
async fn periods(setting: &Setting, arguments: &str) -> (String, i64) {
    let answer = setting.ask(arguments).await;
    let points = answer.at("/it/points").as_array().expect("points").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a day").to_owned();
    let periods = points.map(|point| format!("{}/{}", text(&point["periodFrom"]), text(&point["periodTo"])));
    (periods.collect::<Vec<_>>().join(" "), answer.at("/it/pointCount").as_i64().expect("a count"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_point_is_one_period_exactly(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    assert_eq!(periods(&setting, "").await, (String::new(), 0));
    write(&setting, &[("2017-01-01", "2017-12-31"), ("2016-01-01", "2016-12-31"), ("2016-01-01", "2016-06-30")]).await;
    let bare = observation::Model { period_from: None, period_to: None, ..setting.figure("24", 1.0) };
    setting.app.write(vec![bare.clone(), observation::Model { value: None, qualifier: None, ..bare }]).await;
    let [half, whole, next] = ["2016-01-01/2016-06-30", "2016-01-01/2016-12-31", "2017-01-01/2017-12-31"];
    let all = format!("{half} {whole} {next}");
    assert_eq!(periods(&setting, "").await, (all.clone(), 3));
    for (arguments, expected, count) in [
        (", first: 3", all.clone(), 3),
        (", first: 2", format!("{half} {whole}"), 3),
        (", first: 1", half.to_owned(), 3),
        (", from: \"2016-01-01\", to: \"2017-12-31\"", all, 3),
        (", from: \"2016-01-02\"", next.to_owned(), 1),
        (", to: \"2017-12-30\"", format!("{half} {whole}"), 2),
        (", to: \"2016-06-30\"", half.to_owned(), 1),
        (", from: \"2016-01-01\", to: \"2016-12-31\", first: 1", half.to_owned(), 2),
        (", from: \"2018-01-01\"", String::new(), 0),
    ] {
        assert_eq!(periods(&setting, arguments).await, (expected, count), "{arguments}");
        let answer = setting.ask(arguments).await;
        assert_eq!(answer.at("/it/withoutPeriod"), 2, "{arguments}");
    }
    let answer = setting.ask(", territories: [{ code: \"25\" }]").await;
    assert_eq!((answer.at("/it/withoutPeriod"), answer.at("/it/pointCount")), (&json!(0), &json!(3)));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn too_many_figures_are_refused_and_not_cut(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    setting.app.write(vec![setting.figure("25", 1.0); 9_999]).await;
    write(&setting, &[("2017-01-01", "2017-12-31"), ("2017-01-01", "2017-12-31")]).await;
    let reader = setting.app.as_role(Role::Reader);
    let answer = ask(&reader, "", "total").await;
    let words = "The points have 10001 figures; at most 10000 are allowed: give fewer territories, days or points, by \
                 territories, from, to or first.";
    assert_eq!(answer.refusal("BAD_USER_INPUT"), words);
    let answer = ask(&reader, ", first: 1", "noTotalBecause figures(first: 2) { totalCount nodes { counts } }").await;
    assert_eq!(answer.at("/it/pointCount"), 2);
    assert_eq!(answer.at("/it/points/0/figures/totalCount"), 9_999);
    assert_eq!(answer.at("/it/points/0/figures/nodes").as_array().map(Vec::len), Some(2));
    ask(&reader, ", from: \"2017-01-01\"", "total").await.data();
}
