//! Rows of one table that lead to each other, such as a meeting to the one before it.

use entity::Row;
use sea_orm::DbBackend;
use sea_orm::sea_query::{CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause};
use uuid::Uuid;

use super::column::{among_ids, col, table};

/// The ids of these rows and of all that a column leads to from there, each once: a circle ends where it started.
#[must_use]
pub fn in_line<R: Row>(
    backend: DbBackend,
    column: R::Column,
    starts: impl IntoIterator<Item = Uuid>,
) -> SelectStatement {
    let mut ids = Query::select();
    ids.expr_as(col(R::ID), "id").from(table::<R>()).and_where(among_ids(backend, col(R::ID), starts));
    let mut named = Query::select();
    named.expr_as(col(column), "id").from(table::<R>()).and_where(col(column).is_not_null());
    named.inner_join("line_", Expr::col(("line_", "id")).eq(col(R::ID)));
    let mut line = CommonTableExpression::new();
    line.table_name("line_").columns(["id"]).query(ids.union(UnionType::Distinct, named).take());
    let mut all = Query::select();
    all.column(("line_", "id")).from("line_");
    all.with_cte(WithClause::new().recursive(true).cte(line).to_owned());
    all
}
