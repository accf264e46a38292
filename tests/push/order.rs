//! What a source sends as a list stands in the order in which it sent it last.

use rstest::rstest;
use serde_json::json;

use super::{finding, outcome, push, row};
use crate::support::{App, Backend, Backend::*, Role, with};

async fn findings(app: &App) -> Vec<String> {
    let answer = app
        .as_role(Role::Editor)
        .ask("{ evaluations { nodes { findings(orderBy: { field: POSITION }) { nodes { externalId } } } } }")
        .await;
    answer.texts("/evaluations/nodes/0/findings/nodes", "externalId").into_iter().map(str::to_owned).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn findings_stand_in_the_order_of_the_last_push(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for (order, became) in [
        (["a", "b", "c", "d"], "CREATED"),
        (["d", "a", "c", "b"], "UPDATED"),
        (["d", "a", "c", "b"], "UNCHANGED"),
        (["c", "e", "b", "a"], "UPDATED"),
    ] {
        let given: Vec<_> = order.iter().map(|id| finding(id, "Text")).collect();
        let answer = push(&app, &[row("1", json!({ "findings": given }))]).await;
        assert_eq!(outcome(&answer), [format!("1 {became}")]);
        assert_eq!(findings(&app).await, order);
    }
    let given =
        [("a", 3), ("b", 1), ("c", 2)].map(|(id, place)| with(finding(id, "Text"), json!({ "position": place })));
    push(&app, &[row("1", json!({ "findings": given }))]).await;
    assert_eq!(findings(&app).await, ["b", "c", "a"]);
}
