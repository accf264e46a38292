//! A place in a list: the sort value and the id of a row, and the order that they belong to.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::Row;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DbBackend, Value};
use uuid::Uuid;

use super::column::col;
use super::order::{OrderDirection, Sort};
use crate::error::{Error, Result};

/// The opaque text of a row's place.
#[must_use]
pub fn encode<R: Row>(sort: Sort, row: &R) -> String {
    let place = (belongs_to::<R>(sort), sort.of(row), row.id());
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&place).unwrap_or_default())
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
    let malformed = || Error::bad_input("A cursor is malformed: use cursors as this API gave them.");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| malformed())?;
    let place: (String, serde_json::Value, Uuid) = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let (order, value, id) = place;
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
