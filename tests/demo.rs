//! The demo: the page's facts, the examples beside them, and the documents that are shipped to be tried on it.

mod documents;
mod examples;
mod facts;
mod marked;
mod readme;

use rstest::rstest;
use styrgraf::clock::Clock;

use crate::support::{App, Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_writes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let before = app.changes().await;
    let again = styrgraf::App::open(app.config(), Clock::fixed(app.now())).await.expect("a second start");
    again.db.close().await;
    assert_eq!(app.changes().await, before);
    assert!(before > 315 + 50, "{before}");
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}
