//! All types of nodes: the objects that have an identity.

use async_graphql::{Context, ID, Interface, Object};
use uuid::Uuid;

use super::action_plan::{ActionPlan, FocusArea};
use super::assignment::Assignment;
use super::body::Body;
use super::evaluation::{Evaluation, Finding, Recommendation};
use super::indicator::Indicator;
use super::measure::{Measure, MeasureUpdate};
use super::meeting::{AgendaItem, Decision, Meeting};
use super::objective::Objective;
use super::observation::Observation;
use super::organisation::Organisation;
use super::people::{Person, Post};
use super::steering::{ResultArea, SteeringFramework};
use super::territory::Territory;
use crate::error::{Error, Result};
use crate::kit::context::NodeType;
use crate::kit::node::{Node, by_id, parse_id};
use crate::kit::scope::At;

/// Declares what `node` finds: every type with an identity.
macro_rules! nodes {
    ($($node:ident),* $(,)?) => {
        /// Nod: an object with an identity that lasts.
        #[derive(Interface)]
        #[graphql(name = "Node", field(name = "id", ty = "ID", desc = "The object's global id: opaque, and the same for ever."))]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyNode {
            $($node($node),)*
        }

        /// Every type of nodes, with its visibility.
        pub static NODES: &[NodeType] = &[$(NodeType {
            table: <<$node as Node>::Row as entity::Row>::TABLE.name,
            visible: <$node as Node>::visible,
        }),*];

        async fn find(ctx: &Context<'_>, kind: &str, id: Uuid, at: At) -> Result<Option<AnyNode>> {
            match kind {
                $(<<$node as Node>::Row as entity::Row>::TYPE => {
                    Ok(by_id::<$node>(ctx, id, at).await?.map(AnyNode::$node))
                })*
                _ => Err(Error::bad_input("An id is of a type that this server does not know.")),
            }
        }
    };
}

nodes!(
    ActionPlan,
    AgendaItem,
    Assignment,
    Body,
    Decision,
    Evaluation,
    Finding,
    FocusArea,
    Indicator,
    Measure,
    MeasureUpdate,
    Meeting,
    Objective,
    Observation,
    Organisation,
    Person,
    Post,
    Recommendation,
    ResultArea,
    SteeringFramework,
    Territory,
);

#[derive(Default)]
pub struct NodeQuery(At);

const MOST_NODES: usize = 100;

#[Object]
impl NodeQuery {
    /// The object with a global id. Null: there is none, or the viewer may not see it.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "The global id.")] id: ID) -> Option<Result<AnyNode>> {
        self.resolve(ctx, &id).await.transpose()
    }

    /// The objects with these global ids, in the same order, with null for those that do not exist or are hidden.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<AnyNode>>> {
        if ids.len() > MOST_NODES {
            return Err(Error::BadInput(format!("ids has {} items; at most {MOST_NODES} are allowed.", ids.len())));
        }
        futures_util::future::try_join_all(ids.iter().map(|id| self.resolve(ctx, id))).await
    }
}

impl NodeQuery {
    async fn resolve(&self, ctx: &Context<'_>, id: &ID) -> Result<Option<AnyNode>> {
        let (kind, uuid) = parse_id(id)?;
        find(ctx, &kind, uuid, self.0).await
    }
}
