//! A stop: nobody new is let in, what is under way is finished, and it comes to an end.

use std::time::Duration;

use rstest::rstest;
use sea_orm::ConnectionTrait;
use tokio::net::TcpStream;

use crate::support::slow::{post, read_to_end, send};
use crate::support::{App, Backend, Backend::*, Role};

async fn connect(app: &App) -> TcpStream {
    TcpStream::connect(app.authority()).await.expect("a connection")
}

/// Waits until the server lets nobody in.
async fn refused(app: &App) {
    for _ in 0..200 {
        if TcpStream::connect(app.authority()).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("new connections are still accepted");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_refuses_new_connections_and_finishes_what_is_under_way(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let mut app = App::start(on).await;
    let request = post("{ territories { totalCount } }");
    let (first, rest) = request.split_at(request.len() - 5);
    let mut idle = connect(&app).await;
    send(&mut idle, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut under_way = connect(&app).await;
    send(&mut under_way, first).await;
    idle.readable().await.expect("an answer");
    tokio::time::sleep(Duration::from_millis(50)).await;

    let stopped = tokio::spawn(app.stop());
    refused(&app).await;
    let answer = read_to_end(&mut idle).await;
    assert!(answer.contains("alive"), "{answer}");
    send(&mut under_way, rest).await;
    let answer = read_to_end(&mut under_way).await;
    assert!(answer.contains("connection: close") && answer.contains("\"totalCount\":315"), "{answer}");
    stopped.await.expect("a stop");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn work_whose_client_went_away_is_finished_before_the_server_stops(#[values(Sqlite, Postgres)] on: Backend) {
    let mut app = App::start(on).await;
    let before = app.changes().await;
    let (lock, _) = app.server.db.begin().await.expect("a transaction");
    lock.execute_unprepared("UPDATE ledger_head SET seq = seq").await.expect("the ledger's head");
    let create = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "x" }) { revision } }"#;
    let request = app.as_role(Role::Editor).post().json(&serde_json::json!({ "query": create }));
    let gone = tokio::time::timeout(Duration::from_millis(300), request.send()).await;
    assert!(gone.is_err(), "{gone:?}");
    let stopped = tokio::spawn(app.stop());
    refused(&app).await;
    drop(lock);
    stopped.await.expect("a stop");
    assert_eq!(app.changes().await, before + 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_ever(#[values(Sqlite)] on: Backend) {
    let mut app = App::with(on, false, |server| server.limits.drain = Duration::from_secs(1)).await;
    let mut silent = connect(&app).await;
    let request = post("{ viewer { roles } }");
    send(&mut silent, &request[..request.len() - 5]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let stopped = tokio::time::timeout(Duration::from_secs(10), app.stop()).await;
    stopped.expect("it still waits for a body that does not come, for which it has 15 seconds");
}
