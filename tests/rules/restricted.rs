//! Reports on a measure that only admins may see.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use styrgraf::auth::Grant;

use super::pushing::{delete_as, push_as};
use super::updates::{measure, of, report, start, state};
use crate::support::{Backend, Backend::*, Role};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_measure_takes_no_reports(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let old = report("r", "2017-05-01", 10, "ON_TRACK");
    let created = stage.push("Measures", &[measure("a", json!([old]))], "").await;
    let admin = stage.app.as_role(Role::Admin);
    let restrict = json!({ "id": created.first()["id"], "access": "RESTRICTED", "status": "COMPLETED" });
    admin.mutate("updateMeasure", restrict, "").await.written("updateMeasure");
    let restricted = ["restricted here and takes no pushes"];
    let at = "INVALID input.measures.0.externalId";
    stage.push_breaks("Measures", &[measure("a", json!([]))], at, &restricted).await;
    let at = "INVALID input.measureUpdates.0.externalId";
    for progress in [10, 99] {
        let changed = report("r", "2017-05-01", progress, "ON_TRACK");
        stage.push_breaks("MeasureUpdates", &[changed], at, &restricted).await;
    }
    let new = of("a", report("new", "2017-05-01", 99, "ON_TRACK"));
    let unknown = "UNKNOWN_REFERENCE input.measureUpdates.0.measure";
    stage.push_breaks("MeasureUpdates", std::slice::from_ref(&new), unknown, &["no Measure"]).await;
    let roles = vec![Role::Integration, Role::Admin];
    let both = Grant { subject: "both".into(), roles, sources: vec!["tests".into()], expires: TimeDelta::days(1) };
    let both = stage.app.bearing(stage.app.token(&both));
    let seen = push_as(&both, "MeasureUpdates", &[new], "").await;
    assert_eq!(seen.errors(), [at], "who sees the measure pushes no report on it either");
    let lines = stage.app.changes().await;
    let refused = delete_as(&stage.app.as_role(Role::Integration), "MeasureUpdates", &["r"]).await;
    assert_eq!(refused.errors(), ["INVALID input.deleteExternalIds.0"]);
    assert!(refused.messages()[0].contains(restricted[0]), "{:?}", refused.messages());
    assert_eq!(stage.app.changes().await, lines);
    let open = json!({ "id": created.first()["id"], "access": "INTERNAL" });
    admin.mutate("updateMeasure", open, "").await.written("updateMeasure");
    assert_eq!(state(&stage, "a").await, "100 ON_TRACK");
}
