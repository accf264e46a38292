//! The deepest operations that the guard lets through are answered: what they need of the stack is there.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role};

/// From an evaluation's recommendations on: eighteen fields inside each other, and ten inline fragments.
const FROM_RECOMMENDATIONS: &str = "recommendations(first: 1) { ... { nodes { response { ... { agendaItem {
    decisions(first: 1) { ... { nodes { assignments(first: 1) { ... { nodes { actionPlans(first: 1) { ... { nodes {
    measures(first: 1) { ... { nodes { observations(first: 1) { ... { nodes { ... { indicator { ... {
    targets(first: 1) { ... { nodes { kind } } } } } } } } } } } } } } } } } } } } } } } } } } }";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_deepest_operations_are_answered(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let editor = app.as_role(Role::Editor);
    let filter = "filter: { present: [CRITERION_RATINGS] }";
    let query = format!("{{ evaluations(first: 1, {filter}) {{ nodes {{ id {FROM_RECOMMENDATIONS} }} }} }}");
    let answer = editor.ask(&query).await;
    assert_eq!(targets(answer.at("/evaluations/nodes/0")), 1);
    let input = json!({ "id": answer.at("/evaluations/nodes/0/id") });
    let mutation = format!(
        "mutation ($input: UpdateEvaluationInput!) {{ updateEvaluation(input: $input) {{ evaluation {{ {FROM_RECOMMENDATIONS} }} }} }}"
    );
    let answer = editor.ask_with(&mutation, json!({ "input": input })).await;
    assert_eq!(targets(answer.at("/updateEvaluation/evaluation")), 1);
    let deeper = query.replace("kind", "indicator { id }");
    assert!(editor.ask(&deeper).await.refusal("LIMIT_EXCEEDED").contains("levels deep"), "it is not the deepest");
}

/// How many targets there are at the end of the chain.
fn targets(evaluation: &Value) -> usize {
    let path = "/recommendations/nodes/0/response/agendaItem/decisions/nodes/0/assignments/nodes/0/actionPlans/nodes/0\
        /measures/nodes/0/observations/nodes/0/indicator/targets/nodes";
    evaluation.pointer(path).and_then(Value::as_array).map_or(0, Vec::len)
}
