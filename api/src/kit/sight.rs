//! Who looks at the rows of a table, and which of them they see: what the domain's types say of their visibility is put
//! together from these. What is forgotten stays hidden: a row under no root is seen by admins only.

use entity::{Access, Row};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, DbBackend, Iterable};

use super::column::{among, col, nothing, table};
use super::node::Node;
use super::visibility::{Visibility, hidden_ids, names_one};
use crate::auth::viewer::{Role, Viewer};

/// Who looks, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    pub viewer: &'a Viewer,
    /// The column that names the parent under which the rows are read, which this request has found visible.
    through: Option<&'static str>,
    /// The database in which the hidden rows are sought too. None: only those that are seen are.
    hidden_on: Option<DbBackend>,
}

/// A table that everybody sees.
#[must_use]
pub fn everybody(_: &Sight<'_>) -> Visibility {
    Visibility::everything()
}

/// A table that is internal as a whole.
#[must_use]
pub fn internal(sight: &Sight<'_>) -> Visibility {
    if sight.viewer.reads_internal() {
        Visibility::everything()
    } else {
        Visibility::of(Condition::all().add(nothing()))
    }
}

impl<'a> Sight<'a> {
    #[must_use]
    pub fn of(viewer: &'a Viewer) -> Self {
        Self { viewer, through: None, hidden_on: None }
    }

    /// The sight of rows under a parent that was found visible.
    #[must_use]
    pub fn through(self, column: Option<&'static str>) -> Self {
        Self { through: column, ..self }
    }

    /// The sight of the hidden rows too.
    #[must_use]
    pub fn with_hidden(self, backend: DbBackend) -> Self {
        Self { hidden_on: Some(backend), ..self }
    }

    /// Whether nothing is hidden.
    #[must_use]
    pub fn sees_everything(&self) -> bool {
        self.viewer.is(Role::Admin)
    }

    /// Rows that say who may see them, of a table that no source pushes.
    #[must_use]
    pub fn by_access<R: Row>(&self) -> Visibility {
        if self.sees_everything() {
            Visibility::everything()
        } else if self.viewer.reads_internal() {
            self.access_is::<R>(&[Access::Public, Access::Internal])
        } else {
            self.access_is::<R>(&[Access::Public])
        }
    }

    /// Rows that say who may see them, and that sources may push. `public` says what else must hold before the public sees
    /// a row.
    #[must_use]
    pub fn by_access_and_source<R: Row>(&self, source: R::Column, public: Option<Expr>) -> Visibility {
        if self.viewer.reads_internal() {
            return self.by_access::<R>();
        }
        let public = public.map_or_else(Visibility::everything, |public| self.when(public));
        let public = self.access_is::<R>(&[Access::Public]).and(public);
        if !self.viewer.is(Role::Integration) {
            return public;
        }
        let own = col(source).is_in(self.viewer.sources.iter().map(String::as_str));
        let own = self.access_is::<R>(&[Access::Public, Access::Internal]).seen.add(own);
        Visibility::of(all_of(Condition::any().add(public.seen).add(own)))
    }

    /// Rows whose root is seen.
    #[must_use]
    pub fn with<Root: Node>(&self, column: impl ColumnTrait) -> Visibility {
        let hidden = self.under_hidden::<Root>(column).filter(|_| !column.def().is_null());
        Visibility { hidden, ..self.with_any(&[Under::of::<Root>(self, column)]) }
    }

    /// Rows of which one root is seen, where they may hang under one of several.
    #[must_use]
    pub fn with_any(&self, roots: &[Under]) -> Visibility {
        if self.sees_everything() || roots.iter().any(|root| self.through == Some(root.column)) {
            return Visibility::everything();
        }
        Visibility::of(all_of(roots.iter().fold(Condition::any(), |any, root| any.add(root.seen.clone()))))
    }

    /// Rows that name nothing here, or what is seen.
    #[must_use]
    pub fn with_optional<Other: Node>(&self, column: impl ColumnTrait) -> Visibility {
        let under = Under::of::<Other>(self, column);
        if self.sees_everything() || self.through == Some(under.column) {
            return Visibility::everything();
        }
        let seen = all_of(Condition::any().add(col(column).is_null()).add(under.seen));
        Visibility { seen, hidden: self.under_hidden::<Other>(column) }
    }

    /// Rows with one of these accesses; the words of the hidden ones are their index's.
    fn access_is<R: Row>(&self, seen: &[Access]) -> Visibility {
        let access = Expr::col((table::<R>(), "access"));
        let hidden = self.hidden_on.map(|_| {
            let others: Vec<_> = Access::iter().filter(|access| !seen.contains(access)).collect();
            let partial = access.clone().ne(Expr::cust("'PUBLIC'"));
            vec![Condition::all().add(partial).add(among(access.clone(), &others))]
        });
        Visibility { seen: Condition::all().add(among(access, seen)), hidden }
    }

    /// Rows that fit; what is asked of them is never unknown.
    fn when(&self, fits: Expr) -> Visibility {
        let hidden = self.hidden_on.map(|_| vec![Condition::all().add(fits.clone().not())]);
        Visibility { seen: Condition::all().add(fits), hidden }
    }

    /// What fits the rows under a hidden one.
    fn under_hidden<Root: Node>(&self, column: impl ColumnTrait) -> Option<Vec<Condition>> {
        let backend = self.hidden_on?;
        let ids = hidden_ids::<Root::Row>(Root::visibility(&Sight::of(self.viewer).with_hidden(backend)).hidden?);
        Some(ids.map(|ids| Condition::all().add(names_one(backend, col(column), ids))).into_iter().collect())
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
