//! The database is there, and others have what the server needs of it.

use std::time::Duration;

use rstest::rstest;

use super::rig::{Others, Postgres as Server, Stage};
use crate::support::Backend::{self, *};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_others_hold_delays_pushes_and_no_reads(#[values(Sqlite, Postgres)] on: Backend) {
    let Some(stage) = Stage::new(on).await else { return };
    let (server, client) = stage.start();
    let others = Others::lock(&stage, on).await;
    let rows = ["1".to_owned()];
    let leave = async {
        assert!(client.read().await.is_good());
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(client.ready().await.is_good());
        others.leave().await;
    };
    let (push, ()) = tokio::join!(client.push(&rows), leave);
    assert_eq!(push.statuses(), ["CREATED"], "{}", push.body);
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_free_connection_the_server_is_busy_until_there_is_one() {
    let Some(postgres) = Server::start_in(None, "-c max_connections=30") else { return };
    let stage = Stage::on(postgres).await;
    let (_server, client) = stage.start();
    client.serves_again("före").await;
    let others = Others::take_connections(&stage).await;
    let under = ["under".to_owned()];
    let (read, push, ready) = tokio::join!(client.read(), client.push(&under), client.ready());
    assert_eq!((read.code().as_str(), read.retry_after), ("503 OVERLOADED", true), "{}", read.body);
    assert_eq!(ready.status, Some(503), "{}", ready.body);
    assert_eq!((push.code().as_str(), push.retry_after), ("503 OVERLOADED", true), "{}", push.body);
    others.leave().await;
    client.serves_again("efter").await;
}
