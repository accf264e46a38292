//! A measure that a source puts on hold, goes on with, and completes.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::updates::{measure, start};
use crate::support::{Backend, Backend::*, Role, with};

/// Pushes a measure with a status: its outcome, the status that it has then, and whether that was kept.
async fn step(stage: &Stage, id: &str, status: &str) -> String {
    let push = "mutation ($input: PushMeasuresInput!) { pushMeasures(input: $input) { userErrors { code }
        results { outcome statusKept measure { status } userErrors { code } } } }";
    let row = with(measure(id, Value::Null), json!({ "status": status }));
    let input = json!({ "input": { "source": "tests", "measures": [row] } });
    let result = stage.app.as_role(Role::Integration).ask_with(push, input).await.at("/pushMeasures/results/0").clone();
    let kept = if result["statusKept"] == true { " kept" } else { "" };
    let status = result["measure"]["status"].as_str().or_else(|| result["userErrors"][0]["code"].as_str());
    format!("{} {}{kept}", result["outcome"].as_str().unwrap_or_default(), status.unwrap_or_default())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_resumes_and_completes_what_it_put_on_hold(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    assert_eq!(step(&stage, "a", "ON_HOLD").await, "CREATED ON_HOLD");
    assert_eq!(step(&stage, "a", "ON_HOLD").await, "UNCHANGED ON_HOLD");
    assert_eq!(step(&stage, "a", "PLANNED").await, "UNCHANGED ON_HOLD kept");
    for status in ["IN_PROGRESS", "ON_HOLD", "COMPLETED"] {
        assert_eq!(step(&stage, "a", status).await, format!("UPDATED {status}"));
    }
    for behind in ["IN_PROGRESS", "ON_HOLD", "PLANNED"] {
        assert_eq!(step(&stage, "a", behind).await, "UNCHANGED COMPLETED kept", "{behind}");
    }
    assert_eq!(step(&stage, "a", "CANCELLED").await, "REJECTED INVALID_TRANSITION");
    assert_eq!(step(&stage, "b", "PLANNED").await, "CREATED PLANNED");
    assert_eq!(step(&stage, "b", "ON_HOLD").await, "UPDATED ON_HOLD");
    assert_eq!(step(&stage, "b", "CANCELLED").await, "UPDATED CANCELLED");
    assert_eq!(step(&stage, "b", "IN_PROGRESS").await, "UNCHANGED CANCELLED kept");
}
