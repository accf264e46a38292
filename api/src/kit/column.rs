//! Columns and lists of values in conditions, alike on both databases.

use entity::Row;
use sea_orm::sea_query::{ArrayType, Expr, ExprTrait, IntoIden, Value, extension::postgres::PgFunc};
use sea_orm::{ActiveEnum, ColumnTrait, Condition, DbBackend, EntityName};
use uuid::Uuid;

use super::text::normal;

/// A column, with its table's name before it.
#[must_use]
pub fn col(column: impl ColumnTrait) -> Expr {
    Expr::col(column.as_column_ref())
}

/// The table's name.
#[must_use]
pub fn table<R: Row>() -> sea_orm::sea_query::DynIden {
    <R::Table>::default().table_name().into_iden()
}

/// Rows whose id this is.
#[must_use]
pub fn has_id<R: Row>(id: Uuid) -> Condition {
    Condition::all().add(col(R::ID).eq(id))
}

/// Rows whose id is one of these.
#[must_use]
pub fn has_ids<R: Row>(backend: DbBackend, ids: impl IntoIterator<Item = Uuid>) -> Condition {
    Condition::all().add(among_ids(backend, col(R::ID), ids))
}

/// Rows whose column holds a text as it was typed.
#[must_use]
pub fn is_text(column: impl ColumnTrait, text: &str) -> Condition {
    Condition::all().add(col(column).eq(normal(text)))
}

/// Whether `expr` is one of `ids`. One parameter however many ids, so that the statement is always the same.
#[must_use]
pub fn among_ids(backend: DbBackend, expr: Expr, ids: impl IntoIterator<Item = Uuid>) -> Expr {
    if backend == DbBackend::Postgres {
        let ids = ids.into_iter().map(|id| Value::Uuid(Some(id))).collect();
        return expr.eq(PgFunc::any(Expr::val(Value::Array(ArrayType::Uuid, Some(Box::new(ids))))));
    }
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    Expr::cust_with_exprs("? IN (SELECT unhex(value, '-') FROM json_each(?))", [expr, json(&ids)])
}

/// Whether `expr` is one of `texts`.
#[must_use]
pub fn among_texts(backend: DbBackend, expr: Expr, texts: impl IntoIterator<Item = String>) -> Expr {
    // PostgreSQL takes no text with a NUL, and so no row has one.
    let texts = texts.into_iter().filter(|text| !text.contains('\0'));
    if backend == DbBackend::Postgres {
        let texts = texts.map(Value::from).collect();
        return expr.eq(PgFunc::any(Expr::val(Value::Array(ArrayType::String, Some(Box::new(texts))))));
    }
    let texts: Vec<String> = texts.collect();
    Expr::cust_with_exprs("? IN (SELECT value FROM json_each(?))", [expr, json(&texts)])
}

/// Whether a column is one of these values of an enum, written out: a partial index is found by its own words only.
#[must_use]
pub fn among_these<E: ActiveEnum<Value = String>>(column: impl ColumnTrait, values: &[E]) -> Expr {
    among(col(column), values)
}

/// The same of an expression.
#[must_use]
pub fn among<E: ActiveEnum<Value = String>>(expr: Expr, values: &[E]) -> Expr {
    let mut values: Vec<Expr> = values.iter().map(|value| Expr::cust(format!("'{}'", value.to_value()))).collect();
    match values.pop() {
        Some(only) if values.is_empty() => expr.eq(only),
        last => expr.is_in(values.into_iter().chain(last)),
    }
}

/// What no row fits.
#[must_use]
pub fn nothing() -> Expr {
    Expr::cust("1 = 0")
}

/// Values as a JSON array, for `json_each`.
#[must_use]
pub(super) fn json(values: &[String]) -> Expr {
    Expr::val(serde_json::Value::from(values).to_string())
}
