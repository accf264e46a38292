//! Readers and writers at the same time: what is refused, and what does not fit together. Counted, not timed.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::anew::Anew;
use super::support::{Answer, App, Backend, Role, an_evaluation, with};

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision results { outcome } userErrors { code } } }";
const READ: &str = "{ evaluations(first: 100) { totalCount nodes { title findings { nodes { text } } } }
    again: evaluations(first: 1) { totalCount nodes { title } } }";
const READS: usize = 2_000;

pub async fn measure(on: Backend) {
    println!("\nTogether, {on:?}");
    let app = App::start(on).await;
    let orders = [1, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 49, 53, 59, 61, 67, 71, 73];
    let rows = |step: usize| (0..200).map(move |n| row(n * step % 300, "Titel")).collect();
    let pushed = join_all(orders.map(|step| push(&app, rows(step)))).await;
    let taken = pushed.iter().filter(|answer| answer.body.get("errors").is_none()).count();
    let rows = app.number("SELECT count(*) AS number FROM evaluation").await;
    println!("20 pushes at once of 200 out of the same 300 new rows: {} refused; {rows} rows", orders.len() - taken);
    println!("Answers that mix two states: {} of {READS}", mixed(on).await);
}

/// Each push writes all rows anew under their number and that of its round; up to 100 rows, one more each time.
async fn mixed(on: Backend) -> usize {
    let app = App::start(on).await;
    push(&app, (0..20).map(|n| row(n, "20 0")).collect()).await;
    let done = AtomicBool::new(false);
    let write = async {
        let mut round = 0;
        while !done.load(Ordering::Relaxed) {
            round += 1;
            let rows = (20 + round).min(100);
            push(&app, (0..rows).map(|n| row(n, &format!("{rows} {round}"))).collect()).await;
        }
    };
    let read = async {
        let readers = join_all((0..4).map(async |_| {
            let mut mixed = 0;
            for _ in 0..READS / 4 {
                mixed += usize::from(!is_one_state(&app.as_role(Role::Editor).ask_anew(READ).await));
            }
            mixed
        }));
        let mixed = readers.await.into_iter().sum();
        done.store(true, Ordering::Relaxed);
        mixed
    };
    tokio::join!(write, read).1
}

fn is_one_state(answer: &Answer) -> bool {
    let titles = answer.texts("/evaluations/nodes", "title");
    let first = titles[0];
    let findings = (0..titles.len()).map(|n| answer.text(&format!("/evaluations/nodes/{n}/findings/nodes/0/text")));
    *answer.at("/evaluations/totalCount") == titles.len()
        && *answer.at("/again/totalCount") == titles.len()
        && answer.text("/again/nodes/0/title") == first
        && first.split(' ').next() == Some(titles.len().to_string().as_str())
        && titles.iter().copied().chain(findings).all(|title| title == first)
}

async fn push(app: &App, rows: Vec<Value>) -> Answer {
    let input = json!({ "source": "tests", "evaluations": rows });
    app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await
}

fn row(n: usize, title: &str) -> Value {
    let finding = json!({ "externalId": "1", "kind": "NEED", "text": title });
    with(an_evaluation(title), json!({ "externalId": n.to_string(), "findings": [finding] }))
}
