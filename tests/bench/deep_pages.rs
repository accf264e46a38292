//! A page at the end of 100,000 rows against one at the start: a keyset finds both by the index.

use std::time::Duration;

use entity::evaluation;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use super::anew::Anew;
use super::copies::copies;
use super::statement_log;
use super::support::{Actor, App, Backend, Role};
use super::timing::Times;

const ROWS: u32 = 100_000;
const ROUNDS: usize = 60;

/// By a text, by a date that every tenth row lacks, and by an instant that all rows share.
const ORDERS: [&str; 3] = ["TITLE", "DELIVERED_ON", "CREATED_AT"];

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    fill(&app).await;
    println!(
        "\nPages of 25 of {ROWS} evaluations, {on:?}: the time after row {} against the time after row 25",
        ROWS - 50
    );
    begin(&app).await;
    for field in ORDERS {
        for direction in ["ASC", "DESC"] {
            println!("{field} {direction}: {}", ratio(&app, field, direction).await);
        }
    }
    for line in evidence(&app).await {
        println!("  {line}");
    }
}

async fn fill(app: &App) {
    let postgres = app.backend() == DbBackend::Postgres;
    let (title, date) = if postgres {
        ("md5(number::text)", "date '2000-01-01' + number * 79 % 6000")
    } else {
        ("lower(hex(randomblob(16)))", "date('2000-01-01', (number * 79 % 6000) || ' days')")
    };
    let date = format!("CASE WHEN number % 10 = 0 THEN NULL ELSE {date} END");
    let instead = [
        ("source", "NULL"),
        ("external_id", "NULL"),
        ("access", "'PUBLIC'"),
        ("title", title),
        ("delivered_on", &date),
    ];
    copies::<evaluation::Column>(app, "evaluation", ROWS, &instead, "").await;
    app.tamper("ANALYZE").await;
}

/// By turns, both with a cursor.
async fn ratio(app: &App, field: &str, direction: &str) -> String {
    let reader = app.as_role(Role::Reader);
    let start = cursor(&reader, field, direction, "first: 25", "endCursor").await;
    let end = cursor(&reader, field, direction, "last: 50", "startCursor").await;
    let (mut near, mut far) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        near.add(page(&reader, field, direction, &after(&start))).await;
        far.add(page(&reader, field, direction, &after(&end))).await;
    }
    far.against(&near)
}

fn after(cursor: &str) -> String {
    format!("first: 25, after: \"{cursor}\"")
}

async fn cursor(reader: &Actor<'_>, field: &str, direction: &str, part: &str, which: &str) -> String {
    page(reader, field, direction, part).await["pageInfo"][which].as_str().expect("a cursor").to_owned()
}

async fn page(reader: &Actor<'_>, field: &str, direction: &str, part: &str) -> Value {
    let order = format!("orderBy: {{ field: {field}, direction: {direction} }}");
    let query =
        format!("{{ evaluations({part}, {order}) {{ pageInfo {{ startCursor endCursor }} nodes {{ title }} }} }}");
    let answer = reader.ask_anew(query).await;
    assert_eq!(answer.at("/evaluations/nodes").as_array().expect("rows").len().min(25), 25);
    answer.at("/evaluations").clone()
}

/// What PostgreSQL counts of the use of tables and indexes begins anew, and so does the log.
async fn begin(app: &App) {
    statement_log::take();
    if app.backend() == DbBackend::Postgres {
        app.number("SELECT CAST(1 AS bigint) AS number FROM pg_stat_reset()").await;
    }
}

/// What the requests used: as PostgreSQL counted it, or as SQLite plans the statements that were run.
async fn evidence(app: &App) -> Vec<String> {
    if app.backend() == DbBackend::Postgres { used(app).await } else { plans(app).await }
}

async fn plans(app: &App) -> Vec<String> {
    let mut plans = Vec::new();
    for sql in statement_log::take().iter().filter(|sql| sql.contains("FROM \"evaluation\"")) {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let rows = app.server.db.reader().query_all_raw(statement).await.expect("a plan");
        let steps: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").expect("a step")).collect();
        plans.push(steps.join("; "));
    }
    plans.sort();
    plans.dedup();
    plans
}

async fn used(app: &App) -> Vec<String> {
    // A connection tells its counts when it has been idle for ten seconds.
    tokio::time::sleep(Duration::from_secs(12)).await;
    let sql = "SELECT indexrelname || ': ' || idx_scan || ' scans, ' || idx_tup_read || ' entries read' AS text
               FROM pg_stat_user_indexes WHERE relname = 'evaluation' AND idx_scan > 0";
    let whole = "SELECT seq_scan AS number FROM pg_stat_user_tables WHERE relname = 'evaluation'";
    let mut used = app.texts(sql).await;
    used.push(format!("scans of the whole table: {}", app.number(whole).await));
    used
}
