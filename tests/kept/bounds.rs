//! How much is kept.

use async_graphql::Variables;
use rstest::rstest;
use serde_json::json;
use styrgraf::auth::Viewer;
use styrgraf::engine::{Engine, Request};
use uuid::Uuid;

use super::{THEMES, ask, hit};
use crate::support::slow::large_answer;
use crate::support::{App, Backend, Backend::*};

const KIB: u64 = 1024;

async fn with_room(on: Backend, bytes: u64) -> App {
    App::with(on, false, |server| server.engine = Engine::new(server.ledger.clone(), true, bytes)).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_without_room(#[values(Sqlite)] on: Backend) {
    let app = with_room(on, 0).await;
    for _ in 0..2 {
        assert_eq!(ask(&app.public(), THEMES).await.cache(), "fwd=bypass");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_different_queries_leave_the_memory_bounded(#[values(Sqlite)] on: Backend) {
    let app = with_room(on, 64 * KIB).await;
    for number in 0..3_000 {
        let mut request =
            Request::new(Uuid::nil(), Viewer::public(), "query ($n: Int) { themes(first: $n) { nodes { name } } }");
        request.variables = variables(number);
        app.server.engine.execute(request).await.expect("an answer");
        assert!(app.server.engine.kept_bytes() <= 64 * KIB, "after {number}: {}", app.server.engine.kept_bytes());
    }
    assert!(app.server.engine.kept_bytes() > 32 * KIB, "the room is used: {}", app.server.engine.kept_bytes());
    hit(&app.public(), THEMES).await;
}

/// Variables that differ in each request, of which the document uses one.
fn variables(number: u64) -> Variables {
    Variables::from_json(json!({ "n": number % 100 + 1, "other": number }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_takes_too_much_of_the_room_is_answered_and_not_kept(#[values(Sqlite)] on: Backend) {
    let app = with_room(on, 16 * KIB * KIB).await;
    for _ in 0..2 {
        let answer = ask(&app.public(), &large_answer(2)).await;
        assert!(answer.body.len() > 5_000_000, "{}", answer.body.len());
        assert_eq!(answer.cache(), "fwd=miss");
    }
    assert_eq!(app.server.engine.kept_bytes(), 0);
}
