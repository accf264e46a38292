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

async fn plan_of(app: &App, viewer: Viewer, query: &str) -> String {
    let rows = Rows::new(app.server.db.clone(), Scope::new(Arc::new(viewer), &app.server.clock));
    let search = Search::new(At::Now, terms(query).expect("words"), None, None).expect("a search");
    let is_postgres = app.backend() == DbBackend::Postgres;
    let sql = app.backend().build(&search.select(&rows, 25)).to_string();
    let (explain, column) = if is_postgres { ("EXPLAIN", "QUERY PLAN") } else { ("EXPLAIN QUERY PLAN", "detail") };
    let explain = Statement::from_string(app.backend(), format!("{explain} {sql}"));
    let lines = app.server.db.reader().query_all_raw(explain).await.expect("a plan");
    lines.iter().map(|line| line.try_get::<String>("", column).expect("a line") + "\n").collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn hits_are_found_by_the_index_and_no_large_table_is_read_whole(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    measures(&app).await;
    let reader = Viewer { subject: None, roles: vec![styrgraf::auth::viewer::Role::Reader], sources: Vec::new() };
    for viewer in [Viewer::public(), reader] {
        for query in ["sällsynt", "sällsynta gemensamma", "sällsynt 99000"] {
            let plan = plan_of(&app, viewer.clone(), query).await;
            let (index, scans) = if app.backend() == DbBackend::Postgres {
                ("Bitmap Index Scan on search_text_by_words", ["Seq Scan on search_text", "Seq Scan on measure"])
            } else {
                ("SCAN search_index VIRTUAL TABLE INDEX", ["SCAN search_text", "SCAN measure"])
            };
            assert!(plan.contains(index), "{query}: {plan}");
            assert!(
                scans.iter().all(|scan| !plan.contains(&format!("{scan} ")) && !plan.contains(&format!("{scan}\n"))),
                "{query}: {plan}"
            );
        }
    }
    let found = search(&app.as_role(Role::Reader), serde_json::json!({ "query": "gemensam sällsynt" })).await;
    assert_eq!((found.at("/search/totalCount"), shown(&found).len()), (&serde_json::json!(100), 100));
}
