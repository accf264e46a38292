//! What statistics may be asked for, and what it costs.

use rstest::rstest;

use super::{measures, plan_of, query};
use crate::support::{App, Backend, Backend::*, Role, World};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_is_checked(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let reader = app.as_role(Role::Reader);
    let wrong_id = format!("(filter: {{ responsible: [{{ id: \"{}\" }}] }})", plan_of(&world));
    for (arguments, words) in [
        ("(first: 0)", "first is 0: give 1 to 1000."),
        ("(first: 1001)", "first is 1001: give 1 to 1000."),
        ("(first: -1)", "first is -1: give 1 to 1000."),
        ("(groupBy: [STATUS, HEALTH, STATUS])", "groupBy names STATUS twice: name each once."),
        ("(groupBy: [STATUS, HEALTH, DUE_MONTH, RESPONSIBLE])", "groupBy names 4 groupings: give at most 3."),
        (&wrong_id, "An id of type Organisation is expected here, not one of ActionPlan."),
        (
            "(filter: { dueOn: { from: \"2017-02-01\", to: \"2017-01-01\" } })",
            "A filter's range ends (2017-01-01) before it starts (2017-02-01).",
        ),
    ] {
        let answer = measures(&reader, arguments, "count").await;
        assert_eq!(answer.refusal("BAD_USER_INPUT"), words);
    }
    for arguments in ["(groupBy: [TITLE])", "(groupBy: null)", "(first: null)", "(filter: { status: null })"] {
        measures(&reader, arguments, "count").await.refusal("BAD_USER_INPUT");
    }
    measures(&reader, "(first: 1000, orderBy: null, filter: null)", "count").await.data();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_group_costs_its_fields(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let cost = async |arguments: &str, fields: &str| {
        let answer = app.public().ask(query("measureStatistics", arguments, fields)).await;
        answer.body.pointer("/extensions/cost/requested").and_then(serde_json::Value::as_i64).expect("a cost")
    };
    // The field itself and what it reads, `groupCount` and `groups`; then each group.
    assert_eq!(cost("(first: 10)", "count overdue").await, 103 + 10 * 2);
    assert_eq!(cost("", "count overdue").await, 103 + 25 * 2);
    assert_eq!(cost("(first: 1000)", "count responsible { name }").await, 103 + 1000 * 3);
    let answer = app
        .public()
        .ask(query("measureStatistics", "(first: 1000)", "resultArea { measures { nodes { id title status } } }"))
        .await;
    answer.refusal("LIMIT_EXCEEDED");
}
