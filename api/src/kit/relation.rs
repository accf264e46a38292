//! How a child names its parent.

use entity::{Link, Row};
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause,
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

impl Path {
    /// The table that names both ends, and its columns that name the parent and the child.
    fn ends(self, table: &'static str) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Key(column) => (table, column, "id"),
            Self::Link(link, named, (child, _)) => (link, named, child),
        }
    }
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

    /// Narrows a select to the children of one parent, whose id is an expression.
    pub fn of<R: Row>(self, select: &mut SelectStatement, parent: Expr) {
        let column = |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
        match (self.path, self.tree) {
            (Path::Key(key), None) => select.and_where(column(R::TABLE.name, key).eq(parent)),
            (Path::Link(link, named, (child, key)), None) => {
                select.inner_join(Alias::new(link), column(link, child).eq(column(R::TABLE.name, key)));
                select.and_where(column(link, named).eq(parent))
            }
            (path, Some(tree)) => {
                select.and_where(col(R::ID).in_subquery(nodes_below(path, R::TABLE.name, tree, parent)))
            }
        };
    }

    /// Narrows a select to the children of these parents, and gives the expression of the parent's id.
    pub fn narrow<R: Row>(self, backend: DbBackend, select: &mut SelectStatement, parents: &[Uuid]) -> Expr {
        self.parents::<R>(backend, select, Some(parents))
    }

    /// Narrows a select to the children of these parents, or of any, and gives the expression of the parent's id.
    pub fn parents<R: Row>(self, backend: DbBackend, select: &mut SelectStatement, parents: Option<&[Uuid]>) -> Expr {
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
                let pairs = pairs(backend, path, R::TABLE.name, tree, parents);
                let joins = Expr::col((parent.clone(), node)).eq(col(R::ID));
                select.join_subquery(sea_orm::sea_query::JoinType::InnerJoin, pairs, parent.clone(), joins);
                return Expr::col((parent, Alias::new("root_")));
            }
        };
        if let Some(parents) = parents {
            select.and_where(among_ids(backend, expr.clone(), parents.iter().copied()));
        }
        expr
    }
}

/// The children of one parent and of all nodes below it.
fn nodes_below(path: Path, table: &'static str, tree: &'static str, parent: Expr) -> SelectStatement {
    let (link, named, child) = path.ends(table);
    let column = |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
    let mut lower = Query::select();
    lower.expr_as(column(tree, "id"), "id").from(Alias::new(tree));
    lower.inner_join("below_", column("below_", "id").eq(column(tree, "parent_id")));
    let first = Query::select().expr_as(parent, "id").take();
    let mut below = CommonTableExpression::new();
    below.table_name("below_").columns(["id"]).query({ first }.union(UnionType::Distinct, lower).take());
    let mut nodes = Query::select();
    nodes.expr(column(link, child)).from(Alias::new(link));
    nodes.inner_join("below_", column("below_", "id").eq(column(link, named)));
    nodes.with_cte(WithClause::new().recursive(true).cte(below).to_owned()).take()
}

/// Each parent with each child of its own or of a node below it, once.
fn pairs(
    backend: DbBackend,
    path: Path,
    table: &'static str,
    tree: &'static str,
    parents: Option<&[Uuid]>,
) -> SelectStatement {
    let (link, named, child) = path.ends(table);
    let column = |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
    let mut roots = Query::select();
    roots.expr_as(column(tree, "id"), "root_").expr_as(column(tree, "id"), "id").from(Alias::new(tree));
    if let Some(parents) = parents {
        roots.and_where(among_ids(backend, column(tree, "id"), parents.iter().copied()));
    }
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
