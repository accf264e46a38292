//! Many rows at once, past the ledger: copies of a row that is there.

use sea_orm::{DbBackend, Iden, Iterable};

use super::support::App;

/// Columns of the copies that are to hold something else, as SQL over `number` and the tables joined.
pub type Instead<'a> = &'a [(&'a str, &'a str)];

/// Inserts `count` copies of a table's first row under new ids, for each row of `joined` if there is one.
pub async fn copies<C: Iterable + Iden>(app: &App, table: &str, count: u32, instead: Instead<'_>, joined: &str) {
    let columns: Vec<String> = C::iter().map(|column| column.to_string()).collect();
    let value = |column: &String| match instead.iter().find(|(name, _)| name == column) {
        Some((_, sql)) => (*sql).to_owned(),
        None if column == "id" => new_id(app).to_owned(),
        None => format!("one.{column}"),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let sql = format!(
        "WITH RECURSIVE series(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM series WHERE number < {count})
         INSERT INTO {table} ({}) SELECT {} FROM (SELECT * FROM {table} ORDER BY id LIMIT 1) AS one, series{joined}",
        columns.join(", "),
        values.join(", ")
    );
    unhurried(app, &sql).await;
}

/// Runs a statement that takes longer than the server would wait.
pub async fn unhurried(app: &App, sql: &str) {
    if app.backend() == DbBackend::Postgres {
        app.tamper(&format!("SET statement_timeout = 0; {sql}; RESET statement_timeout")).await;
    } else {
        app.tamper(sql).await;
    }
}

fn new_id(app: &App) -> &'static str {
    if app.backend() == DbBackend::Postgres { "gen_random_uuid()" } else { "randomblob(16)" }
}
