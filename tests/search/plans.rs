//! How the databases find hits among many rows: by their indexes, and never by reading all rows.

use std::sync::Arc;

use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use styrgraf::auth::Viewer;
use styrgraf::domain::search::{Search, terms};
use styrgraf::kit::rows::Rows;
use styrgraf::kit::scope::{At, Scope};

use super::{search, shown};
use crate::support::{App, Backend, Backend::*, Role, World};

const ROWS: usize = 100_000;

/// Measures past the ledger: every thousandth has a rare word, every one a common one.
async fn measures(app: &App) {
    let world = World::of(app).await;
    let is_postgres = app.backend() == DbBackend::Postgres;
    let (numbers, id, uuid) = if is_postgres {
        let uuid = |id: uuid::Uuid| format!("'{id}'::uuid");
        (
            format!("generate_series(1, {ROWS}) AS number (n)"),
            "gen_random_uuid()",
            [uuid(world.plan), uuid(world.agency)],
        )
    } else {
        let uuid = |id: uuid::Uuid| format!("x'{}'", id.simple());
        let numbers = format!(
            "(WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {ROWS}) SELECT n FROM number)"
        );
        (numbers, "randomblob(16)", [uuid(world.plan), uuid(world.agency)])
    };
    let [plan, agency] = uuid;
    let now = "'2017-11-01 08:00:00.000+00:00'";
    app.tamper(&format!(
        "INSERT INTO measure (id, version, created_at, updated_at, access, action_plan_id, title, kind, responsible_id, status, progress)
         SELECT {id}, 1, {now}, {now}, 'INTERNAL', {plan}, 'Gemensam ' || (CASE WHEN n % 1000 = 0 THEN 'sällsynt' ELSE 'vanlig' END) || ' ' || n,
         'MEASURE', {agency}, 'PLANNED', 0 FROM {numbers}"
    ))
    .await;
    let words = if is_postgres { "to_tsvector('simple', title)" } else { "lower(title)" };
    app.tamper(&format!(
        "INSERT INTO search_text (node_id, node_type, updated_ms, title, words) SELECT id, 'Measure', 0, {words}, {words} FROM measure"
    ))
    .await;
    app.tamper("ANALYZE").await;
}

/// The search for these words as the viewer reads it.
fn select(app: &App, viewer: Viewer, query: &str) -> Statement {
    let rows = Rows::new(app.server.db.clone(), Scope::new(Arc::new(viewer), &app.server.clock));
    let search = Search::new(At::Now, terms(query).expect("words"), None, None).expect("a search");
    app.backend().build(&search.select(&rows, 25))
}

/// How SQLite means to run it.
async fn plan(app: &App, statement: &Statement) -> String {
    let explain = Statement::from_string(app.backend(), format!("EXPLAIN QUERY PLAN {statement}"));
    let lines = app.server.db.reader().query_all_raw(explain).await.expect("a plan");
    lines.iter().map(|line| line.try_get::<String>("", "detail").expect("a line") + "\n").collect()
}

/// How often PostgreSQL read all of a table, or an index, when it ran it.
async fn scans(app: &App, statement: Statement, of: [&str; 3]) -> [i64; 3] {
    let transaction = app.server.db.snapshot().await.expect("a transaction").transaction;
    transaction.query_all_raw(statement).await.expect("hits");
    let scans = of.map(|name| format!("pg_stat_get_xact_numscans('{name}'::regclass)")).join(", ");
    let counted = Statement::from_string(app.backend(), format!("SELECT ARRAY[{scans}] AS scans"));
    let row = transaction.query_one_raw(counted).await.expect("counts").expect("a row");
    let counts: Vec<i64> = row.try_get("", "scans").expect("counts");
    counts.try_into().expect("three")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn hits_are_found_by_the_index_and_no_large_table_is_read_whole(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    measures(&app).await;
    let reader = Viewer { subject: None, roles: vec![styrgraf::auth::viewer::Role::Reader], sources: Vec::new() };
    for viewer in [Viewer::public(), reader] {
        for query in ["sällsynt", "sällsynt gemensam", "sällsynt 99000", "gemensam"] {
            let statement = select(&app, viewer.clone(), query);
            if app.backend() == DbBackend::Postgres {
                let [index, words, measures] =
                    scans(&app, statement, ["search_text_by_words", "search_text", "measure"]).await;
                eprintln!("{query}: {index} scans of the index, {words} of the words, {measures} of the measures");
                assert!(index > 0 && words == 0 && measures == 0, "{query}: {index}, {words}, {measures}");
            } else {
                let plan = plan(&app, &statement).await;
                assert!(plan.contains("SCAN search_index VIRTUAL TABLE INDEX"), "{query}: {plan}");
                assert!(plan.contains("SEARCH search_text USING INTEGER PRIMARY KEY"), "{query}: {plan}");
                assert!(!plan.contains("SCAN search_text") && !plan.contains("SCAN measure"), "{query}: {plan}");
            }
        }
    }
    let found = search(&app.as_role(Role::Reader), serde_json::json!({ "query": "gemensam sällsynt" })).await;
    assert_eq!((found.at("/search/totalCount"), shown(&found).len()), (&serde_json::json!(100), 100));
    let found = search(&app.as_role(Role::Reader), serde_json::json!({ "query": "gemensam", "first": 2 })).await;
    assert_eq!((found.at("/search/totalCount"), shown(&found).len()), (&serde_json::json!(ROWS), 2));
}
