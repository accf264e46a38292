//! All types of nodes: the objects that have an identity.

use async_graphql::{Context, ID, Interface, Object};
use uuid::Uuid;

use super::action_plan::{ActionPlan, FocusArea};
use super::assignment::Assignment;
use super::award::{AreaScore, AssessmentArea, Candidacy, CompetitionEdition, SelfAssessment};
use super::body::{Body, BodyMembership};
use super::evaluation::{CriterionRating, Evaluation, Finding, ManagementResponse, Recommendation};
use super::indicator::{Indicator, Target};
use super::measure::{Measure, MeasureUpdate};
use super::meeting::{AgendaItem, Attendance, Decision, Meeting, Statement};
use super::objective::Objective;
use super::observation::Observation;
use super::organisation::Organisation;
use super::people::{Person, Post};
use super::record::{Document, Workspace};
use super::steering::{ResultArea, SteeringFramework};
use super::territory::Territory;
use super::theme::Theme;
use super::trace_link::TraceLink;
use crate::error::{Error, Result};
use crate::kit::context::NodeType;
use crate::kit::node::{Node, by_id, parse_id};
use crate::kit::scope::At;
use crate::write::{Form, Lookup, UserErrorCode};

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
            node_type: <<$node as Node>::Row as entity::Row>::TYPE,
            table: <<$node as Node>::Row as entity::Row>::TABLE.name,
            visible: <$node as Node>::visible,
        }),*];

        /// The object that an input names by its global id, of any type but links themselves: locked, so that it is not
        /// deleted meanwhile.
        pub fn named(id: &ID, field: &str, form: &mut Form, lookup: &Lookup) -> Option<(&'static str, Uuid)> {
            let (kind, uuid) = parse_id(id).ok().unwrap_or_default();
            let found = match &*kind {
                kind if kind == <<TraceLink as Node>::Row as entity::Row>::TYPE => None,
                $(<<$node as Node>::Row as entity::Row>::TYPE => lookup
                    .locked::<$node>(<$node as Node>::ID, uuid)
                    .first()
                    .map(|_| (<<$node as Node>::Row as entity::Row>::TYPE, uuid)),)*
                _ => None,
            };
            if found.is_none() {
                let message = "There is no object with this id that a link can name.";
                form.error(field, UserErrorCode::UnknownReference, message);
            }
            found
        }

        /// The object of a type that has this id. None: there is none, or the viewer may not see it.
        ///
        /// # Errors
        /// `BadInput` for a type that is unknown.
        pub async fn find(ctx: &Context<'_>, kind: &str, id: Uuid, at: At) -> Result<Option<AnyNode>> {
            match kind {
                $(<<$node as Node>::Row as entity::Row>::TYPE => {
                    Ok(by_id::<$node>(ctx, id, at).await?.map(AnyNode::$node))
                })*
                _ => Err(unknown_type()),
            }
        }
    };
}

nodes!(
    ActionPlan,
    AgendaItem,
    AreaScore,
    AssessmentArea,
    Assignment,
    Attendance,
    Body,
    BodyMembership,
    Candidacy,
    CompetitionEdition,
    CriterionRating,
    Decision,
    Document,
    Evaluation,
    Finding,
    FocusArea,
    Indicator,
    ManagementResponse,
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
    SelfAssessment,
    Statement,
    SteeringFramework,
    Target,
    Territory,
    Theme,
    TraceLink,
    Workspace,
);

/// A type of nodes by its name.
///
/// # Errors
/// `BadInput` for a type that is unknown.
pub fn node_type(name: &str) -> Result<&'static NodeType> {
    NODES.iter().find(|node| node.node_type == name).ok_or_else(unknown_type)
}

/// A table's type of nodes. None: its rows are links.
#[must_use]
pub fn node_of(table: &str) -> Option<&'static NodeType> {
    NODES.iter().find(|node| node.table == table)
}

fn unknown_type() -> Error {
    Error::bad_input("An id is of a type that this server does not know.")
}

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
