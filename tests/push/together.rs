//! Many rows in one push, and many pushes at once.

use rstest::rstest;
use serde_json::{Value, json};

use super::{OUTCOMES, finding, observation, outcome, push, row, with_indicator, wrong};
use crate::support::{App, Backend, Backend::*, Role};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_of_a_push_do_not_grow_with_its_rows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let codes =
        app.public().ask("{ territories(filter: { level: MUNICIPALITY }, first: 100) { nodes { code } } }").await;
    let codes = codes.texts("/territories/nodes", "code");
    let many = |count: usize, title: &str| -> Vec<Value> {
        let lists = |n: usize| {
            json!({ "title": title, "status": "DELIVERED", "territoryCodes": ["25", codes[n % 100]],
                "resultAreaCodes": ["A"], "evaluator": { "name": "Myndigheten" },
                "findings": [finding("1", title), finding("2", "Två"), finding("3", "Tre")],
                "observations": [observation("1", json!({ "territoryCode": codes[(n + 7) % 100] }))] })
        };
        (0..count).map(|n| row(&format!("{count}-{n}"), lists(n))).collect()
    };
    let integration = app.as_role(Role::Integration);
    let mut counts = Vec::new();
    for title in ["Ny", "Ny", "Andra"] {
        for count in [10, 1_000] {
            let input = json!({ "source": "tests", "evaluations": many(count, title) });
            let before = app.statements();
            let answer = integration.ask_with(OUTCOMES, json!({ "input": input })).await;
            counts.push(app.statements() - before);
            assert_eq!(outcome(&answer).len(), count);
            assert_eq!(wrong(&answer), [""; 0]);
        }
    }
    eprintln!("statements for 10 and 1,000 rows, new, the same, changed: {counts:?}");
    let [created, many_created, same, many_same, updated, many_updated] = counts[..] else { panic!("six pushes") };
    assert_eq!((created, same, updated), (many_created, many_same, many_updated));
    assert!(same < created && created < 40, "{counts:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pushes_at_the_same_time_create_each_row_once(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let changes = app.changes().await;
    let rows: Vec<Value> = (0..20)
        .map(|n| row(&n.to_string(), json!({ "findings": [finding("1", "Ett")], "territoryCodes": ["25"] })))
        .collect();
    let answers = futures_util::future::join_all((0..6).map(|_| push(&app, &rows))).await;
    let created = answers.iter().flat_map(outcome).filter(|outcome| outcome.ends_with("CREATED")).count();
    let unchanged = answers.iter().flat_map(outcome).filter(|outcome| outcome.ends_with("UNCHANGED")).count();
    assert_eq!((created, unchanged), (20, 100));
    // Each with a finding and a territory.
    assert_eq!(app.changes().await, changes + 60);
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pushes_that_change_the_same_rows_leave_no_change_out(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let rows = |title: &str, reverse: bool| {
        let mut rows: Vec<Value> = (0..10).map(|n| row(&n.to_string(), json!({ "title": title }))).collect();
        if reverse {
            rows.reverse();
        }
        rows
    };
    push(&app, &rows("Noll", false)).await;
    let titles = ["Ett", "Två", "Tre", "Fyra", "Fem", "Sex"];
    let pushes = titles.iter().enumerate().map(async |(n, title)| push(&app, &rows(title, n % 2 == 0)).await);
    for answer in futures_util::future::join_all(pushes).await {
        assert_eq!(outcome(&answer).iter().filter(|outcome| outcome.ends_with("UPDATED")).count(), 10);
    }
    assert_eq!(app.number("SELECT count(*) AS number FROM evaluation WHERE version = 7").await, 10);
    assert_eq!(app.number("SELECT count(DISTINCT title) AS number FROM evaluation").await, 1);
}
