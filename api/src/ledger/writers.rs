//! Who wrote a field last.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::database::Transaction;
use crate::error::{Error, Result};

/// Those fields of these nodes that an editor wrote last, not a source. What was erased is not known. One statement.
///
/// # Errors
/// When the database does not answer.
pub async fn edited_last(transaction: &Transaction, nodes: &[Uuid]) -> Result<HashSet<(Uuid, String)>> {
    let backend = transaction.get_database_backend();
    let (ids, fields) = match backend {
        DbBackend::Postgres => (
            "SELECT value::uuid FROM json_array_elements_text($1::json)",
            "json_array_elements_text(change.changed::json) AS field (value)",
        ),
        _ => ("SELECT unhex(value, '-') FROM json_each(?)", "json_each(change.changed) AS field"),
    };
    let sql = format!(
        "SELECT node_id, field FROM (SELECT change.node_id, field.value AS field, change_detail.source, ROW_NUMBER() \
         OVER (PARTITION BY change.node_id, field.value ORDER BY change.seq DESC) AS place FROM change \
         JOIN change_detail ON change_detail.seq = change.seq CROSS JOIN {fields} WHERE change.node_id IN ({ids})) AS last \
         WHERE place = 1 AND source IS NULL"
    );
    let ids = serde_json::to_string(&json!(nodes)).map_err(Error::internal)?;
    let found = transaction.query_all_raw(Statement::from_sql_and_values(backend, sql, [ids.into()])).await?;
    found.iter().map(|row| Ok((row.try_get("", "node_id")?, row.try_get("", "field")?))).collect()
}
