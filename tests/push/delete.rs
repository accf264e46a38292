//! Taking back what a source has no longer.

use rstest::rstest;
use serde_json::{Value, json};

use super::{finding, observation, outcome, push, row, send, with_indicator, wrong};
use crate::support::{App, Backend, Backend::*, Role};

/// A push that deletes these, beside these rows.
async fn delete(app: &App, ids: &[&str], rows: &[Value]) -> crate::support::Answer {
    send(app, json!({ "evaluations": rows, "deleteExternalIds": ids })).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_takes_back_what_it_has_no_longer(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let lists = json!({ "findings": [finding("1", "Ett")], "territoryCodes": ["25"], "resultAreaCodes": ["A"] });
    push(&app, &[row("a", lists), row("b", json!({}))]).await;
    let dry = send(&app, json!({ "dryRun": true, "deleteExternalIds": ["a"] })).await;
    assert_eq!((outcome(&dry), dry.at("/pushEvaluations/revision")), (vec!["a DELETED".into()], &Value::Null));
    let answer = delete(&app, &[" a ", "unknown"], &[row("c", json!({})), row("b", json!({}))]).await;
    assert_eq!(
        outcome(&answer),
        ["c CREATED", "b UNCHANGED", "a DELETED", "unknown UNCHANGED"],
        "rows, then deletions"
    );
    for (table, left) in [("evaluation", 2), ("finding", 0), ("evaluation_territory", 0), ("evaluation_result_area", 0)]
    {
        assert_eq!(app.number(&format!("SELECT count(*) AS number FROM {table}")).await, left, "{table}");
    }
    let changes = app.changes().await;
    assert_eq!(outcome(&delete(&app, &["a"], &[]).await), ["a UNCHANGED"], "the same again changes nothing");
    let other = app
        .as_integration("other")
        .ask_with(super::PUSH, json!({ "input": { "source": "other", "deleteExternalIds": ["b"] } }))
        .await;
    assert_eq!(outcome(&other), ["b UNCHANGED"], "other sources' rows are unknown");
    assert_eq!(app.changes().await, changes);
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_referred_to_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    push(&app, &[row("a", json!({ "observations": [observation("1", json!({}))] })), row("b", json!({}))]).await;
    let changes = app.changes().await;
    let refused = delete(&app, &["b", "a"], &[]).await;
    assert_eq!(outcome(&refused), ["b REJECTED", "a REJECTED"], "all or nothing");
    assert_eq!(wrong(&refused), ["IN_USE input.deleteExternalIds.1"]);
    assert!(refused.body.to_string().contains("Observation.evaluation (1)"), "{}", refused.body);
    assert_eq!(app.changes().await, changes);
    let input = json!({ "errorPolicy": "REJECT_FAILED", "deleteExternalIds": ["b", "a"] });
    assert_eq!(outcome(&send(&app, input).await), ["b DELETED", "a REJECTED"]);
    let twice = delete(&app, &["a"], &[row("a", json!({}))]).await;
    assert_eq!(wrong(&twice), ["DUPLICATE_IN_PUSH input.deleteExternalIds.0"]);
    let many: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
    let many = app.as_role(Role::Integration).ask_with(
        "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision userErrors { code message path } } }",
        json!({ "input": { "source": "tests", "deleteExternalIds": many } }),
    ).await;
    assert_eq!(many.user_error("pushEvaluations").code, "TOO_MANY");
}
