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
    assert!(told.contains("styrgraf.db is no SQLite database"), "{told}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn another_programs_sqlite_file_is_left_alone() {
    for statements in [&["CREATE TABLE theirs (id INTEGER)"][..], &["PRAGMA application_id = 77"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("styrgraf.db");
        let theirs = Database::connect(format!("sqlite://{}?mode=rwc", file.display())).await.expect("a file");
        for statement in statements {
            theirs.execute_unprepared(statement).await.expect("theirs");
        }
        let told = refusal(&config(folder.path())).await;
        assert!(told.contains("styrgraf.db") && told.contains("another program's"), "{told}");
        let tables = "SELECT name FROM sqlite_master WHERE name LIKE 'seaql%'";
        let made = theirs.query_all_raw(sea_orm::Statement::from_string(theirs.get_database_backend(), tables)).await;
        assert!(made.expect("an answer").is_empty());
        theirs.close().await.expect("closed");
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
