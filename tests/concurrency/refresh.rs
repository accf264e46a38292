//! Clients that keep a copy, and ask from the last refresh on for what is new.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use super::{push, row};
use crate::support::{App, Backend, Backend::*, Role};

/// A row's version, by its external id.
type Rows = BTreeMap<String, i64>;

const CHANGED: &str = "query ($first: Int, $from: DateTime, $after: String) {
    evaluations(first: $first, after: $after, filter: { updatedAt: { from: $from } }, orderBy: { field: UPDATED_AT, direction: ASC }) {
      nodes { externalId version updatedAt } pageInfo { hasNextPage endCursor } } }";

/// A copy, and the largest `updatedAt` in it.
struct Copy {
    rows: Rows,
    newest: Value,
}

impl Copy {
    fn empty() -> Self {
        Self { rows: Rows::new(), newest: json!("1970-01-01T00:00:00Z") }
    }

    async fn refresh(&mut self, app: &App) {
        let (from, mut after) = (self.newest.clone(), Value::Null);
        while let Some(cursor) = self.page(app, 100, &from, &after).await {
            after = cursor;
        }
    }

    /// Copies a page, and gives the cursor of the next one if there is one.
    async fn page(&mut self, app: &App, first: i64, from: &Value, after: &Value) -> Option<Value> {
        let variables = json!({ "first": first, "from": from, "after": after });
        let answer = app.as_role(Role::Editor).ask_with(CHANGED, variables).await;
        for node in answer.at("/evaluations/nodes").as_array().into_iter().flatten() {
            let id = node["externalId"].as_str().unwrap_or_default().to_owned();
            self.rows.insert(id, node["version"].as_i64().unwrap_or_default());
            self.newest = node["updatedAt"].clone();
        }
        (answer.at("/evaluations/pageInfo/hasNextPage") == true)
            .then(|| answer.at("/evaluations/pageInfo/endCursor").clone())
    }
}

/// Pushes of one row and of many, of new rows and of rows that others change too.
async fn mixed_pushes(app: &App, pusher: usize) {
    for round in 0..6 {
        let many = if (pusher + round).is_multiple_of(2) { 60 } else { 1 };
        let own = (0..many).map(|n| row(1_000 * (pusher + 1) + 100 * round + n, "Ny"));
        let shared = (0..many).map(|n| row(n, &format!("Ändrad {pusher} {round}")));
        push(app, own.chain(shared).collect()).await.text("/pushEvaluations/revision");
        app.pass(TimeDelta::milliseconds(3));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_by_the_last_instant_misses_no_row(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (mut copy, is_over) = (Copy::empty(), AtomicBool::new(false));
    let write = async {
        join_all((0..4).map(|pusher| mixed_pushes(&app, pusher))).await;
        is_over.store(true, Ordering::Relaxed);
    };
    let refresh = async {
        while !is_over.load(Ordering::Relaxed) {
            copy.refresh(&app).await;
        }
        copy.refresh(&app).await;
    };
    tokio::join!(write, refresh);
    let mut whole = Copy::empty();
    whole.refresh(&app).await;
    assert!(whole.rows.len() > 700, "{}", whole.rows.len());
    assert_eq!(copy.rows, whole.rows);
}

/// The clock stands still between two writes, and the second one's row has its place before the page that was read.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_write_of_the_same_millisecond_is_not_missed_between_two_pages(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    push(&app, (0..4).map(|n| row(n, "Ny")).collect()).await;
    let mut copy = Copy::empty();
    copy.refresh(&app).await;
    let from = copy.newest.clone();
    app.pass(TimeDelta::seconds(1));
    push(&app, (1..4).map(|n| row(n, "Ändrad")).collect()).await;
    let mut next = copy.page(&app, 2, &from, &Value::Null).await;
    push(&app, vec![row(0, "Ändrad")]).await;
    app.pass(TimeDelta::seconds(1));
    push(&app, vec![row(3, "Ändrad igen")]).await;
    while let Some(cursor) = next {
        next = copy.page(&app, 100, &from, &cursor).await;
    }
    copy.refresh(&app).await;
    assert_eq!(copy.rows["0"], 2, "{:?}", copy.rows);
}
