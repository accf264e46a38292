//! The roots of the schema, merged from the domain, and what each request brings with it.

use std::sync::Arc;

use async_graphql::{Context, EmptySubscription, ID, Interface, MergedObject, Object, Request, SimpleObject};
use entity::Row;
use uuid::Uuid;

use crate::App;
use crate::auth::viewer::{Role, Viewer};
use crate::domain::action_plan::{ActionPlan, ActionPlanQuery, FocusArea, FocusAreaQuery};
use crate::domain::assignment::{Assignment, AssignmentQuery};
use crate::domain::body::{Body, BodyQuery};
use crate::domain::evaluation::{
    Evaluation, EvaluationMutation, EvaluationPush, EvaluationQuery, Finding, FindingMutation, FindingQuery,
    Recommendation, RecommendationQuery,
};
use crate::domain::indicator::{Indicator, IndicatorMutation, IndicatorQuery};
use crate::domain::measure::{
    Measure, MeasureMutation, MeasureQuery, MeasureUpdate, MeasureUpdateMutation, MeasureUpdateQuery,
};
use crate::domain::meeting::{AgendaItem, AgendaItemQuery, Decision, DecisionQuery, Meeting, MeetingQuery};
use crate::domain::observation::{Observation, ObservationMutation, ObservationQuery};
use crate::domain::organisation::{Organisation, OrganisationMutation, OrganisationQuery};
use crate::domain::people::{Person, PersonQuery, Post, PostQuery};
use crate::domain::steering::{ResultArea, ResultAreaQuery, SteeringFramework, SteeringFrameworkQuery};
use crate::domain::territory::{Territory, TerritoryQuery};
use crate::error::{Error, Result};
use crate::kit::loader::loaders;
use crate::kit::node::{by_id, parse_id};
use crate::kit::rows::Rows;
use crate::kit::scope::{At, Scope};
use crate::ledger::{self, Actor, Revision};

pub use crate::ledger::RevisionSlot;

pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

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

        async fn find(ctx: &Context<'_>, kind: &str, id: Uuid) -> Result<Option<AnyNode>> {
            use crate::kit::node::Node;
            match kind {
                $(<$node as Node>::Row::TYPE => Ok(by_id::<$node>(ctx, id, At::Now).await?.map(AnyNode::$node)),)*
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
    Observation,
    Organisation,
    Person,
    Post,
    Recommendation,
    ResultArea,
    SteeringFramework,
    Territory,
);

/// Frågor: everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    ActionPlanQuery,
    AgendaItemQuery,
    AssignmentQuery,
    BodyQuery,
    DecisionQuery,
    EvaluationQuery,
    FindingQuery,
    FocusAreaQuery,
    IndicatorQuery,
    MeasureQuery,
    MeasureUpdateQuery,
    MeetingQuery,
    ObservationQuery,
    OrganisationQuery,
    PersonQuery,
    PostQuery,
    RecommendationQuery,
    ResultAreaQuery,
    SteeringFrameworkQuery,
    TerritoryQuery,
);

/// Ändringar: everything that can be written.
#[derive(MergedObject, Default)]
pub struct Mutation(
    EvaluationMutation,
    EvaluationPush,
    FindingMutation,
    IndicatorMutation,
    MeasureMutation,
    MeasureUpdateMutation,
    ObservationMutation,
    OrganisationMutation,
);

#[derive(Default)]
struct NodeQuery;

const MOST_NODES: usize = 100;

#[Object]
impl NodeQuery {
    /// The object with a global id. Null: there is none, or the viewer may not see it.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "The global id.")] id: ID) -> Option<Result<AnyNode>> {
        resolve(ctx, &id).await.transpose()
    }

    /// The objects with these global ids, in the same order, with null for those that are not there or not to be seen.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<AnyNode>>> {
        if ids.len() > MOST_NODES {
            return Err(Error::BadInput(format!("ids has {} items; at most {MOST_NODES} are allowed.", ids.len())));
        }
        futures_util::future::try_join_all(ids.iter().map(|id| resolve(ctx, id))).await
    }

    /// Who asks, as the server sees it.
    async fn viewer(&self, ctx: &Context<'_>) -> ViewerInfo {
        let viewer = ctx.data_unchecked::<Arc<Viewer>>();
        ViewerInfo { roles: viewer.roles.clone(), sources: viewer.sources.clone(), subject: viewer.subject.clone() }
    }
}

async fn resolve(ctx: &Context<'_>, id: &ID) -> Result<Option<AnyNode>> {
    let (kind, uuid) = parse_id(id)?;
    find(ctx, &kind, uuid).await
}

/// Betraktaren: who asks.
#[derive(SimpleObject)]
#[graphql(name = "Viewer")]
struct ViewerInfo {
    /// The roles that the token grants. Empty: the public.
    roles: Vec<Role>,
    /// The sources that an integration may push under.
    sources: Vec<String>,
    /// The token's subject. Null: no token was sent.
    subject: Option<String>,
}

/// Builds the schema.
#[must_use]
pub fn build(introspection: bool) -> Schema {
    let schema = Schema::build(Query::default(), Mutation::default(), EmptySubscription);
    if introspection { schema.finish() } else { schema.disable_introspection().finish() }
}

/// The schema in the schema definition language: sorted, and without the directives that every server has.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new();
    let options = options.sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    without_builtin_directives(&build(true).sdl_with_options(options))
}

/// Drops each `directive @…` definition with its description.
fn without_builtin_directives(sdl: &str) -> String {
    let blocks = sdl.split("\n\n").filter(|block| !block.lines().any(|line| line.starts_with("directive @")));
    let mut kept: Vec<&str> = blocks.map(str::trim).filter(|block| !block.is_empty()).collect();
    kept.push("");
    kept.join("\n\n").trim_end().to_owned() + "\n"
}

/// A request that knows who asks and when.
pub struct Prepared {
    pub request: Request,
    /// Where it reads.
    pub rows: Rows,
    /// Where it notes what it wrote.
    pub written: Arc<RevisionSlot>,
}

/// The revision that was written, else the one that was read, else one that is known of.
pub async fn revision(rows: &Rows, written: &RevisionSlot) -> String {
    match (written.get(), rows.head().await) {
        (Some(written), _) => written,
        (None, Some(read)) => Revision::from(read).to_string(),
        (None, None) => ledger::current(&rows.db).to_string(),
    }
}

/// Gives a request what its resolvers need.
#[must_use]
pub fn prepare(app: &App, request: Request, viewer: Viewer, request_id: Uuid) -> Prepared {
    let written = Arc::new(RevisionSlot::default());
    let viewer = Arc::new(viewer);
    let scope = Scope::new(viewer.clone(), &app.clock);
    let actor = Actor { subject: viewer.subject.clone(), client: None, request: request_id, reason: None };
    let rows = Rows::new(app.db.clone(), scope);
    let request = request.data(loaders(rows.clone())).data(viewer).data(actor);
    let request = request.data(app.clock.clone()).data(written.clone());
    Prepared { request, rows, written }
}
