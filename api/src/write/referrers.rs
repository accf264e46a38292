//! What refers to objects that are to be deleted, as the registry of tables says.

use std::collections::HashMap;

use entity::{Reference, Table};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{Condition, ConnectionTrait};
use uuid::Uuid;

use super::lookup::Lookup;
use crate::error::Result;
use crate::kit::column::{among_ids, nothing};
use crate::kit::context::NodeType;
use crate::kit::sight::Sight;

/// The ids that are to be deleted, by table.
pub type Deleted = HashMap<&'static str, Vec<Uuid>>;

/// What does not count among what refers to something.
pub struct Leaving {
    /// Rows that are deleted themselves.
    pub gone: Deleted,
    /// Rows that name it no longer, by table and column.
    pub released: HashMap<(&'static str, &'static str), Vec<Uuid>>,
}

/// What refers to each of these, in words; those that nothing refers to are left out. What the viewer may see is counted,
/// and the rest is `others`. What is leaving does not count. One statement.
///
/// # Errors
/// When the database does not answer.
pub async fn referrers(
    deleted: &Deleted,
    leaving: &Leaving,
    nodes: &[NodeType],
    lookup: &Lookup,
) -> Result<HashMap<Uuid, String>> {
    let Some(all) = select_all((deleted, leaving), nodes, lookup) else { return Ok(HashMap::new()) };
    let mut found: HashMap<Uuid, Referrers> = HashMap::new();
    for row in lookup.transaction().query_all(&all).await? {
        let (by, all, seen): (String, i64, i64) =
            (row.try_get("", "referrer")?, row.try_get("", "uses")?, row.try_get("", "seen")?);
        let referrers = found.entry(row.try_get("", "referred")?).or_default();
        referrers.others |= seen < all;
        referrers.seen.extend((seen > 0).then(|| format!("{by} ({seen})")));
    }
    Ok(found.into_iter().map(|(id, referrers)| (id, referrers.in_words())).collect())
}

fn select_all(
    (deleted, leaving): (&Deleted, &Leaving),
    nodes: &[NodeType],
    lookup: &Lookup,
) -> Option<SelectStatement> {
    let references = deleted.keys().flat_map(|target| entity::referring_to(target).map(move |by| (*target, by)));
    let mut selects = references
        .filter(|(_, (_, reference))| !reference.belongs())
        .map(|(target, by)| select(target, by, (deleted, leaving), nodes, lookup));
    let mut all = selects.next()?;
    for select in selects {
        all.union(UnionType::All, select);
    }
    Some(all)
}

fn select(
    target: &str,
    (table, reference): (&'static Table, &'static Reference),
    (deleted, leaving): (&Deleted, &Leaving),
    nodes: &[NodeType],
    lookup: &Lookup,
) -> SelectStatement {
    let of = |name: &'static str| Expr::col((Alias::new(table.name), Alias::new(name)));
    let column = of(reference.column);
    let among =
        |column: Expr, ids: Option<&Vec<Uuid>>| among_ids(lookup.backend(), column, ids.into_iter().flatten().copied());
    let seen = CaseStatement::new().case(visible(table, nodes, lookup), Expr::cust("1"));
    let mut select = Query::select();
    select.expr_as(Expr::val(name(table, reference)), "referrer").expr_as(column.clone(), "referred");
    select.expr_as(Func::count(column.clone()), "uses").from(Alias::new(table.name));
    select.expr_as(Func::sum(seen.finally(Expr::cust("0"))), "seen");
    select.and_where(among(column.clone(), deleted.get(target)));
    let released = leaving.released.get(&(table.name, reference.column));
    for ids in leaving.gone.get(table.name).into_iter().chain(released) {
        select.and_where(among(of("id"), Some(ids)).not());
    }
    select.add_group_by([column]);
    select
}

/// What clients call a reference: a field of its type, or the list that a link is in.
pub(super) fn name(table: &Table, reference: &Reference) -> String {
    let owner = table.owner().and_then(|owner| entity::TABLES.iter().find(|known| known.name == owner.target));
    match (owner, table.list) {
        (Some(owner), Some(list)) => format!("{}.{list}", owner.node_type),
        _ => format!("{}.{}", table.node_type, reference.field),
    }
}

/// Which rows of a table the viewer may see: a link with the node that lists it. A table without a node is hidden.
fn visible(table: &Table, nodes: &[NodeType], lookup: &Lookup) -> Condition {
    let sight = Sight::of(lookup.viewer());
    let node = |table: &str| nodes.iter().find(|node| node.table == table);
    if let Some(node) = node(table.name) {
        return (node.visible)(&sight);
    }
    let owner = table.owner().and_then(|owner| Some((owner, node(owner.target)?)));
    let Some((reference, owner)) = owner else { return Condition::all().add(nothing()) };
    let mut select = Query::select();
    let owner_id = Expr::col((Alias::new(owner.table), Alias::new("id")));
    let link = Expr::col((Alias::new(table.name), Alias::new(reference.column)));
    select.expr(Expr::val(1)).from(Alias::new(owner.table)).and_where(owner_id.eq(link));
    select.cond_where((owner.visible)(&sight));
    Condition::all().add(Expr::exists(select))
}

/// What refers to an object.
#[derive(Default)]
struct Referrers {
    /// What the viewer may see, such as `Evaluation.evaluator (2)`.
    seen: Vec<String>,
    /// Whether there is more.
    others: bool,
}

impl Referrers {
    fn in_words(&self) -> String {
        match (self.seen.join(", "), self.others) {
            (seen, false) => seen,
            (seen, true) if seen.is_empty() => "objects that you may not see".to_owned(),
            (seen, true) => format!("{seen} and others"),
        }
    }
}
