//! Columns and lists of values in conditions, alike on both databases.

use entity::Row;
use sea_orm::sea_query::{ArrayType, Expr, ExprTrait, IntoIden, Value, extension::postgres::PgFunc};
use sea_orm::{DbBackend, EntityName};
use uuid::Uuid;

/// A column of the row's table, with the table's name before it.
#[must_use]
pub fn col<R: Row>(name: &'static str) -> Expr {
    Expr::col((table::<R>(), name.into_iden()))
}

/// The table's name.
#[must_use]
pub fn table<R: Row>() -> sea_orm::sea_query::DynIden {
    <R::Table>::default().table_name().into_iden()
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

fn json(values: &[String]) -> Expr {
    Expr::val(serde_json::Value::from(values).to_string())
}
