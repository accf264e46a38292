//! Which rows a viewer may see: the conditions that the domain's types are scoped by.

use entity::{Access, Row};
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};

use super::column::{col, table};
use crate::auth::viewer::{Role, Viewer};

/// Rows with an `access` column that no source pushes.
#[must_use]
pub fn by_access<R: Row>(viewer: &Viewer) -> Condition {
    match () {
        () if viewer.is(Role::Admin) => Condition::all(),
        () if viewer.reads_internal() => access_is::<R>(&[Access::Public, Access::Internal]),
        () => access_is::<R>(&[Access::Public]),
    }
}

/// Rows with an `access` column that sources may push. `public` says what else must hold before the public sees a row.
#[must_use]
pub fn by_access_and_source<R: Row>(viewer: &Viewer, public: Condition) -> Condition {
    if viewer.reads_internal() {
        return by_access::<R>(viewer);
    }
    let mut any = Condition::any().add(access_is::<R>(&[Access::Public]).add(public));
    if viewer.is(Role::Integration) {
        let own = col::<R>("source").is_in(viewer.sources.iter().map(String::as_str));
        any = any.add(access_is::<R>(&[Access::Public, Access::Internal]).add(own));
    }
    all_of(any)
}

/// Rows that are internal as a whole table.
#[must_use]
pub fn internal(viewer: &Viewer) -> Condition {
    if viewer.reads_internal() { Condition::all() } else { nothing() }
}

/// A condition that no row fits.
#[must_use]
pub fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}

/// Rows whose root, named in `key`, the viewer may see. A row without a root fits.
#[must_use]
pub fn with_root<R: Row, Root: Row>(key: &'static str, visible: Condition) -> Condition {
    let mut root = SelectStatement::new();
    root.expr(Expr::val(1)).from(table::<Root>()).and_where(col::<Root>("id").eq(col::<R>(key))).cond_where(visible);
    all_of(Condition::any().add(col::<R>(key).is_null()).add(Expr::exists(root)))
}

/// Wrapped, so that a condition that a caller adds narrows it: added to an `any`, it would widen it.
fn all_of(any: Condition) -> Condition {
    Condition::all().add(any)
}

fn access_is<R: Row>(values: &[Access]) -> Condition {
    let values = values.iter().map(sea_orm::ActiveEnum::to_value);
    Condition::all().add(col::<R>("access").is_in(values))
}
