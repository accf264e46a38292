//! A place in a list: the sort value and the id of a row, and the order that they belong to.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::Row;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DbBackend, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::column::col;
use super::order::{OrderDirection, Sort};
use crate::error::{Error, Result};

/// A place as the opaque text of a cursor.
#[must_use]
pub fn pack(place: &impl Serialize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).unwrap_or_default())
}

/// The place that a cursor names.
///
/// # Errors
/// `BadInput` when it is malformed.
pub fn unpack<T: DeserializeOwned>(cursor: &str) -> Result<T> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| malformed())?;
    serde_json::from_slice(&bytes).map_err(|_| malformed())
}

/// What is wrong with a cursor that this API did not give.
#[must_use]
pub fn malformed() -> Error {
    Error::bad_input("A cursor is malformed: use cursors as this API gave them.")
}

/// The opaque text of a row's place.
#[must_use]
pub fn encode<R: Row>(sort: Sort, row: &R) -> String {
    pack(&(belongs_to::<R>(sort), sort.of(row), row.id()))
}

/// Whether the row whose place a cursor names belongs to what is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Excluded,
    Included,
}

/// The condition that a row comes after the place that a cursor names, in the given direction, or is at it.
///
/// # Errors
/// `BadInput` when the cursor is malformed, or another list's or order's.
pub fn beyond<R: Row>(
    backend: DbBackend,
    sort: Sort,
    direction: OrderDirection,
    (cursor, bound): (&str, Bound),
) -> Result<Expr> {
    let (key, [row, place], value) = compared::<R>(backend, sort, cursor)?;
    let is_excluded = bound == Bound::Excluded;
    let (beyond, limit) = match direction {
        OrderDirection::Asc => (if is_excluded { row.gt(place) } else { row.gte(place) }, key.gte(value)),
        OrderDirection::Desc => (if is_excluded { row.lt(place) } else { row.lte(place) }, key.lte(value)),
    };
    Ok(seek(sort, beyond, limit))
}

/// The sort key, then a row's place and the cursor's, then the cursor's value of the key.
fn compared<R: Row>(backend: DbBackend, sort: Sort, cursor: &str) -> Result<(Expr, [Expr; 2], Value)> {
    let (order, value, id): (String, serde_json::Value, Uuid) = unpack(cursor)?;
    if order != belongs_to::<R>(sort) {
        return Err(Error::bad_input("A cursor belongs to another list or another order: start again without it."));
    }
    let value = sort.bound(backend, &value).ok_or_else(malformed)?;
    let key = sort.expr::<R>();
    let row = Expr::tuple([key.clone(), col(R::ID)]);
    let place = Expr::tuple([Expr::val(value.clone()), Expr::val(id)]);
    Ok((key, [row, place], value))
}

/// SQLite seeks in an index with a collation only by a scalar bound, which says nothing more. On a plain column it would
/// seek by that one too, and read all rows of the same value.
fn seek(sort: Sort, condition: Expr, bound: Expr) -> Expr {
    if sort.key.is_plain() { condition } else { bound.and(condition) }
}

fn belongs_to<R: Row>(sort: Sort) -> String {
    format!("{}.{}.{:?}", R::TYPE, sort.key.column(), sort.direction)
}
