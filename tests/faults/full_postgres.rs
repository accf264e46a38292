//! PostgreSQL has no room left: for its tables, or for its log, which ends it.

use rstest::rstest;

use super::full_sqlite::runs_out_of_room;
use super::rig::{Book, Disk, Kind, Postgres, SOME, Stage, Traffic};
use crate::support::Backend;

#[rstest]
#[case::in_small_writes(1)]
#[case::in_large_writes(200)]
#[tokio::test(flavor = "multi_thread")]
async fn tables_without_room_lose_nothing(#[case] rows: usize) {
    let (Some(disk), Some(stage)) = (Disk::new(8), Stage::new(Backend::Postgres).await) else { return };
    let (server, client) = stage.start();
    let book = Book::default();
    assert!(book.push(&client, 20).await.is_good());
    stage.postgres().move_tables_to(disk.path()).await;
    disk.fill();
    runs_out_of_room(&book, &client, rows).await;
    let read = client.read().await;
    assert!(read.is_good(), "{}", read.body);
    disk.make_room();
    client.serves_again("efter").await;
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

/// PostgreSQL ends when it cannot write its log, and an operator starts it when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_under_postgresql_loses_nothing() {
    let Some(disk) = Disk::new(160) else { return };
    let Some(postgres) = Postgres::start_in(Some(disk.path()), "") else { return };
    let stage = Stage::on(postgres).await;
    let (server, client) = stage.start();
    let traffic = Traffic::start(&client, SOME);
    traffic.grows(40).await;
    disk.fill();
    stage.postgres().order("switch");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    disk.make_room();
    stage.postgres().order("immediate");
    stage.postgres().order("start");
    traffic.grows(40).await;
    let (book, replies) = traffic.stop().await;
    replies[&Kind::Push].are_good_or(&["503 OVERLOADED", "503 STORAGE_FULL"]);
    replies[&Kind::Query].are_good_or(&["503 OVERLOADED"]);
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}
