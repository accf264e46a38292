//! Readers and writers at the same time.

mod parents;
mod refresh;
mod revisions;

use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, App, Backend, Backend::*, Role, an_evaluation, with};

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision results { outcome userErrors { code message } } userErrors { code message } } }";

async fn push(app: &App, rows: Vec<Value>) -> Answer {
    let input = json!({ "source": "tests", "evaluations": rows });
    app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await
}

/// An evaluation of this title with one finding of the same text.
fn row(n: usize, title: &str) -> Value {
    let finding = json!({ "externalId": "1", "kind": "NEED", "text": title });
    with(an_evaluation(title), json!({ "externalId": n.to_string(), "findings": [finding] }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pushes_of_the_same_new_rows_in_any_order_are_all_taken(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    // Steps that have no divisor in common with 60 visit its rows in eight different orders.
    let orders = [1, 7, 11, 13, 17, 19, 23, 29].map(|step| (0..40).map(move |n| n * step % 60));
    let pushes = orders.into_iter().map(async |order| push(&app, order.map(|n| row(n, "Titel")).collect()).await);
    for answer in join_all(pushes).await {
        let statuses = answer.texts("/pushEvaluations/results", "outcome");
        assert_eq!(statuses.len(), 40);
        assert!(!statuses.contains(&"REJECTED"), "{}", answer.body);
    }
    let kept = app.number("SELECT count(*) AS number FROM evaluation").await;
    assert_eq!(kept, app.number("SELECT count(DISTINCT external_id) AS number FROM evaluation").await);
    assert_eq!(kept, app.number("SELECT count(*) AS number FROM finding").await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_never_mixes_two_states(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    push(&app, (0..20).map(|n| row(n, "Omgång 0")).collect()).await;
    let write = async {
        for round in 1..=20 {
            let title = format!("Omgång {round}");
            push(&app, (0..20 + round).map(|n| row(n, &title)).collect()).await.text("/pushEvaluations/revision");
        }
    };
    let query =
        "{ evaluations(first: 100) { totalCount nodes { title findings { nodes { text } } } } again: evaluations(first: 1) {
        totalCount nodes { title } } }";
    let read = join_all((0..3).map(async |_| {
        for _ in 0..20 {
            is_one_state(&app.as_role(Role::Editor).ask(query).await);
        }
    }));
    tokio::join!(write, read);
}

/// All rows of one round, and as many as that round wrote.
#[track_caller]
fn is_one_state(answer: &Answer) {
    let titles = answer.texts("/evaluations/nodes", "title");
    assert_eq!(answer.at("/evaluations/totalCount"), titles.len());
    assert_eq!(answer.at("/again/totalCount"), titles.len());
    assert_eq!(answer.text("/again/nodes/0/title"), titles[0]);
    assert_eq!(titles[0], format!("Omgång {}", titles.len() - 20));
    assert!(titles.iter().all(|title| *title == titles[0]), "{}", answer.body);
    for n in 0..titles.len() {
        assert_eq!(answer.text(&format!("/evaluations/nodes/{n}/findings/nodes/0/text")), titles[0]);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_mutations_answer_never_mixes_two_states(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
        results { evaluation { title version findings { nodes { text evaluation { title version } } } } } } }";
    let writers = (0..6).map(async |writer| {
        for round in 0..10 {
            let rows = [row(1, &format!("Skrivare {writer}, omgång {round}"))];
            let input = json!({ "source": "tests", "evaluations": rows });
            let answer = app.as_role(Role::Integration).ask_with(query, json!({ "input": input })).await;
            let it = answer.at("/pushEvaluations/results/0/evaluation");
            assert_eq!(it["title"], it["findings"]["nodes"][0]["text"], "{it}");
            assert_eq!(it["title"], it["findings"]["nodes"][0]["evaluation"]["title"], "{it}");
            assert_eq!(it["version"], it["findings"]["nodes"][0]["evaluation"]["version"], "{it}");
        }
    });
    join_all(writers).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn instants_follow_the_order_of_the_writes_when_the_clock_goes_back(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let mut seen = Vec::new();
    for (n, hours) in [1, -2, 1, -1, 3].into_iter().enumerate() {
        app.pass(TimeDelta::hours(hours));
        push(&app, vec![row(n, "Titel")]).await.text("/pushEvaluations/revision");
        let query = "{ evaluations(last: 1, orderBy: { field: UPDATED_AT, direction: ASC }) { nodes { externalId updatedAt } } }";
        let answer = app.as_role(Role::Editor).ask(query).await;
        seen.push(answer.text("/evaluations/nodes/0/updatedAt").to_owned());
        assert_eq!(answer.text("/evaluations/nodes/0/externalId"), n.to_string(), "{seen:?}");
    }
    assert!(seen.is_sorted(), "{seen:?}");
}
