//! The connection between the server and PostgreSQL breaks, or nothing comes through it.

use std::time::Duration;

use rstest::rstest;

use super::rig::{Book, Fault, Kind, SOME, Stage, Traffic};
use crate::support::Backend::Postgres;

const BUSY: &[&str] = &["503 OVERLOADED"];

#[tokio::test(flavor = "multi_thread")]
async fn a_push_whose_commit_is_not_answered_is_written_once() {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (server, client) = stage.start();
    let book = Book::default();
    assert!(book.push(&client, 5).await.is_good());
    stage.proxy().set(Fault::CutCommit);
    for _ in 0..3 {
        let reply = book.push(&client, 5).await;
        // The server looks for itself what became of it.
        assert!(reply.is_good(), "{}", reply.body);
        assert_eq!(reply.statuses(), ["CREATED"; 5]);
    }
    stage.proxy().set(Fault::None);
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_reset_lose_nothing_and_are_never_internal() {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (_server, client) = stage.start();
    let traffic = Traffic::start(&client, SOME);
    for _ in 0..3 {
        traffic.grows(40).await;
        stage.proxy().reset();
    }
    traffic.grows(40).await;
    let (book, replies) = traffic.stop().await;
    replies[&Kind::Push].are_good_or(BUSY);
    replies[&Kind::Query].are_good_or(BUSY);
    book.compare(&client).await.is_all();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_down_nothing_is_written_and_that_is_said() {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (_server, client) = stage.start();
    client.serves_again("före").await;
    stage.proxy().set(Fault::Refuse);
    let push = client.push(&["under".into()]).await;
    assert_eq!((push.code().as_str(), push.retry_after), ("503 OVERLOADED", true), "{}", push.body);
    let read = client.read().await;
    assert_eq!((read.code().as_str(), read.retry_after), ("503 OVERLOADED", true), "{}", read.body);
    let ready = client.ready().await;
    assert_eq!(ready.status, Some(503));
    assert!(ready.code().contains("the database"), "{}", ready.body);
    stage.proxy().set(Fault::None);
    client.serves_again("efter").await;
    assert_eq!(client.push(&["under".into()]).await.statuses(), ["CREATED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_the_database_between_two_requests_is_not_seen() {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (_server, client) = stage.start();
    for round in 0..2 {
        let replies = futures_util::future::join_all((0..12).map(|_| client.read())).await;
        assert!(replies.iter().all(super::rig::Reply::is_good), "{replies:?}");
        let push = client.push(&[round.to_string()]).await;
        assert!(push.is_good(), "{}", push.body);
        stage.postgres().order("fast");
        stage.postgres().order("start");
    }
}

#[rstest]
#[case(Fault::Freeze)]
#[case(Fault::Blackhole)]
#[case(Fault::Delay(Duration::from_millis(200)))]
#[tokio::test(flavor = "multi_thread")]
async fn the_server_serves_again_after_the_network_fails(#[case] fault: Fault) {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (server, client) = stage.start();
    let traffic = Traffic::start(&client, SOME);
    traffic.grows(40).await;
    stage.proxy().set(fault);
    tokio::time::sleep(Duration::from_secs(3)).await;
    stage.proxy().set(Fault::None);
    client.serves_again("efter").await;
    traffic.grows(40).await;
    let (book, replies) = traffic.stop().await;
    replies[&Kind::Push].are_good_or(BUSY);
    replies[&Kind::Query].are_good_or(&["503 OVERLOADED", "504 TIMEOUT"]);
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}
