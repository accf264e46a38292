//! The words by which rows are found, written with the rows and deleted with them: one statement however many rows. They
//! follow from the rows, so the ledger has no lines for them.

use entity::{Row, Searched};
use sea_orm::{DbBackend, Statement};
use serde_json::json;

use crate::words::indexed;

/// The statement that writes the words of these rows. `is_new`: nothing is kept of them yet. None: there is nothing to write.
pub fn keep<R: Row>(backend: DbBackend, rows: &[R], is_new: bool) -> Option<Statement> {
    if R::TABLE.searched.is_empty() {
        return None;
    }
    let kept = rows.iter().map(|row| (row, all(row))).filter(|(_, words)| !(is_new && words.is_empty()));
    let kept: Vec<_> = kept
        .map(|(row, words)| {
            let title = of(row, |searched| searched.is_title);
            let updated = row.updated_at().0.timestamp_millis();
            json!({ "node_id": row.id(), "updated_ms": updated, "title": title, "words": words })
        })
        .collect();
    if kept.is_empty() {
        return None;
    }
    let source = if backend == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let sql = format!(
        "INSERT INTO search_text (node_type, node_id, updated_ms, title, words) {source} ON CONFLICT (node_id, node_type) \
         DO UPDATE SET updated_ms = excluded.updated_ms, title = excluded.title, words = excluded.words"
    );
    let rows = serde_json::Value::from(kept).to_string();
    Some(Statement::from_sql_and_values(backend, sql, [R::TYPE.into(), rows.into()]))
}

/// The statement that deletes the words of these rows. None: they have none.
pub fn forget<R: Row>(backend: DbBackend, rows: &[R]) -> Option<Statement> {
    if R::TABLE.searched.is_empty() {
        return None;
    }
    let ids = json!(rows.iter().map(Row::id).collect::<Vec<_>>()).to_string();
    let sql = if backend == DbBackend::Postgres {
        "DELETE FROM search_text WHERE node_type = $1 AND node_id IN \
         (SELECT value::uuid FROM json_array_elements_text($2::json))"
    } else {
        "DELETE FROM search_text WHERE node_type = ?1 AND node_id IN (SELECT unhex(value, '-') FROM json_each(?2))"
    };
    Some(Statement::from_sql_and_values(backend, sql, [R::TYPE.into(), ids.into()]))
}

fn all<R: Row>(row: &R) -> String {
    of(row, |_| true)
}

fn of<R: Row>(row: &R, is_wanted: impl Fn(&Searched) -> bool) -> String {
    indexed(row.searched().into_iter().filter(|(searched, _)| is_wanted(searched)).map(|(_, text)| text))
}

const POSTGRES: &str = "SELECT $1, node_id, updated_ms, array_to_tsvector(string_to_array(title, ' ')), \
                        array_to_tsvector(string_to_array(words, ' ')) \
                        FROM json_to_recordset($2::json) AS row (node_id uuid, updated_ms bigint, title text, words text)";

// "WHERE true" keeps SQLite from reading ON CONFLICT as a join's condition.
const SQLITE: &str = "SELECT ?1, unhex(value ->> 'node_id', '-'), value ->> 'updated_ms', value ->> 'title', \
                      value ->> 'words' FROM json_each(?2) WHERE true";
