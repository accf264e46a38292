//! SQLite has no room left: for its log, for its file, for its index in memory; in a small write and in a large one.

use rstest::rstest;

use super::rig::{Book, Client, Disk, Server, Stage};
use crate::support::Backend::Sqlite;

/// Pushes of this many rows until there is no room, and some more; whatever is said, it must be true.
pub async fn runs_out_of_room(book: &Book, client: &Client, rows: usize) {
    let mut refused = 0;
    for _ in 0..400 {
        let reply = book.push(client, rows).await;
        if !reply.is_good() {
            assert_eq!((reply.code().as_str(), reply.retry_after), ("503 STORAGE_FULL", true), "{}", reply.body);
            assert!(reply.message().contains("Nothing was written"), "{}", reply.body);
            refused += 1;
        }
        if refused == 10 {
            return;
        }
    }
    panic!("there is always room");
}

async fn nothing_is_lost(stage: &Stage, server: Server, book: &Book, client: &Client) {
    client.serves_again("efter").await;
    assert!(book.push(client, 50).await.is_good());
    server.kill();
    let (server, client) = stage.start();
    book.compare(&client).await.is_all();
    assert!(server.terminate());
    assert!(stage.setup.ledger_is_intact());
}

/// The write-ahead log may have 3 MiB, and is cut at 4; or the file may not grow, and the log no further than it.
#[rstest]
#[case::in_small_writes(1, 3 << 20)]
#[case::in_large_writes(200, 3 << 20)]
#[case::when_the_log_goes_into_the_file(100, 6 << 20)]
#[tokio::test(flavor = "multi_thread")]
async fn files_that_may_not_grow_lose_nothing(#[case] rows: usize, #[case] bytes: u64) {
    let stage = Stage::new(Sqlite).await.expect("SQLite");
    let (server, client) = stage.start();
    let book = Book::default();
    assert!(book.push(&client, 20).await.is_good());
    server.limit_files(Some(bytes));
    runs_out_of_room(&book, &client, rows).await;
    let read = client.read().await;
    assert!(read.is_good(), "{}", read.body);
    server.limit_files(None);
    nothing_is_lost(&stage, server, &book, &client).await;
}

#[rstest]
#[case::in_small_writes(1)]
#[case::in_large_writes(200)]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing(#[case] rows: usize) {
    let Some(disk) = Disk::new(32) else { return };
    let stage = Stage::on_disk(&disk);
    let (server, client) = stage.start();
    let book = Book::default();
    assert!(book.push(&client, 20).await.is_good());
    disk.fill();
    runs_out_of_room(&book, &client, rows).await;
    let read = client.read().await;
    assert!(read.is_good(), "{}", read.body);
    disk.make_room();
    nothing_is_lost(&stage, server, &book, &client).await;
}
