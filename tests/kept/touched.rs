//! What the server knows of the commits: which tables were touched since when.

use entity::{Row, Tables, organisation, theme};
use rstest::rstest;
use sea_orm::DbBackend;
use styrgraf::clock::Clock;
use styrgraf::database::Moment;
use styrgraf::ledger::Revision;

use crate::support::{App, Backend, Backend::*};

/// Whatever a statement can name: if it is neither a table of ours nor what follows from them all, a read of it would not
/// be noticed.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everything_that_a_statement_can_read_is_noticed(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let catalogue = if app.backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let names = app.texts(catalogue).await;
    assert!(names.len() > entity::TABLES.len());
    for name in names.iter().filter(|name| !name.starts_with("seaql_migrations")) {
        assert_ne!(Tables::named_in(&format!(r#"SELECT * FROM "{name}""#)), Tables::NONE, "{name}");
    }
}

const SQLITE: &str =
    "SELECT name AS text FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'";
const POSTGRES: &str = "SELECT relname::text AS text FROM pg_class WHERE relnamespace = 'public'::regnamespace \
    AND relkind IN ('r', 'p', 'v', 'm', 'f') \
    UNION SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace";

fn moment(server: &styrgraf::App) -> Moment {
    Moment { era: server.db.touched().era(), seq: server.ledger.newest().seq }
}

fn unchanged<R: Row>(server: &styrgraf::App, since: Moment) -> Option<Revision> {
    server.ledger.unchanged(Tables::of_type(R::TYPE), since)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_known_before_its_answer_leaves(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.server.ledger.head().await.expect("a look");
    let before = moment(&app.server);
    app.write(vec![organisation::Model { name: "A".into(), ..Default::default() }]).await;
    assert_eq!(unchanged::<organisation::Model>(&app.server, before), None);
    assert_eq!(unchanged::<theme::Model>(&app.server, before), Some(app.server.ledger.newest()));
    assert!(unchanged::<organisation::Model>(&app.server, moment(&app.server)).is_some());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_another_server_commits_is_known_with_the_next_look(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let other = styrgraf::App::open(app.config(), Clock::fixed(app.now())).await.expect("another server");
    let before = moment(&other);
    app.write(vec![organisation::Model { name: "A".into(), ..Default::default() }]).await;
    other.ledger.head().await.expect("a look");
    assert_eq!(unchanged::<organisation::Model>(&other, before), None);
    assert_eq!(unchanged::<theme::Model>(&other, before), Some(app.server.ledger.newest()));
    other.db.close().await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_saw_more_than_is_known_of_the_commits_is_given_nothing_kept(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.server.ledger.head().await.expect("a look");
    let before = moment(&app.server);
    let beyond = Revision { seq: before.seq + 1, ..app.server.ledger.newest() };
    app.server.ledger.announce(&beyond);
    assert_eq!(unchanged::<theme::Model>(&app.server, before), None);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_restored_under_a_running_server_touches_everything(
    #[values(Sqlite, Postgres)] on: Backend,
    #[values(
        "UPDATE ledger_head SET seq = seq - 1",
        "UPDATE ledger_head SET hash = 'x'",
        "UPDATE ledger_head SET installation = 'x'",
        "UPDATE change SET hash = 'x' WHERE seq = (SELECT seq FROM ledger_head); UPDATE ledger_head SET seq = seq + 1"
    )]
    restored: &str,
) {
    let app = App::start(on).await;
    app.server.ledger.head().await.expect("a look");
    let before = moment(&app.server);
    app.tamper(restored).await;
    app.server.ledger.head().await.expect("a look");
    assert_eq!(unchanged::<theme::Model>(&app.server, before), None);
    assert!(unchanged::<theme::Model>(&app.server, moment(&app.server)).is_some(), "from here on it is known again");
}
