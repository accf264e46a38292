//! What pushes cost those who read meanwhile: the same queries with and without them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::anew::Anew;
use super::support::{App, Backend, Role};
use super::timing::Times;

const READERS: usize = 8;
const READS: usize = 60;
const PUSHERS: usize = 24;
const ROWS: usize = 500;

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision } }";
const READ: &str = "{ evaluations(first: 25) { totalCount nodes { title findings { nodes { text } } } } }";

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    push(&app, usize::MAX, 0).await;
    let alone = read(&app).await;
    let (is_over, refused, pushed) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let pushers = join_all((0..PUSHERS).map(async |pusher| {
        let mut round = 0;
        while !is_over.load(Ordering::Relaxed) {
            let counter = if push(&app, pusher, round).await { &pushed } else { &refused };
            counter.fetch_add(1, Ordering::Relaxed);
            round += 1;
        }
    }));
    let readers = async {
        let times = read(&app).await;
        is_over.store(true, Ordering::Relaxed);
        times
    };
    let (_, beside) = tokio::join!(pushers, readers);
    println!("\n{READERS} readers beside {PUSHERS} pushers of {ROWS} rows, {on:?}");
    println!("| | alone | beside pushes | ratio |\n|---|--:|--:|--:|");
    for share in [50, 99] {
        let (alone, beside) = (alone.percentile(share), beside.percentile(share));
        let ratio = beside.as_secs_f64() / alone.as_secs_f64();
        println!("| p{share} | {alone:.0?} | {beside:.0?} | {ratio:.1} |");
    }
    println!("Pushes: {} done, {} refused", pushed.into_inner(), refused.into_inner());
}

async fn read(app: &App) -> Times {
    let reader = async |_| {
        let mut times = Times::default();
        for _ in 0..READS {
            times.add(app.as_role(Role::Reader).ask_anew(READ)).await.data();
        }
        times
    };
    join_all((0..READERS).map(reader)).await.into_iter().fold(Times::default(), Times::and)
}

/// Whether it was taken.
async fn push(app: &App, pusher: usize, round: usize) -> bool {
    let row = |row: usize| {
        json!({ "externalId": format!("{pusher}-{row}"), "title": format!("Omgång {round}"), "kind": "EVALUATION",
            "status": "PUBLISHED", "subject": "Något", "subjectKind": "PROGRAMME",
            "findings": [{ "externalId": "1", "kind": "NEED", "text": format!("Behov {round}") }] })
    };
    let rows: Vec<Value> = (0..ROWS).map(row).collect();
    let input = json!({ "source": "tests", "evaluations": rows });
    app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await.errors().is_empty()
}
