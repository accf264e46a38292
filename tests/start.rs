//! Starting on a database: what is refused, in words for whoever starts the server, and what starts side by side.

use std::path::Path;

use rstest::rstest;
use sea_orm::{ConnectionTrait, Database};
use styrgraf::App as Server;
use styrgraf::clock::Clock;
use styrgraf::config::{Config, MissingKey, Options};

use crate::support::{App, Backend, Backend::*};

fn config(folder: &Path) -> Config {
    let options = Options {
        listen: Some("127.0.0.1:0".into()),
        data_dir: Some(folder.to_owned()),
        demo: Some("false".into()),
        ..Options::default()
    };
    Config::resolve(&options, MissingKey::Make).expect("a configuration")
}

/// Why a server does not start.
async fn refusal(config: &Config) -> String {
    match Server::open(config, Clock::system()).await {
        Ok(_) => panic!("it started"),
        Err(error) => error.to_string(),
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_sqlite_file_that_cannot_be_used_is_named_in_plain_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, file) = (config(folder.path()), folder.path().join("styrgraf.db"));
    std::fs::create_dir(&file).expect("a folder in the file's place");
    let told = refusal(&config).await;
    assert!(told.contains("styrgraf.db cannot be opened. It must be a file"), "{told}");
    std::fs::remove_dir(&file).expect("no folder");
    std::fs::write(&file, "no database, but long enough to be taken for one ".repeat(100)).expect("a file");
    let told = refusal(&config).await;
    assert!(told.contains("styrgraf.db is not an SQLite database"), "{told}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn another_programs_sqlite_file_is_left_alone() {
    let created = "CREATE TABLE seaql_migrations (version TEXT, applied_at INTEGER)";
    for statements in [
        &["CREATE TABLE theirs (id INTEGER)"][..],
        &["CREATE VIEW theirs AS SELECT 1"],
        &["PRAGMA application_id = 77"],
        &[created, "INSERT INTO seaql_migrations VALUES ('m20200101_000001_create_post', 0)"],
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("styrgraf.db");
        let theirs = Database::connect(format!("sqlite://{}?mode=rwc", file.display())).await.expect("a file");
        for statement in statements {
            theirs.execute_unprepared(statement).await.expect("theirs");
        }
        theirs.close().await.expect("closed");
        let before = std::fs::read(&file).expect("their file");
        let told = refusal(&config(folder.path())).await;
        assert!(told.contains("styrgraf.db") && told.contains("another program's"), "{told}");
        assert_eq!(std::fs::read(&file).expect("their file"), before, "not a byte is changed");
        let files = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(files, 2, "their file and our signing key");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_refused(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.tamper("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 0)").await;
    let told = refusal(app.config()).await;
    assert!(told.contains("newer version of Styrgraf") && told.contains("m20990101_000001_later"), "{told}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn servers_that_start_at_once_on_an_empty_file_all_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(folder.path());
    let starts = (0..4).map(|_| {
        let config = config.clone();
        tokio::spawn(async move { Server::open(&config, Clock::system()).await.map(|server| server.db) })
    });
    for start in futures_util::future::join_all(starts).await {
        start.expect("no panic").expect("a server").close().await;
    }
    let server = Server::open(&config, Clock::system()).await.expect("once more");
    assert!(styrgraf::ledger::verify(&server.db, None).await.expect("a report").is_intact());
    server.db.close().await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn all_that_was_written_is_in_the_one_sqlite_file_after_a_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(folder.path());
    for round in 0..5 {
        let server = Server::open(&config, Clock::system()).await.expect("a server");
        // Readers that are open while it stops.
        let reads = (0..8).map(|_| server.db.snapshot());
        drop(futures_util::future::join_all(reads).await);
        server.db.clone().close().await;
        drop(server);
        let beside = folder.path().join("styrgraf.db-wal");
        assert!(!beside.exists(), "round {round}: {:?}", beside.metadata());
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn another_programs_postgresql_database_is_left_alone(#[values(Postgres)] on: Backend) {
    let app = App::start(on).await;
    if app.backend() != sea_orm::DbBackend::Postgres {
        return;
    }
    app.tamper("DELETE FROM seaql_migrations").await;
    let told = refusal(app.config()).await;
    assert!(told.contains("another program's"), "{told}");
    assert_eq!(app.number("SELECT count(*) AS number FROM seaql_migrations").await, 0);
}
