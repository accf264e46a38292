//! Writing rows in sets: one statement however many rows, from the same JSON that the ledger keeps.

use entity::Row;
use sea_orm::{ColumnTrait, ColumnType, DbBackend, EntityName, IdenStatic, Iterable, Statement, Value};

/// The statement that inserts rows, or replaces those whose ids are known, from a JSON array of rows.
pub fn upsert<R: Row>(backend: DbBackend, rows: &[R]) -> serde_json::Result<Statement> {
    let columns: Vec<(String, ColumnType)> = columns::<R>();
    let table = <R::Table>::default().table_name();
    let names = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let replaced =
        columns.iter().filter(|(name, _)| name != "id").map(|(name, _)| format!("\"{name}\" = excluded.\"{name}\""));
    let replaced = replaced.collect::<Vec<_>>().join(", ");
    let source = source(backend, table, &columns);
    let sql = format!("INSERT INTO \"{table}\" ({names}) {source} ON CONFLICT (id) DO UPDATE SET {replaced}");
    Ok(Statement::from_sql_and_values(backend, sql, [serde_json::to_string(rows)?.into()]))
}

/// The statement that deletes rows by their ids.
pub fn delete<R: Row>(backend: DbBackend, rows: &[R]) -> serde_json::Result<Statement> {
    let table = <R::Table>::default().table_name();
    let ids = serde_json::to_string(&rows.iter().map(Row::id).collect::<Vec<_>>())?;
    let (ids_sql, value): (_, Value) = match backend {
        DbBackend::Postgres => ("SELECT value::uuid FROM json_array_elements_text($1::json)", ids.into()),
        _ => ("SELECT unhex(value, '-') FROM json_each(?)", ids.into()),
    };
    Ok(Statement::from_sql_and_values(backend, format!("DELETE FROM \"{table}\" WHERE id IN ({ids_sql})"), [value]))
}

/// The rows of a JSON array as a SELECT with the table's columns.
fn source(backend: DbBackend, table: &str, columns: &[(String, ColumnType)]) -> String {
    let fields = |read: &dyn Fn(&str, &ColumnType) -> String| {
        columns.iter().map(|(name, kind)| read(name, kind)).collect::<Vec<_>>().join(", ")
    };
    match backend {
        DbBackend::Postgres => {
            let fields = fields(&|name, _| format!("\"{name}\""));
            format!("SELECT {fields} FROM json_populate_recordset(NULL::\"{table}\", $1::json)")
        }
        // "WHERE true" keeps SQLite from reading ON CONFLICT as a join's condition.
        _ => format!("SELECT {} FROM json_each(?) WHERE true", fields(&from_json)),
    }
}

/// A column's value from its JSON, in the form in which the driver stores it.
fn from_json(column: &str, kind: &ColumnType) -> String {
    let value = format!("value ->> '{column}'");
    match kind {
        ColumnType::Uuid => format!("unhex({value}, '-')"),
        ColumnType::TimestampWithTimeZone | ColumnType::DateTime | ColumnType::Timestamp => {
            format!("replace({value}, 'Z', '+00:00')")
        }
        _ => value,
    }
}

fn columns<R: Row>() -> Vec<(String, ColumnType)> {
    use sea_orm::EntityTrait;
    <R::Table as EntityTrait>::Column::iter()
        .map(|column| (column.as_str().to_owned(), column.def().get_column_type().clone()))
        .collect()
}
