//! An id that is wrong in a row is that row's error, and no other's.

use rstest::rstest;
use serde_json::json;

use super::{OUTCOMES, outcome, push, row, with_indicator, wrong};
use crate::support::{Backend, Backend::*, Role, id_of, unused_id};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_wrong_rejects_its_row_only(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let of_another_type = id_of::<entity::territory::Model>(unused_id());
    let rows = [
        row("a", json!({})),
        row("b", json!({ "evaluator": { "id": "abc" } })),
        row("c", json!({ "commissioner": { "id": of_another_type } })),
        row("d", json!({})),
    ];
    let refused = push(&app, &rows).await;
    let expected =
        ["UNKNOWN_REFERENCE input.evaluations.1.evaluator", "UNKNOWN_REFERENCE input.evaluations.2.commissioner"];
    assert_eq!(wrong(&refused), expected, "each is named");
    assert_eq!(outcome(&refused), ["a REJECTED", "b REJECTED", "c REJECTED", "d REJECTED"]);
    let input = json!({ "source": "tests", "errorPolicy": "REJECT_FAILED", "evaluations": rows });
    let answer = app.as_role(Role::Integration).ask_with(OUTCOMES, json!({ "input": input })).await;
    assert_eq!(outcome(&answer), ["a CREATED", "b REJECTED", "c REJECTED", "d CREATED"]);
    assert_eq!(wrong(&answer), expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn all_that_no_type_takes_is_named_at_once(#[values(Sqlite)] on: Backend) {
    let app = with_indicator(on).await;
    let rows = [
        row("a", json!({ "kind": "ROUND", "deliveredOn": "2017-02-30" })),
        row("b", json!({ "timing": "LATE", "title": 5 })),
    ];
    let input = json!({ "source": "tests", "evaluations": rows });
    let answer = app.as_role(Role::Integration).ask_with(OUTCOMES, json!({ "input": input })).await;
    let told: Vec<&str> = answer.errors().iter().filter_map(|error| error["message"].as_str()).collect();
    let expected = [
        "The value of \"$input.evaluations.0.kind\" is not a value of EvaluationKind: use ANALYSIS, EVALUATION, SELF_EVALUATION or STUDY.",
        "The value of \"$input.evaluations.0.deliveredOn\" is not a date of the form YYYY-MM-DD.",
        "The value of \"$input.evaluations.1.timing\" is not a value of EvaluationTiming: use EX_ANTE, EX_POST, FINAL or MID_TERM.",
        "The value of \"$input.evaluations.1.title\" is not a valid String.",
    ];
    assert!(expected.iter().all(|expected| told.contains(expected)), "{told:#?}");
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    let literal = r#"mutation { pushEvaluations(input: { source: "tests", evaluations: [
        { externalId: "a", kind: ROUND, deliveredOn: "2017-02-30" }, { externalId: "b", publishedOn: 5 }] }) { revision } }"#;
    let answer = app.as_role(Role::Integration).ask(literal).await;
    let told: Vec<&str> = answer.errors().iter().filter_map(|error| error["message"].as_str()).collect();
    for expected in [
        "input.evaluations.0.kind",
        "use ANALYSIS, EVALUATION",
        "input.evaluations.0.deliveredOn",
        "input.evaluations.1.publishedOn",
    ] {
        assert!(told.iter().any(|told| told.contains(expected)), "{expected}: {told:#?}");
    }
}
