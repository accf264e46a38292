//! Everything that can be read, merged by subject: each level of a merged type costs stack in every call.

use async_graphql::{Context, MergedObject, Object, SimpleObject};

use crate::auth::viewer::{Role, Viewer};
use crate::domain::action_plan::ActionPlanQuery;
use crate::domain::assignment::AssignmentQuery;
use crate::domain::award::AwardQuery;
use crate::domain::body::BodyQuery;
use crate::domain::commitment::CommitmentQuery;
use crate::domain::evaluation::EvaluationQuery;
use crate::domain::gap::ThreadGapQuery;
use crate::domain::indicator::IndicatorQuery;
use crate::domain::measure::MeasureQuery;
use crate::domain::meeting::MeetingQuery;
use crate::domain::nodes::NodeQuery;
use crate::domain::objective::ObjectiveQuery;
use crate::domain::observation::{ObservationQuery, ObservationSeriesQuery};
use crate::domain::organisation::OrganisationQuery;
use crate::domain::people::PeopleQuery;
use crate::domain::record::RecordQuery;
use crate::domain::search::SearchQuery;
use crate::domain::steering::SteeringQuery;
use crate::domain::territory::TerritoryQuery;
use crate::domain::theme::ThemeQuery;
use crate::domain::thread::ThreadQuery;
use crate::domain::trace_link::TraceLinkQuery;
use crate::kit::context::context;

/// Frågor: everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    ActionQueries,
    AwardQuery,
    EvaluationQuery,
    MeetingQueries,
    OrganisationQueries,
    RecordQueries,
    ResultQueries,
    WholeQueries,
);

#[derive(MergedObject, Default)]
struct ActionQueries(ActionPlanQuery, AssignmentQuery, CommitmentQuery, MeasureQuery);

#[derive(MergedObject, Default)]
struct MeetingQueries(BodyQuery, MeetingQuery);

#[derive(MergedObject, Default)]
struct OrganisationQueries(OrganisationQuery, PeopleQuery, TerritoryQuery, ThemeQuery);

#[derive(MergedObject, Default)]
struct RecordQueries(RecordQuery, TraceLinkQuery);

#[derive(MergedObject, Default)]
struct ResultQueries(IndicatorQuery, ObjectiveQuery, ObservationQuery, ObservationSeriesQuery, SteeringQuery);

/// What goes through all subjects.
#[derive(MergedObject, Default)]
struct WholeQueries(NodeQuery, SearchQuery, ThreadQuery, ThreadGapQuery, ViewerQuery);

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
