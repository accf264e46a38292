//! Equal queries at one time: one runs, and the others have what it found.

use futures_util::FutureExt;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::Value;
use styrgraf::auth::Viewer;
use styrgraf::engine::{Cached, Request};
use uuid::Uuid;

use super::{ORGANISATIONS, Raw, ask, create, run};
use crate::support::{App, Backend, Backend::*, Role, World};

fn count(answer: &Raw) -> u64 {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body));
    body["data"]["organisations"]["totalCount"].as_u64().unwrap_or_else(|| panic!("{body}"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_that_ask_the_same_while_one_writes_cost_a_few_executions(#[values(Sqlite, Postgres)] on: Backend) {
    // One slot: those who wait hold none.
    let app = App::with(on, false, |server| server.engine.limits.public_operations = 1).await;
    let before = run(&app);
    create(&app, "Före").await;
    let statements_of_a_write = run(&app) - before;
    let before = run(&app);
    let early = join_all((0..100).map(|_| async { ask(&app.public(), ORGANISATIONS).await }));
    let late = async {
        create(&app, "Efter").await;
        join_all((0..100).map(|_| async { ask(&app.public(), ORGANISATIONS).await })).await
    };
    let (early, late) = tokio::join!(early, late);
    let statements = run(&app) - before - statements_of_a_write;
    // Slots are for one: had two run side by side, one would have been refused.
    assert!(early.iter().chain(&late).all(|answer| answer.status == 200));
    assert!(early.iter().all(|answer| [1, 2].contains(&count(answer))));
    assert!(late.iter().all(|answer| count(answer) == 2), "who asks after the write sees it");
    for answer in early.iter().chain(&late) {
        let expected = answers_at(&early, &late, answer.header("styrgraf-revision"));
        assert_eq!(count(answer), expected, "{}", answer.header("styrgraf-revision"));
    }
    // A page and its total; one before the write, one after it, and a few if a look at the ledger came late.
    assert!(statements <= 2 * 10, "{statements} statements");
}

/// What the first answer of a revision says: all of one revision must say the same.
fn answers_at(early: &[Raw], late: &[Raw], revision: &str) -> u64 {
    let mut all = early.iter().chain(late).filter(|answer| answer.header("styrgraf-revision") == revision);
    count(all.next().expect("the answer itself"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_leads_and_hangs_up_ends_it_for_nobody(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let engine = &app.server.engine;
    let request = || Request::new(Uuid::nil(), Viewer::public(), ORGANISATIONS);
    let before = run(&app);
    let lead = engine.check(request()).expect("an operation");
    let second = engine.check(request()).expect("an operation");
    // Asked once and then dropped, as when a client hangs up.
    assert!(engine.run(lead).now_or_never().is_none());
    let answer = engine.run(second).await.expect("an answer");
    assert!(matches!(answer.cached, Cached::Shared { was_kept: false } | Cached::Hit), "{:?}", answer.cached);
    assert_eq!(run(&app) - before, 2, "it was run once");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_waits_and_gets_nothing_runs_beside_the_others(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let reader = app.as_role(Role::Reader);
    let query = "{ viewer { subject } organisations { totalCount } }";
    let answers = join_all((0..20).map(|_| async { ask(&reader, query).await })).await;
    for answer in answers {
        assert!(answer.body.contains("reader") && answer.cache() == "fwd=miss", "{}: {}", answer.cache(), answer.body);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_leads_and_finds_no_slot_leaves_the_others_free(#[values(Sqlite)] on: Backend) {
    let app = App::with(on, false, |server| server.engine.limits.public_operations = 0).await;
    let answers = join_all((0..20).map(|_| async { ask(&app.public(), ORGANISATIONS).await })).await;
    assert!(answers.iter().all(|answer| answer.status == 503), "each is told at once");
}

/// What was acknowledged is seen by whoever asks after it, and an answer shows everything up to its revision, whether it was kept,
/// shared or made.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_write_between_reading_and_keeping_is_not_lost(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let writes = join_all((0..2).map(|writer| {
        let app = &app;
        async move {
            let mut written = Vec::new();
            for number in 0..25 {
                written.push(create(app, &format!("{writer} {number}")).await);
                let seen = count(&ask(&app.public(), ORGANISATIONS).await);
                assert!(seen >= written.len() as u64, "{seen} of at least {}", written.len());
            }
            written
        }
    }));
    let reads = join_all((0..4).map(|_| async {
        let mut seen = Vec::new();
        for _ in 0..60 {
            let answer = ask(&app.public(), ORGANISATIONS).await;
            seen.push((answer.header("styrgraf-revision").to_owned(), count(&answer)));
        }
        seen
    }));
    let (written, seen) = tokio::join!(writes, reads);
    let written: Vec<String> = written.into_iter().flatten().collect();
    for reader in &seen {
        assert!(reader.is_sorted_by_key(|(revision, _)| revision), "nobody sees an older state after a newer one");
    }
    for (revision, count) in seen.into_iter().flatten() {
        assert_eq!(count, written.iter().filter(|written| **written <= revision).count() as u64, "{revision}");
    }
}
