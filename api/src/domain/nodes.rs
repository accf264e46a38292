//! All types of nodes: the objects that have an identity.

use async_graphql::{Context, Enum, ID, Interface, Object};
use entity::{Columns, Row, Searched};
use sea_orm::QueryResult;
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

/// The object of a row that was read with all columns of its table in front.
///
/// # Errors
/// When the row does not fit the table.
pub fn node_in<N: Node + Into<AnyNode>>(row: &QueryResult, at: At) -> Result<AnyNode> {
    Ok(N::new(N::Row::read(row, Columns::ALL, 0)?, at).into())
}

/// Declares what `node` finds: every type with an identity.
macro_rules! nodes {
    ($($(#[$doc:meta])* $node:ident),* $(,)?) => {
        /// Nod: an object with an identity that lasts.
        #[derive(Interface)]
        #[graphql(name = "Node", field(name = "id", ty = "ID", desc = "The object's global id: opaque, and the same for ever."))]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyNode {
            $($node($node),)*
        }

        impl AnyNode {
            /// Its texts that a search reads, without what is missing.
            #[must_use]
            pub fn searched(&self) -> Vec<(&'static Searched, &str)> {
                match self {
                    $(Self::$node(node) => node.row().searched(),)*
                }
            }
        }

        /// Typ av objekt: the types of objects that have an identity. New values may be added: do not fail on one that you do not
        /// know.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
        #[graphql(name = "NodeType")]
        pub enum NodeKind {
            $($(#[$doc])* $node,)*
        }

        impl NodeKind {
            /// What is known of the type.
            #[must_use]
            pub fn of(self) -> &'static NodeType {
                &NODES[self as usize]
            }
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
    /// Handlingsplan: measures for a time.
    ActionPlan,
    /// Dagordningspunkt: what a meeting deals with.
    AgendaItem,
    /// Mognadsbedömning: how mature an agency is in one area.
    AreaScore,
    /// Bedömningsområde: what an award is judged by.
    AssessmentArea,
    /// Uppdrag: what someone is to deliver.
    Assignment,
    /// Närvaro: who was at a meeting.
    Attendance,
    /// Grupp: a management group, working group or the like.
    Body,
    /// Medlemskap: who belongs to a group.
    BodyMembership,
    /// Kandidatur: an organisation's entry for an award.
    Candidacy,
    /// Tävlingsomgång: one year's round of an award.
    CompetitionEdition,
    /// Betyg: how an evaluation judges its subject by one criterion.
    CriterionRating,
    /// Beslut: what was decided at an agenda item.
    Decision,
    /// Dokument: a paper that is kept elsewhere.
    Document,
    /// Utvärdering: an evaluation, analysis or study.
    Evaluation,
    /// Slutsats, iakttagelse, behov eller brist: one thing that was found.
    Finding,
    /// Fokusområde: a part of an action plan.
    FocusArea,
    /// Indikator: what shows how a result area does.
    Indicator,
    /// Ledningens svar: the answer to a recommendation.
    ManagementResponse,
    /// Åtgärd: one thing to be done under a plan.
    Measure,
    /// Lägesrapport: how far a measure has come.
    MeasureUpdate,
    /// Möte: of a group.
    Meeting,
    /// Mål: what is to be reached.
    Objective,
    /// Utfall: a figure, or words, for an indicator.
    Observation,
    /// Organisation: an agency, a unit, a company or the like.
    Organisation,
    /// Person: who acts, in a working role.
    Person,
    /// Befattning: an office that someone holds.
    Post,
    /// Rekommendation: what a study advises.
    Recommendation,
    /// Resultatområde: a part of the steering framework.
    ResultArea,
    /// Självvärdering: an agency's view of itself.
    SelfAssessment,
    /// Uttalande: what was said at an agenda item.
    Statement,
    /// Styrstruktur: the result areas of a time.
    SteeringFramework,
    /// Målvärde eller basvärde: what an indicator is to reach, or started from.
    Target,
    /// Territorium: a county, a municipality or the like.
    Territory,
    /// Tema: what several things are about.
    Theme,
    /// Spår: that one object came of another.
    TraceLink,
    /// Gemensam yta: where a group keeps its work.
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
