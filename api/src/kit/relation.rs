//! How a child names its parent.

use entity::{Link, Row};
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, IntoTableRef, Query, SelectStatement, TableRef, UnionType,
    WithClause,
};
use sea_orm::{ColumnTrait, DbBackend, IdenStatic};
use uuid::Uuid;

use super::column::{among_ids, col};
use super::node::Node;

/// How a child names its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relation {
    path: Path,
    /// The tree in which what belongs to a lower node belongs to those above it too.
    tree: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Path {
    /// A foreign key of the child.
    Key(&'static str),
    /// A table between the two, its column that names the parent, and the one that equals a column of the child.
    Link(&'static str, &'static str, (&'static str, &'static str)),
}

impl Relation {
    /// By a column of the child.
    pub fn key(column: impl ColumnTrait) -> Self {
        Self { path: Path::Key(column.as_str()), tree: None }
    }

    /// By a link table that names both.
    #[must_use]
    pub fn through<L: Link, Parent: Node, Child: Node>() -> Self {
        let column = |target| {
            let mut references = L::TABLE.references.iter().filter(|reference| reference.target == target);
            references.next().map_or("id", |reference| reference.column)
        };
        let (parent, child) = (column(Parent::Row::TABLE.name), column(Child::Row::TABLE.name));
        Self { path: Path::Link(L::TABLE.name, parent, (child, "id")), tree: None }
    }

    /// By a table between the two, that names the parent: the child's column names the same row as it, or the table's own.
    #[must_use]
    pub fn across<Between: Row, Parent: Node, Child: Node>(key: Child::Column) -> Self {
        let named = Child::Row::TABLE.references.iter().find(|reference| reference.column == key.as_str());
        let target = named.map_or("", |reference| reference.target);
        let column = |target| {
            let mut references = Between::TABLE.references.iter().filter(|reference| reference.target == target);
            references.next().map_or("id", |reference| reference.column)
        };
        let parent = column(Parent::Row::TABLE.name);
        let named = if target == Between::TABLE.name { "id" } else { column(target) };
        Self { path: Path::Link(Between::TABLE.name, parent, (named, key.as_str())), tree: None }
    }

    /// The same for a node of a tree with all that is below it.
    #[must_use]
    pub fn below(self) -> Self {
        Self { tree: Some("territory"), ..self }
    }

    /// The child's column that names the parent itself.
    #[must_use]
    pub fn column(self) -> Option<&'static str> {
        match self {
            Self { path: Path::Key(column), tree: None } => Some(column),
            _ => None,
        }
    }

    /// The links that name both a parent and a child by their ids. A child that names its parent is a link itself.
    #[must_use]
    pub fn links<R: Row>(self) -> Option<Links> {
        let (table, parent, child) = match (self.path, self.tree) {
            (Path::Key(column), None) => (R::TABLE.name, column, "id"),
            (Path::Link(table, parent, (child, "id")), None) => (table, parent, child),
            _ => return None,
        };
        Some(Links { table, parent, child })
    }

    /// Narrows a select to the children of these parents, and gives the expression of the parent's id.
    pub fn parents<R: Row>(self, select: &mut SelectStatement, parents: &Parents) -> Expr {
        let (parent, node) = (Alias::new("via_"), Alias::new("node_"));
        let expr = match (self.path, self.tree) {
            (Path::Key(column), None) => Expr::col((Alias::new(R::TABLE.name), Alias::new(column))),
            (Path::Link(link, named, (child, key)), None) => {
                let link = Alias::new(link);
                let key = Expr::col((Alias::new(R::TABLE.name), Alias::new(key)));
                select.inner_join(link.clone(), Expr::col((link.clone(), Alias::new(child))).eq(key));
                Expr::col((link, Alias::new(named)))
            }
            (path, Some(tree)) => {
                let pairs = pairs(path, R::TABLE.name, tree, parents);
                let joins = Expr::col((parent.clone(), node)).eq(col(R::ID));
                select.join_subquery(sea_orm::sea_query::JoinType::InnerJoin, pairs, parent.clone(), joins);
                return Expr::col((parent, Alias::new("root_")));
            }
        };
        select.and_where_option(parents.condition(expr.clone()));
        expr
    }
}

/// A table of links, and its columns that name a parent and a child.
#[derive(Debug, Clone, Copy)]
pub struct Links {
    table: &'static str,
    parent: &'static str,
    child: &'static str,
}

impl Links {
    /// The table under a name of its own.
    #[must_use]
    pub fn table(self) -> TableRef {
        self.table.into_table_ref().alias("link_")
    }

    #[must_use]
    pub fn parent(self) -> Expr {
        Expr::col(("link_", self.parent))
    }

    #[must_use]
    pub fn child(self) -> Expr {
        Expr::col(("link_", self.child))
    }
}

/// The parents of which the children are sought.
pub enum Parents<'a> {
    Any,
    Among(DbBackend, &'a [Uuid]),
    /// The one whose id is an expression.
    One(Expr),
}

impl Parents<'_> {
    /// That an id is one of theirs. None: every id is.
    fn condition(&self, id: Expr) -> Option<Expr> {
        match self {
            Self::Any => None,
            Self::Among(backend, parents) => Some(among_ids(*backend, id, parents.iter().copied())),
            Self::One(parent) => Some(id.eq(parent.clone())),
        }
    }
}

/// Each parent with each child of its own or of a node below it, once.
fn pairs(path: Path, table: &'static str, tree: &'static str, parents: &Parents) -> SelectStatement {
    let (link, named, child) = match path {
        Path::Key(column) => (table, column, "id"),
        Path::Link(link, named, (child, _)) => (link, named, child),
    };
    let column = |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
    let mut roots = Query::select();
    roots.expr_as(column(tree, "id"), "root_").expr_as(column(tree, "id"), "id").from(Alias::new(tree));
    roots.and_where_option(parents.condition(column(tree, "id")));
    let mut lower = Query::select();
    lower.expr_as(column("below_", "root_"), "root_").expr_as(column(tree, "id"), "id").from(Alias::new(tree));
    lower.inner_join("below_", column("below_", "id").eq(column(tree, "parent_id")));
    let mut below = CommonTableExpression::new();
    below.table_name("below_").columns(["root_", "id"]).query(roots.union(UnionType::Distinct, lower).take());
    let mut pairs = Query::select();
    pairs.distinct().expr_as(column("below_", "root_"), "root_").expr_as(column(link, child), "node_");
    pairs.from(Alias::new(link)).inner_join("below_", column("below_", "id").eq(column(link, named)));
    pairs.with_cte(WithClause::new().recursive(true).cte(below).to_owned());
    pairs
}
