//! That one object came of another, where no column says so.

use std::collections::HashSet;

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::Row;
use entity::trace_link::{Column, Model, TraceConfidence, TraceRelation};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::node_ids::NodeIds;
use super::nodes::named;
use super::nodes::{AnyNode, NODES, find};
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, col};
use crate::kit::rows::Rows;
use crate::kit::sight::{Sight, seen};
use crate::kit::visibility::Visibility;
use crate::write::{Draft, FreeText, Lookup, UserErrorCode, Writable};
use async_graphql::ID;

/// Spår: that one object came of another, or has to do with it, where no other relation says so. Visible to those who can
/// see both.
#[object(trace_link, visible = visible)]
pub struct TraceLink {
    /// Från: the object that `relation` starts from.
    #[resolve(from)]
    from: AnyNode,
    /// Till: the object that `relation` leads to.
    #[resolve(to)]
    to: AnyNode,
}

async fn from(link: &TraceLink, ctx: &Context<'_>) -> Result<AnyNode> {
    end(link, ctx, &link.row.from_type, link.row.from_id).await
}

async fn to(link: &TraceLink, ctx: &Context<'_>) -> Result<AnyNode> {
    end(link, ctx, &link.row.to_type, link.row.to_id).await
}

async fn end(link: &TraceLink, ctx: &Context<'_>, kind: &str, id: Uuid) -> Result<AnyNode> {
    let gone = || Error::internal(format!("{kind} {id} is gone, but a trace link names it"));
    find(ctx, kind, id, link.at).await?.ok_or_else(gone)
}

/// When both ends are seen.
fn visible(sight: &Sight<'_>) -> Visibility {
    if sight.sees_everything() {
        return Visibility::everything();
    }
    let [from, to] = ENDS.map(|(kind, id)| end_is_seen(sight, kind, id));
    Visibility::of(Condition::all().add(from).add(to))
}

const ENDS: [(Column, Column); 2] = [(Column::FromType, Column::FromId), (Column::ToType, Column::ToId)];

/// Of a type that everybody sees, or a row that is seen. No link leads to a link.
fn end_is_seen(sight: &Sight<'_>, kind: Column, id: Column) -> Condition {
    let types = NODES.iter().filter(|node| node.node_type != Model::TYPE);
    let types = types.map(|node| (node, (node.visible)(&Sight::of(sight.viewer))));
    let (open, hidden): (Vec<_>, Vec<_>) = types.partition(|(_, visible)| visible.is_empty());
    let any = Condition::any().add(col(kind).is_in(open.into_iter().map(|(node, _)| node.node_type)));
    hidden.into_iter().fold(any, |any, (node, visible)| {
        any.add(Condition::all().add(kind.eq(node.node_type)).add(seen(node.table, col(id), visible)))
    })
}

#[filter(TraceLink)]
pub struct TraceLinkFilter {
    /// Known in any of these ways.
    confidence: Vec<TraceConfidence>,
    /// Starting from any of these objects.
    #[with(starts_from)]
    from: NodeIds,
    /// With any of these objects at either end.
    #[with(touches)]
    node: NodeIds,
    /// Any of these relations.
    relation: Vec<TraceRelation>,
    /// Leading to any of these objects.
    #[with(leads_to)]
    to: NodeIds,
}

fn starts_from(ids: NodeIds, rows: &Rows) -> Result<Condition> {
    names(ids, &ENDS[..1], rows)
}

fn leads_to(ids: NodeIds, rows: &Rows) -> Result<Condition> {
    names(ids, &ENDS[1..], rows)
}

fn touches(ids: NodeIds, rows: &Rows) -> Result<Condition> {
    names(ids, &ENDS, rows)
}

/// Any of these ends is one of these objects.
fn names(ids: NodeIds, ends: &[(Column, Column)], rows: &Rows) -> Result<Condition> {
    ids.any(|node, ids| {
        let is_one = |(kind, id): &(Column, Column)| -> Expr {
            kind.eq(node.node_type).and(among_ids(rows.backend(), col(*id), ids.iter().copied()))
        };
        Ok(ends.iter().map(is_one).fold(Condition::any(), Condition::add))
    })
}

#[order(TraceLink, CreatedAt, Asc)]
pub enum TraceLinkOrderField {}

#[key(TraceLink)]
pub enum TraceLinkKey {}

#[roots]
pub trait TraceLinkQuery {
    /// Spår: what came of what, where no other relation says so.
    fn trace_links() -> List<TraceLink>;
    /// One trace link. Null: there is none with this key, or the viewer may not see it.
    fn trace_link(by: TraceLinkKey) -> TraceLink;
}

#[values(TraceLink)]
pub struct TraceLinkValues {
    /// Grund: where this is said, or what it is inferred from, at most 20,000 characters. Null: not stated.
    basis: Option<FreeText>,
    /// Whether a source says so, or it was concluded.
    #[default(STATED)]
    confidence: TraceConfidence,
    /// Från: the id of the object that `relation` starts from: of any type but a trace link.
    #[creation]
    #[own]
    from: ID,
    /// What the first object is to the second.
    relation: TraceRelation,
    /// Till: the id of the object that `relation` leads to: of any type but a trace link, and not that of `from`.
    #[creation]
    #[own]
    to: ID,
}

impl Writable for TraceLink {
    type Values = TraceLinkValues;

    fn apply(values: &TraceLinkValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let mut end = |field: &str, id: Option<&ID>| named(id?, field, &mut draft.form, lookup);
        let (from, to) = (end("from", values.from.as_opt_ref().flatten()), end("to", values.to.as_opt_ref().flatten()));
        if let (Some((from_type, from_id)), Some((to_type, to_id))) = (from, to) {
            (draft.row.from_type, draft.row.from_id) = (from_type.to_owned(), from_id);
            (draft.row.to_type, draft.row.to_id) = (to_type.to_owned(), to_id);
        }
        let Model { id, from_id, to_id, relation, .. } = draft.row;
        if from_id == to_id && !from_id.is_nil() {
            draft.error("to", UserErrorCode::Cycle, "to is the same object as from.");
        }
        let is_same = |other: &Model| other.id != id && other.to_id == to_id && other.relation == relation;
        if lookup.by::<Self>(Column::FromId, from_id).iter().any(is_same) {
            draft.error("relation", UserErrorCode::AlreadyExists, "The two objects are linked by this relation.");
        }
        check_supersession(draft, lookup);
    }
}

/// How many links a line of objects that supersede each other may have: each is read by a statement of its own.
const LONGEST_LINE: usize = 50;

/// Nothing takes the place of what has taken its own.
fn check_supersession(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { id, from_id, to_id, relation, .. } = draft.row;
    let is_same = draft.before.as_ref().is_some_and(|before| before.relation == relation);
    if relation != TraceRelation::Supersedes || is_same || from_id == to_id {
        return;
    }
    let (mut passed, mut level) = (HashSet::new(), vec![to_id]);
    for _ in 0..LONGEST_LINE {
        level.retain(|one| passed.insert(*one));
        let links = level.iter().flat_map(|one| lookup.known::<Model>(Column::FromId, *one).to_vec());
        let supersedes = |link: &Model| link.relation == TraceRelation::Supersedes && link.id != id;
        level = links.filter(supersedes).map(|link| link.to_id).collect();
        if level.contains(&from_id) {
            let message = "to supersedes from already, perhaps over other objects: that would lead in a circle.";
            return draft.error("to", UserErrorCode::Cycle, message);
        }
    }
    if !level.is_empty() {
        let message = format!("More than {LONGEST_LINE} objects would supersede each other in one line.");
        draft.error("to", UserErrorCode::TooMany, message);
    }
}

mutations!(TraceLink);
