//! The server or PostgreSQL is killed in the middle of pushes.

use rstest::rstest;

use super::rig::{Kind, SOME, Stage, Traffic};
use crate::support::{Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_the_server_is_killed_is_kept(#[values(Sqlite, Postgres)] on: Backend) {
    let Some(stage) = Stage::new(on).await else { return };
    let mut books = Vec::new();
    for _ in 0..2 {
        let (server, client) = stage.start();
        let traffic = Traffic::start(&client, SOME);
        traffic.grows(100).await;
        server.kill();
        books.push(traffic.stop().await.0);
    }
    let (server, client) = stage.start();
    for book in books {
        book.compare(&client).await.is_all();
    }
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_middle_of_pushes_loses_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let Some(stage) = Stage::new(on).await else { return };
    let (server, client) = stage.start();
    let traffic = Traffic::start(&client, SOME);
    traffic.grows(100).await;
    assert!(server.terminate());
    let (book, replies) = traffic.stop().await;
    replies[&Kind::Push].are_good_or(&["503 OVERLOADED", "no answer"]);
    let (server, client) = stage.start();
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

#[rstest]
#[case("fast")]
#[case("immediate")]
#[case("kill")]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_postgresql_ends_is_kept(#[case] order: &str) {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (server, client) = stage.start();
    let traffic = Traffic::start(&client, SOME);
    traffic.grows(100).await;
    stage.postgres().order(order);
    stage.postgres().order("start");
    traffic.grows(100).await;
    let (book, replies) = traffic.stop().await;
    replies[&Kind::Push].are_good_or(&["503 OVERLOADED"]);
    replies[&Kind::Query].are_good_or(&["503 OVERLOADED"]);
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}
