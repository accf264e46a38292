//! The roots of the schema, merged from the domain, and what each request brings with it.

mod description;
mod mutation;

use std::sync::Arc;

use async_graphql::{Context, EmptySubscription, MergedObject, Object, Request, Response, SimpleObject};
use uuid::Uuid;

use crate::auth::viewer::{Role, Viewer};
use crate::domain::action_plan::ActionPlanQuery;
use crate::domain::assignment::AssignmentQuery;
use crate::domain::award::AwardQuery;
use crate::domain::body::BodyQuery;
use crate::domain::evaluation::EvaluationQuery;
use crate::domain::gap::ThreadGapQuery;
use crate::domain::indicator::IndicatorQuery;
use crate::domain::measure::MeasureQuery;
use crate::domain::meeting::MeetingQuery;
use crate::domain::nodes::{NODES, NodeQuery};
use crate::domain::objective::ObjectiveQuery;
use crate::domain::observation::ObservationQuery;
use crate::domain::organisation::OrganisationQuery;
use crate::domain::people::PeopleQuery;
use crate::domain::record::RecordQuery;
use crate::domain::steering::SteeringQuery;
use crate::domain::territory::TerritoryQuery;
use crate::domain::theme::ThemeQuery;
use crate::domain::thread::ThreadQuery;
use crate::domain::trace_link::TraceLinkQuery;
use crate::kit::context::{RequestContext, context};
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::Ledger;
use crate::write::WriteContext;

pub use mutation::Mutation;

pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Frågor: everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    ViewerQuery,
    ActionPlanQuery,
    AssignmentQuery,
    AwardQuery,
    BodyQuery,
    EvaluationQuery,
    IndicatorQuery,
    MeasureQuery,
    MeetingQuery,
    ObjectiveQuery,
    ObservationQuery,
    OrganisationQuery,
    PeopleQuery,
    RecordQuery,
    SteeringQuery,
    TerritoryQuery,
    ThemeQuery,
    ThreadQuery,
    ThreadGapQuery,
    TraceLinkQuery,
);

#[derive(Default)]
struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Who asks, as the server sees it.
    async fn viewer(&self, ctx: &Context<'_>) -> ViewerInfo {
        let Viewer { roles, sources, subject } = context(ctx).viewer().clone();
        ViewerInfo { roles, sources, subject }
    }
}

/// Betraktaren: who asks.
#[derive(SimpleObject)]
#[graphql(name = "Viewer")]
struct ViewerInfo {
    /// The roles that the token grants. Empty: the public.
    roles: Vec<Role>,
    /// The sources that the token may push under. Empty: none.
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

/// The schema in the schema definition language, with the description of the whole.
#[must_use]
pub fn sdl() -> String {
    description::definition() + &types()
}

/// The schema's types in the schema definition language: sorted, and without the directives that every server has.
/// async-graphql's own parser reads this, but no description of the whole.
#[must_use]
pub fn types() -> String {
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

/// Runs a request whose document has this text.
pub async fn execute(schema: &Schema, request: Request, text: &str) -> Response {
    let mut response = schema.execute(request).await;
    if description::is_asked(text) {
        description::put(&mut response);
    }
    response
}

/// A request that knows who asks and when.
pub struct Prepared {
    pub request: Request,
    /// Where it reads.
    pub context: Arc<RequestContext>,
    /// Where it writes, and records what it wrote.
    pub writes: Arc<WriteContext>,
}

/// Gives a request what its resolvers need.
#[must_use]
pub fn prepare(ledger: &Ledger, request: Request, viewer: Viewer, request_id: Uuid) -> Prepared {
    let rows = Rows::new(ledger.db().clone(), Scope::new(Arc::new(viewer), ledger.clock()));
    let context = Arc::new(RequestContext::new(rows, NODES));
    let writes = Arc::new(WriteContext::new(ledger.clone(), request_id));
    Prepared { request: request.data(context.clone()).data(writes.clone()), context, writes }
}
