//! The groups that meet and decide, or work something out.

mod membership;

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::body::BodyKind;
use entity::meeting::{self, MeetingStatus};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition};

use super::assignment::Assignment;
use super::award::SelfAssessment;
use super::meeting::Meeting;
use super::organisation::{Organisation, OrganisationKey};
use super::record::Workspace;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::context::context;
use crate::kit::filter::AnyOf;
use crate::kit::listing::first;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::relation::Relation;
use crate::kit::sight::everybody;
use crate::write::{FreeText, Title, Writable};

pub use membership::{BodyMembership, BodyMembershipKey, BodyMembershipMutation};

/// Grupp: a group that meets and decides, or works something out, such as a management group.
#[object(body, visible = everybody, kept)]
pub struct Body {
    /// Medlemmar: who is in the group, now or at another time.
    #[by(BodyId)]
    members: List<BodyMembership>,
    /// Självvärderingar: self-assessments that the group made.
    #[by(BodyId)]
    self_assessments: List<SelfAssessment>,
    /// Gemensamma ytor: workspaces that the group uses.
    #[by(BodyId)]
    workspaces: List<Workspace>,
    /// Uppdrag: assignments that the group carries out.
    #[by(BodyId)]
    assignments: List<Assignment>,
    /// Möten: meetings that the group has held or is to hold.
    #[by(BodyId)]
    meetings: List<Meeting>,
    /// Nästa möte: the first one from today on that is `PLANNED` or `CONVENED`. Null: there is none that the viewer
    /// may see.
    #[resolve(next_meeting)]
    next_meeting: Option<Meeting>,
    /// The organisation that it belongs to.
    organisation: Organisation,
}

async fn next_meeting(body: &Body, ctx: &Context<'_>) -> Result<Option<Meeting>> {
    let from_today = col(meeting::Column::StartsOn).gte(context(ctx).rows().scope.today);
    let coming = Condition::all()
        .add(from_today)
        .add(meeting::Column::Status.is_in([MeetingStatus::Planned, MeetingStatus::Convened]));
    let sort = Sort { key: SortKey::of(meeting::Column::StartsOn), direction: OrderDirection::Asc };
    first(ctx, body, Relation::key(meeting::Column::BodyId), sort, ("coming", coming)).await
}

#[filter(Body)]
pub struct BodyFilter {
    /// Any of these kinds.
    kind: Vec<BodyKind>,
    /// Any of these names, exactly.
    name: Vec<String>,
    /// In any of these organisations.
    organisation: AnyOf<Organisation>,
}

#[order(Body, Name, Asc)]
pub enum BodyOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Body)]
pub enum BodyKey {
    /// Namn, exactly. It must be the name of one group only.
    Name(String),
}

#[roots]
pub trait BodyQuery {
    /// Grupper: management groups, working groups, project groups and the like.
    fn bodies() -> List<Body>;
    /// One group. Null: there is none with this key.
    fn body(by: BodyKey) -> Body;
    /// Medlemskap: who is in which group, and in which role.
    fn body_memberships() -> List<BodyMembership>;
    /// One membership. Null: there is none with this key.
    fn body_membership(by: BodyMembershipKey) -> BodyMembership;
}

#[values(Body)]
pub struct BodyValues {
    /// What kind of group it is.
    kind: BodyKind,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: Option<Title>,
    /// The organisation that it belongs to.
    organisation: OrganisationKey,
    /// Syfte: what it is for, at most 20,000 characters. Null: not stated.
    purpose: Option<FreeText>,
}

impl Writable for Body {
    type Values = BodyValues;
}

mutations!(Body);
