//! Den röda tråden: what led to an object, and what came of it.

mod links;
mod steps;
mod walk;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use entity::{DateTime, ThreadRelation};

use self::steps::Place;
use self::walk::{Edge, RestsOn, Walk};
use super::nodes::{AnyNode, find, node_of, node_type};
use super::trace_link::TraceLink;
use crate::error::{Error, Result};
use crate::kit::context::context;
use crate::kit::input::within;
use crate::kit::many::Many;
use crate::kit::node::{Node, parse_id, type_id};
use crate::kit::scope::At;

/// Riktning: which way a thread is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ThreadDirection {
    /// Uppströms: what led to the object.
    Upstream,
    /// Nedströms: what came of the object.
    Downstream,
    /// Båda: what led to the object, and what came of it. What else came of what led to it is not in the thread.
    Both,
}

/// One of the two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Upstream,
    Downstream,
}

impl ThreadDirection {
    fn ways(self) -> &'static [Direction] {
        match self {
            Self::Upstream => &[Direction::Upstream],
            Self::Downstream => &[Direction::Downstream],
            Self::Both => &[Direction::Upstream, Direction::Downstream],
        }
    }
}

/// Röd tråd: what led to an object and what came of it, step by step. It goes through what the viewer may see only, and
/// ends where something is hidden.
#[derive(SimpleObject)]
pub struct Thread {
    /// The objects, each once, the start first. Empty: there is no object with this id, or the viewer may not see it.
    nodes: Many<ThreadNode>,
    /// The steps between these objects.
    edges: Many<ThreadEdge>,
    /// Whether there are more objects within `depth` than `first`, or more than four times as many steps: then some are
    /// missing here.
    truncated: bool,
}

/// Objekt i tråden: an object, and how far it is from the start.
pub struct ThreadNode {
    place: Place,
    distance: i32,
    at: At,
}

/// Objekt i tråden: an object, and how far it is from the start.
#[Object]
impl ThreadNode {
    /// How many steps it is from the start: 0 is the start, above 0 came of it, below 0 led to it.
    async fn distance(&self) -> i32 {
        self.distance
    }

    /// The object.
    async fn node(&self, ctx: &Context<'_>) -> Result<AnyNode> {
        let (table, id) = self.place;
        let kind = kind(table)?;
        let gone = || Error::internal(format!("{kind} {id} is gone, but a thread holds it"));
        find(ctx, kind, id, self.at).await?.ok_or_else(gone)
    }
}

/// Steg i tråden: one object came of another, or is for it.
#[derive(SimpleObject)]
pub struct ThreadEdge {
    /// Från: the id of the earlier object.
    from: ID,
    /// The field that says so, such as `Decision.agendaItem`. Null: a trace link does.
    reference: Option<String>,
    /// What the earlier object is to the later one.
    relation: ThreadRelation,
    /// When the object that says so was entered here; its field may have been set later.
    since: DateTime,
    /// Till: the id of the later object.
    to: ID,
    /// The trace link that says so, with its basis and whether it was concluded. Null: a field does.
    trace_link: Option<TraceLink>,
}

#[derive(Default)]
pub struct ThreadQuery(At);

const MOST_DEPTH: i32 = 12;
const MOST_NODES: i32 = 1_000;

#[Object]
impl ThreadQuery {
    /// Röd tråd: what led to an object and what came of it, over all relations that say so and over trace links.
    async fn thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id of the object to start from, of any type.")] from: ID,
        #[graphql(desc = "Which way to go.", default_with = "ThreadDirection::Both")] direction: ThreadDirection,
        #[graphql(desc = "How many steps to go, 1 to 12.", default = 6)] depth: i32,
        #[graphql(desc = "How many objects at most, 1 to 1,000. Those nearest to the start come first.", default = 25)]
        first: i32,
    ) -> Result<Thread> {
        within("depth", depth, MOST_DEPTH)?;
        let most = within("first", first, MOST_NODES)?;
        let (kind, id) = parse_id(&from)?;
        let start = (node_type(&kind)?.table, id);
        if find(ctx, &kind, id, self.0).await?.is_none() {
            return Ok(Thread { nodes: Many(Vec::new()), edges: Many(Vec::new()), truncated: false });
        }
        let mut walk = Walk::new(context(ctx).rows(), self.0, start, most);
        walk.walk(direction.ways(), depth).await?;
        Thread::of(walk)
    }
}

impl Thread {
    fn of(walk: Walk<'_>) -> Result<Self> {
        let Walk { at, places, edges, truncated, .. } = walk;
        let nodes = places.into_iter().map(|(place, distance)| ThreadNode { place, distance, at }).collect();
        let edges = edges.into_iter().map(|edge| ThreadEdge::of(edge, at)).collect::<Result<_>>()?;
        Ok(Self { nodes, edges, truncated })
    }
}

impl ThreadEdge {
    fn of(edge: Edge, at: At) -> Result<Self> {
        let Edge { relation, earlier, later, since, rests_on } = edge;
        let (reference, trace_link) = match rests_on {
            RestsOn::Reference(step) => (Some(format!("{}.{}", kind(step.owner())?, step.field())), None),
            RestsOn::Link(link) => (None, Some(TraceLink::new(*link, at))),
        };
        Ok(Self { from: global(earlier)?, reference, relation, since, to: global(later)?, trace_link })
    }
}

/// A table's type in the schema.
fn kind(table: &str) -> Result<&'static str> {
    let known = node_of(table).map(|node| node.node_type);
    known.ok_or_else(|| Error::internal(format!("{table} is no table of nodes")))
}

fn global((table, id): Place) -> Result<ID> {
    Ok(type_id(kind(table)?, id))
}
