//! Clients who hang up before they are answered: their work ends properly, and nobody else's is lost.

use rstest::rstest;
use styrgraf::ledger::verify;

use crate::support::{App, Backend, Backend::*, hang_up, later_writes, open_transactions};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn clients_who_hang_up_leave_no_transaction_open(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    hang_up(&app, 300).await;
    assert!(app.changes().await > before, "what has begun is finished");
    assert_eq!(open_transactions(&app).await, 0);
    assert_eq!(later_writes(&app).await, 40);
    assert!(verify(&app.server.db, None).await.expect("a report").is_intact());
}
