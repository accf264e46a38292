//! Who looks at the rows of a table, and which of them they see: what the domain's types say of their visibility is put
//! together from these. What is forgotten stays hidden: a row under no root is seen by admins only.

use entity::{Access, Row};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ActiveEnum, ColumnTrait, Condition};

use super::column::{col, nothing, table};
use super::node::Node;
use crate::auth::viewer::{Role, Viewer};

/// Who looks, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    pub viewer: &'a Viewer,
    /// The column that names the parent under which the rows are read, which this request has found visible.
    through: Option<&'static str>,
}

/// A table that everybody sees.
#[must_use]
pub fn everybody(_: &Sight<'_>) -> Condition {
    Condition::all()
}

/// A table that is internal as a whole.
#[must_use]
pub fn internal(sight: &Sight<'_>) -> Condition {
    if sight.viewer.reads_internal() { Condition::all() } else { Condition::all().add(nothing()) }
}

impl<'a> Sight<'a> {
    #[must_use]
    pub fn of(viewer: &'a Viewer) -> Self {
        Self { viewer, through: None }
    }

    /// The sight of rows under a parent that was found visible.
    #[must_use]
    pub fn through(self, column: Option<&'static str>) -> Self {
        Self { through: column, ..self }
    }

    /// Whether nothing is hidden.
    #[must_use]
    pub fn sees_everything(&self) -> bool {
        self.viewer.is(Role::Admin)
    }

    /// Rows that say who may see them, of a table that no source pushes.
    #[must_use]
    pub fn by_access<R: Row>(&self) -> Condition {
        if self.sees_everything() {
            Condition::all()
        } else if self.viewer.reads_internal() {
            access_is::<R>(&[Access::Public, Access::Internal])
        } else {
            access_is::<R>(&[Access::Public])
        }
    }

    /// Rows that say who may see them, and that sources may push. `public` says what else must hold before the public sees
    /// a row.
    #[must_use]
    pub fn by_access_and_source<R: Row>(&self, source: R::Column, public: Condition) -> Condition {
        if self.viewer.reads_internal() {
            return self.by_access::<R>();
        }
        let mut any = Condition::any().add(access_is::<R>(&[Access::Public]).add(public));
        if self.viewer.is(Role::Integration) {
            let own = col(source).is_in(self.viewer.sources.iter().map(String::as_str));
            any = any.add(access_is::<R>(&[Access::Public, Access::Internal]).add(own));
        }
        all_of(any)
    }

    /// Rows whose root is seen.
    #[must_use]
    pub fn with<Root: Node>(&self, column: impl ColumnTrait) -> Condition {
        self.with_any(&[Under::of::<Root>(self, column)])
    }

    /// Rows of which one root is seen, where they may hang under one of several.
    #[must_use]
    pub fn with_any(&self, roots: &[Under]) -> Condition {
        if self.sees_everything() || roots.iter().any(|root| self.through == Some(root.column)) {
            return Condition::all();
        }
        all_of(roots.iter().fold(Condition::any(), |any, root| any.add(root.seen.clone())))
    }

    /// Rows that name nothing here, or what is seen.
    #[must_use]
    pub fn with_optional<Other: Node>(&self, column: impl ColumnTrait) -> Condition {
        let under = Under::of::<Other>(self, column);
        if self.sees_everything() || self.through == Some(under.column) {
            return Condition::all();
        }
        all_of(Condition::any().add(col(column).is_null()).add(under.seen))
    }
}

/// A root that a row may hang under.
pub struct Under {
    column: &'static str,
    seen: Expr,
}

impl Under {
    pub fn of<Root: Node>(sight: &Sight<'_>, column: impl ColumnTrait) -> Self {
        let visible = Root::visible(&Sight::of(sight.viewer));
        Self { column: column.as_str(), seen: seen(Root::Row::TABLE.name, col(column), visible) }
    }
}

/// That the row with this id is one of those that are visible in its table.
#[must_use]
pub fn seen(table: &'static str, id: Expr, visible: Condition) -> Expr {
    let mut row = SelectStatement::new();
    row.expr(Expr::val(1)).from(table).and_where(Expr::col((table, "id")).eq(id)).cond_where(visible);
    Expr::exists(row)
}

/// Wrapped, so that a condition that a caller adds narrows it: added to an `any`, it would widen it.
fn all_of(any: Condition) -> Condition {
    Condition::all().add(any)
}

/// The values are written out: they are the same in every statement of the viewer's kind, and so its plan is too.
fn access_is<R: Row>(values: &[Access]) -> Condition {
    let values = values.iter().map(|value| Expr::cust(format!("'{}'", value.to_value())));
    let access = Expr::col((table::<R>(), "access"));
    Condition::all().add(access.is_in(values))
}
