//! When a COMMIT fails, nothing that is acknowledged afterwards is lost, and nothing that failed is said to be written.

use reqwest::StatusCode;
use rstest::rstest;
use sea_orm::DbBackend;
use serde_json::json;
use styrgraf::database::Db;

use crate::support::{App, Backend, Backend::*, Role};

const CREATE: &str = "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { revision } }";

async fn create(app: &App, name: &str) -> crate::support::Answer {
    app.as_role(Role::Editor).ask_with(CREATE, json!({ "input": { "kind": "AGENCY", "name": name } })).await
}

/// Makes every transaction that writes an organisation fail at its COMMIT, as a full disk does.
async fn break_commits(app: &App) {
    let statements: &[&str] = match app.backend() {
        DbBackend::Postgres => &[
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '53100'; END $$",
            "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION refuse()",
        ],
        _ => &[
            "CREATE TABLE refusing_parent (id INTEGER PRIMARY KEY)",
            "CREATE TABLE refusing_child (id INTEGER REFERENCES refusing_parent (id) DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TRIGGER refuse AFTER INSERT ON organisation BEGIN INSERT INTO refusing_child VALUES (1); END",
        ],
    };
    for statement in statements {
        app.tamper(statement).await;
    }
}

async fn mend_commits(app: &App) {
    app.tamper(match app.backend() {
        DbBackend::Postgres => "DROP TRIGGER refuse ON organisation",
        _ => "DROP TRIGGER refuse",
    })
    .await;
}

/// The organisations that another session sees.
async fn kept(app: &App) -> u64 {
    let other = Db::open(&app.config().database).await.expect("another session");
    let statement = sea_orm::Statement::from_string(app.backend(), "SELECT count(*) AS number FROM organisation");
    let row = sea_orm::ConnectionTrait::query_one_raw(other.reader(), statement).await.expect("an answer");
    let number: i64 = row.expect("a row").try_get("", "number").expect("a number");
    other.close().await;
    number.unsigned_abs()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_after_a_failed_commit_is_kept(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    break_commits(&app).await;
    for round in 0..3 {
        let answer = create(&app, &format!("Förgäves {round}")).await;
        assert_eq!(answer.errors().len(), 1, "{}", answer.body);
        assert_eq!(answer.body["data"]["createOrganisation"], json!(null));
        assert_eq!(kept(&app).await, 0);
    }
    mend_commits(&app).await;
    for n in 0..20 {
        create(&app, &format!("Myndighet {n}")).await.text("/createOrganisation/revision");
    }
    assert_eq!(kept(&app).await, 20);
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_has_a_code_of_its_own(#[values(Postgres)] on: Backend) {
    let app = App::start(on).await;
    if app.backend() != DbBackend::Postgres {
        return;
    }
    break_commits(&app).await;
    let answer = create(&app, "Förgäves").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key("retry-after"));
    assert!(answer.refusal("STORAGE_FULL").contains("Nothing was written"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_database_ends_are_not_noticed(#[values(Postgres)] on: Backend) {
    let app = App::start(on).await;
    if app.backend() != DbBackend::Postgres {
        return;
    }
    for round in 0..5 {
        let reads = (0..24).map(async |_| app.public().ask("{ territories { totalCount } }").await);
        for answer in futures_util::future::join_all(reads).await {
            assert_eq!(answer.at("/territories/totalCount"), 315);
        }
        create(&app, &format!("Myndighet {round}")).await.text("/createOrganisation/revision");
        app.tamper(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle'",
        )
        .await;
    }
    assert_eq!(kept(&app).await, 5);
}
