//! What is to be reached and where it started, beside each point.

use entity::indicator::IndicatorAggregation as Aggregation;
use entity::target::{Model, TargetKind};
use rstest::rstest;
use serde_json::Value;

use super::{Setting, ask, day};
use crate::support::{Backend, Backend::*, Role};

/// The values of targets, with their territories.
fn values(targets: &Value) -> String {
    let targets = targets.as_array().expect("targets").iter();
    let one = |target: &Value| format!("{}@{}", target["value"], target["territory"]["code"].as_str().unwrap_or("-"));
    targets.map(one).collect::<Vec<_>>().join(" ")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_next_target_and_the_last_baseline_are_beside_a_point(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let target = |kind, territory: &str, from: i32, to: i32, value| Model {
        indicator_id: setting.indicator,
        kind,
        territory_id: setting.territories.get(territory).copied(),
        period_from: day(&format!("{from}-01-01")),
        period_to: day(&format!("{to}-12-31")),
        value,
        ..Default::default()
    };
    let (baseline, aim) = (TargetKind::Baseline, TargetKind::Target);
    setting
        .app
        .write(vec![
            target(aim, "25", 2020, 2020, 20.0),
            target(aim, "25", 2016, 2016, 16.0),
            target(aim, "25", 2015, 2015, 15.0),
            target(aim, "", 2015, 2018, 18.0),
            target(aim, "24", 2017, 2017, 17.0),
            target(baseline, "25", 2014, 2014, 14.0),
            target(baseline, "25", 2010, 2010, 10.0),
            target(baseline, "25", 2017, 2017, 99.0),
            target(baseline, "", 2012, 2013, 12.0),
        ])
        .await;
    setting.write(&[("25", 1.0)]).await;
    let later = entity::observation::Model {
        period_from: Some(day("2017-01-01")),
        period_to: Some(day("2017-12-31")),
        ..setting.figure("24", 1.0)
    };
    setting.app.write(vec![later]).await;
    let point = "targets { value territory { code } } baselines { value territory { code } }";
    let reader = setting.app.as_role(Role::Reader);
    for (arguments, expected) in [
        ("", [("18.0@- 16.0@25", "12.0@- 14.0@25"), ("18.0@- 17.0@24", "12.0@-")]),
        (
            ", territories: [{ code: \"25\" }, { code: \"24\" }]",
            [("18.0@- 17.0@24 16.0@25", "12.0@- 14.0@25"), ("18.0@- 17.0@24 20.0@25", "12.0@- 99.0@25")],
        ),
    ] {
        let answer = ask(&reader, arguments, point).await;
        for (index, (targets, baselines)) in expected.iter().enumerate() {
            let point = answer.at(&format!("/it/points/{index}"));
            assert_eq!((&*values(&point["targets"]), &*values(&point["baselines"])), (*targets, *baselines), "{index}");
        }
    }
}
