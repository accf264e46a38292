//! Operations that are run without HTTP, as any other transport would run them.

use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::auth::Viewer;
use styrgraf::engine::Request;
use uuid::Uuid;

use crate::support::{App, Backend, Backend::*, Role};

const WRITE: &str = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "Tillväxtverket" }) { revision } }"#;

fn as_role(role: Role) -> Viewer {
    Viewer { subject: Some(role.name().into()), roles: vec![role], sources: Vec::new() }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_operation_is_answered_as_data(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let engine = &app.server.engine;
    let request = Request::new(Uuid::nil(), Viewer::public(), "{ territories { totalCount } }");
    let answer = engine.execute(request).await.expect("an answer");
    let json: Value = serde_json::from_slice(&answer.body.json).expect("JSON");
    let cost = json!({ "requested": 3, "limit": 75_000 });
    assert_eq!(json, json!({ "data": { "territories": { "totalCount": 315 } }, "extensions": { "cost": cost } }));
    assert!(!answer.has_written);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_tells_the_revision_that_it_wrote(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let engine = &app.server.engine;
    let before = app.server.ledger.newest();
    let answer = engine.execute(Request::new(Uuid::nil(), as_role(Role::Editor), WRITE)).await.expect("an answer");
    assert!(answer.has_written && answer.errors.is_empty(), "{:?}", answer.errors);
    assert_eq!(answer.revision.seq, before.seq + 1);
    assert_eq!(app.server.ledger.newest(), answer.revision);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_too_large_tells_the_revision_that_it_wrote(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::with(on, false, |server| server.engine.limits.answer = 10).await;
    let engine = &app.server.engine;
    let error =
        engine.execute(Request::new(Uuid::nil(), as_role(Role::Editor), WRITE)).await.expect_err("it is larger");
    assert!(error.message().contains(&app.server.ledger.newest().to_string()), "{error}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_nobody_waits_for_is_finished(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let engine = app.server.engine.clone();
    let before = app.changes().await;
    let operation = engine.check(Request::new(Uuid::nil(), as_role(Role::Editor), WRITE));
    let operation = operation.expect("an operation");
    // Asked once and then dropped, as when a client hangs up.
    assert!(futures_util::FutureExt::now_or_never(engine.run(operation)).is_none());
    let a_minute = std::time::Duration::from_mins(1);
    assert!(engine.finish(tokio::time::Instant::now() + a_minute).await, "it still runs");
    assert_eq!(app.changes().await, before + 1);
}
