//! Which rows of a table a viewer sees, and which are hidden: one declaration says both. Hidden rows are few and an index finds them, so
//! that those that are seen are counted as all less the hidden.

use entity::Row;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, UnionType, extension::postgres::PgFunc};
use sea_orm::{Condition, DbBackend};

use super::column::{col, table};

/// Which rows of a table a viewer sees.
pub struct Visibility {
    pub seen: Condition,
    /// What each kind of hidden rows fits. None: not asked for, or no index finds them.
    pub hidden: Option<Vec<Condition>>,
}

impl Visibility {
    /// All rows.
    #[must_use]
    pub fn everything() -> Self {
        Self { seen: Condition::all(), hidden: Some(Vec::new()) }
    }

    /// Rows that fit, of which no index finds the others.
    #[must_use]
    pub fn of(seen: Condition) -> Self {
        Self { seen, hidden: None }
    }

    /// Rows that are seen by both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let hidden = self.hidden.zip(other.hidden).map(|(one, other)| one.into_iter().chain(other).collect());
        Self { seen: self.seen.add(other.seen), hidden }
    }
}

/// The ids of hidden rows, sought kind by kind.
#[must_use]
pub fn hidden_ids<R: Row>(kinds: Vec<Condition>) -> Option<SelectStatement> {
    let ids = |kind| Query::select().expr(col(R::ID)).from(table::<R>()).cond_where(kind).take();
    kinds.into_iter().map(ids).reduce(|mut all, kind| all.union(UnionType::Distinct, kind).take())
}

/// A column that names one of these rows. PostgreSQL takes them as a list, and so seeks in the column's index for each.
#[must_use]
pub fn names_one(backend: DbBackend, column: Expr, ids: SelectStatement) -> Expr {
    match backend {
        DbBackend::Postgres => {
            column.eq(PgFunc::any(Func::cust("ARRAY").arg(Expr::SubQuery(None, Box::new(ids.into())))))
        }
        _ => column.in_subquery(ids),
    }
}
