//! Who is in a group.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::Date;
use entity::body_membership::{Column, MembershipRole};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition};

use super::Body;
use super::BodyKey;
use crate::domain::participant::ParticipantKey;
use crate::domain::participant::{Participant, names_participant, participant};
use crate::domain::people::{Person, Post};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Draft, Lookup, UserErrorCode, Writable};
use entity::body_membership::Model;

/// Medlemskap: that a person, or whoever holds a post, is in a group.
#[object(body_membership, visible = visible)]
pub struct BodyMembership {
    /// Grupp: the group that the member is in.
    body: Body,
    /// Medlem: who is in it. Null: the viewer may not see who.
    #[resolve(member)]
    #[present(names_participant::<BodyMembership>)]
    participant: Option<Participant>,
}

async fn member(membership: &BodyMembership, ctx: &Context<'_>) -> Result<Option<Participant>> {
    participant(ctx, membership, membership.row.person_id, membership.row.post_id).await
}

/// With its group.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Body>(Column::BodyId)
}

#[filter(BodyMembership)]
pub struct BodyMembershipFilter {
    /// In any of these groups.
    body: AnyOf<Body>,
    /// Of any of these persons, as far as the viewer may see them.
    person: AnyOf<Person>,
    /// Of any of these posts.
    post: AnyOf<Post>,
    /// In any of these roles.
    role: Vec<MembershipRole>,
    /// With a first day within these days.
    valid_from: DateRange,
    /// Valid on this day. A day that is not known keeps no membership out.
    #[with(is_valid_on)]
    valid_on: Date,
}

/// Neither begun after that day nor ended before it.
fn is_valid_on(day: Date, _: &Rows) -> Condition {
    let begun = Condition::any().add(Column::ValidFrom.is_null()).add(col(Column::ValidFrom).lte(day));
    let not_ended = Condition::any().add(Column::ValidTo.is_null()).add(col(Column::ValidTo).gte(day));
    Condition::all().add(begun).add(not_ended)
}

#[order(BodyMembership, CreatedAt, Asc)]
pub enum BodyMembershipOrderField {
    /// Från och med: the first day; those without a known one last.
    ValidFrom,
}

#[key(BodyMembership)]
pub enum BodyMembershipKey {}

#[values(BodyMembership)]
pub struct BodyMembershipValues {
    /// Grupp: the group that the member is in.
    #[creation]
    body: BodyKey,
    /// Medlem: who is in it.
    #[columns(person_id, post_id)]
    participant: ParticipantKey,
    /// Roll: what the member does in it.
    role: MembershipRole,
    /// Från och med: the first day of the membership. Null: not known.
    valid_from: Option<Date>,
    /// Till och med: the last day of the membership, not before `validFrom`. Null: it goes on, or the day is not known.
    valid_to: Option<Date>,
}

impl Writable for BodyMembership {
    type Values = BodyMembershipValues;

    fn apply(_: &BodyMembershipValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_order(("validFrom", draft.row.valid_from), ("validTo", draft.row.valid_to));
        check_alone(draft, lookup);
    }
}

/// Nobody has the same role in a group twice at a time.
fn check_alone(draft: &mut Draft<Model>, lookup: &Lookup) {
    let own = &draft.row;
    let is_same =
        |other: &Model| (other.person_id, other.post_id, other.role) == (own.person_id, own.post_id, own.role);
    let ends_before =
        |one: &Model, other: &Model| one.valid_to.zip(other.valid_from).is_some_and(|(to, from)| to < from);
    let is_crossed = |other: &Model| !ends_before(own, other) && !ends_before(other, own);
    let is_like = |other: &Model| is_same(other) && is_crossed(other);
    if draft.twin::<BodyMembership, Body>(Column::BodyId, lookup, is_like).is_some() {
        let message = "There is a membership with this participant and role, in a period that crosses this one.";
        draft.error("participant", UserErrorCode::AlreadyExists, message);
    }
}

mutations!(BodyMembership);
