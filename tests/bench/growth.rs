//! What grows with the rows: 1,000,000 measures with 5,000,000 updates in PostgreSQL, a tenth of that in SQLite. For each question its
//! time against that of a statement by hand with the same answer, and whether it read the whole of a large table.

use std::fmt::Write;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::anew::Anew;
use super::measures::{Amount, UPDATES, fill, title};
use super::statement_log;
use super::support::{App, Backend, Role};
use super::timing::Times;

const ROUNDS: usize = 5;

/// The tables of which a page must not read all rows.
const LARGE: [&str; 4] = ["measure", "measure_update", "measure_result_area", "search_text"];

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    let measures = if app.backend() == DbBackend::Postgres { 1_000_000 } else { 100_000 };
    fill(&app, &Amount { measures, plans: 1, areas: 3, some_hidden: false }).await;
    println!(
        "\n{measures} measures with {UPDATES} updates each, {on:?}: against a statement by hand with the same answer"
    );
    for question in questions() {
        println!("{}", ask(&app, &question).await);
    }
}

struct Question {
    name: &'static str,
    query: String,
    /// The same by hand.
    sql: String,
    /// How many scans of large tables it may need.
    scans: usize,
}

fn questions() -> Vec<Question> {
    let page = |query: &str| query.to_owned();
    let statistics = |group_by: &str| {
        format!(
            "{{ measureStatistics(groupBy: [{group_by}], first: 10) {{ groupCount groups {{ count meanProgress overdue stale }} }} }}"
        )
    };
    let question = |name, query, sql: &str, scans| Question { name, query, sql: sql.to_owned(), scans };
    vec![
        question(
            "the first page of measures",
            page("{ measures { nodes { title dueOn } } }"),
            "SELECT title, due_on FROM measure ORDER BY due_on_or_last, id LIMIT 26",
            0,
        ),
        question(
            "the last page of measures",
            page("{ measures(last: 25) { nodes { title dueOn } } }"),
            "SELECT title, due_on FROM measure ORDER BY due_on_or_last DESC, id DESC LIMIT 26",
            0,
        ),
        question(
            "the first page of gaps",
            page("{ threadGaps { nodes { rule since node { id } } } }"),
            "SELECT id, due_on FROM measure WHERE status NOT IN ('COMPLETED', 'EFFECT_CONFIRMED', 'CANCELLED')
             ORDER BY due_on, id LIMIT 26",
            0,
        ),
        question(
            "the first page of commitments",
            page("{ commitments { nodes { title dueOn state } } }"),
            "SELECT id, due_on_or_last FROM measure WHERE decision_id IS NOT NULL OR recommendation_id IS NOT NULL
             ORDER BY due_on_or_last, id LIMIT 26",
            0,
        ),
        question(
            "a search by a rare word",
            page("{ search(query: \"åtgärd 99517\") { totalCount nodes { node { id } } } }"),
            &format!("SELECT id FROM measure WHERE title = ({})", title("99517")),
            0,
        ),
        question(
            "measures by status",
            statistics("STATUS"),
            "SELECT status, count(*), avg(progress) FROM measure GROUP BY status ORDER BY 2 DESC LIMIT 10",
            1,
        ),
        question(
            "the top ten units",
            statistics("RESPONSIBLE"),
            "SELECT responsible_id, count(*), avg(progress) FROM measure GROUP BY responsible_id ORDER BY 2 DESC LIMIT 10",
            1,
        ),
        question(
            "unit, month and status",
            statistics("RESPONSIBLE, DUE_MONTH, STATUS"),
            "SELECT responsible_id, substr(CAST(due_on AS text), 1, 7), status, count(*), avg(progress) FROM measure
             GROUP BY responsible_id, substr(CAST(due_on AS text), 1, 7), status ORDER BY 4 DESC LIMIT 10",
            1,
        ),
    ]
}

async fn ask(app: &App, question: &Question) -> String {
    let reader = app.as_role(Role::Reader);
    let (mut ours, mut by_hand) = (Times::default(), Times::default());
    reader.ask_anew(&question.query).await.data();
    statement_log::take();
    reader.ask_anew(&question.query).await.data();
    let statements = statement_log::take();
    for _ in 0..ROUNDS {
        ours.add(reader.ask_anew(&question.query)).await.data();
        let statement = Statement::from_string(app.backend(), &question.sql);
        by_hand.add(app.server.db.reader().query_all_raw(statement)).await.expect("rows");
    }
    statement_log::take();
    let scans = scans(app, &question.query, &statements).await;
    let verdict = if scans.len() > question.scans { "MORE THAN MEANT" } else { "as meant" };
    let mut line = format!(
        "{}: {}; medians {:.1?} and {:.1?}; {} statements, scans of large tables: {} ({verdict})",
        question.name,
        ours.against(&by_hand),
        ours.median(),
        by_hand.median(),
        statements.len(),
        scans.len()
    );
    for scan in scans {
        let _ = write!(line, "\n    {scan}");
    }
    line
}

/// How often all rows of a large table are read, each with where: as PostgreSQL counts it, or as SQLite plans it.
async fn scans(app: &App, query: &str, statements: &[String]) -> Vec<String> {
    if app.backend() == DbBackend::Postgres {
        let before = counted(app).await;
        app.as_role(Role::Reader).ask_anew(query).await.data();
        let after = counted(app).await;
        let more = LARGE.iter().zip(before.iter().zip(after)).filter(|(_, (before, after))| after > *before);
        return more.map(|(table, (before, after))| format!("{table}: {}", after - before)).collect();
    }
    let mut found = Vec::new();
    for sql in statements.iter().filter(|sql| sql.starts_with("SELECT") || sql.starts_with("WITH")) {
        let nothing = vec![sea_orm::Value::from(None::<String>); sql.matches('?').count()];
        let explain = Statement::from_sql_and_values(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"), nothing);
        let rows = app.server.db.reader().query_all_raw(explain).await.expect("a plan");
        let steps = rows.iter().map(|row| row.try_get::<String>("", "detail").expect("a step"));
        found.extend(steps.filter(|step| LARGE.iter().any(|table| *step == format!("SCAN {table}"))));
    }
    found
}

/// How often all of each large table was read. A connection tells its counts when it has been idle for ten seconds.
async fn counted(app: &App) -> Vec<i64> {
    tokio::time::sleep(std::time::Duration::from_secs(12)).await;
    let mut counts = Vec::new();
    for table in LARGE {
        let sql = format!("SELECT seq_scan AS number FROM pg_stat_user_tables WHERE relname = '{table}'");
        counts.push(app.number(&sql).await);
    }
    counts
}
