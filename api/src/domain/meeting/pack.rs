//! What a group needs before a meeting.

use async_graphql::{Context, Object};
use entity::recommendation::RecommendationStatus;
use entity::{agenda_item, assignment, measure, recommendation};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition};

use super::{AgendaItem, Meeting};
use crate::domain::assignment::{Assignment, undelivered};
use crate::domain::body::{Body, BodyKey};
use crate::domain::evaluation::Recommendation;
use crate::domain::followed::FollowedBy;
use crate::domain::gap::{ThreadGap, gaps_of};
use crate::domain::measure::{Measure, is_stale, unfinished};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::context::context;
use crate::kit::filter::AnyOf;
use crate::kit::listing::{List, narrowed};
use crate::kit::merged::Merged;
use crate::kit::node::{Node, global_id};
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::page::PageArgs;

/// Mötesunderlag: what a group needs before a meeting: its agenda, and what it has to follow up. A group follows up the evaluations
/// on its agendas with what they recommend, its decisions and assignments, and the plans and measures that came of them.
/// Also of a meeting that was held, it says how things are now.
pub struct MeetingPack(pub Meeting);

/// Mötesunderlag: what a group needs before a meeting: its agenda, and what it has to follow up. A group follows up the evaluations
/// on its agendas with what they recommend, its decisions and assignments, and the plans and measures that came of them.
/// Also of a meeting that was held, it says how things are now.
#[Object]
impl MeetingPack {
    /// Dagordning: the meeting's items, in order.
    async fn agenda_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<List<AgendaItem>> {
        let of_meeting = Condition::all().add(col(agenda_item::Column::MeetingId).eq(self.0.row().id));
        self.list(ctx, of_meeting, agenda_item::Column::Position, (first, after)).await
    }

    /// Uppdrag: assignments that are not delivered and due by the day of the meeting, what is due first first.
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<List<Assignment>> {
        let due = col(assignment::Column::DueOn).lte(self.0.row().starts_on);
        let open = self.followed(ctx).assignments()?;
        let open = Condition::all().add(open).add(undelivered()).add(due);
        self.list(ctx, open, assignment::Column::DueOn, (first, after)).await
    }

    /// Luckor: where the thread breaks in what the group follows up, the oldest first.
    async fn gaps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<Merged<ThreadGap>> {
        gaps_of(ctx, self.0.at(), self.bodies(), first, after).await
    }

    /// Åtgärder: measures that are not finished and due by the day of the meeting, what is due first first.
    async fn measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<List<Measure>> {
        let due = col(measure::Column::DueOn).lte(self.0.row().starts_on);
        let open = self.followed(ctx).measures()?;
        let open = Condition::all().add(open).add(unfinished()).add(due);
        self.list(ctx, open, measure::Column::DueOn, (first, after)).await
    }

    /// Öppna rekommendationer: those that nobody has answered, what is due first first.
    async fn recommendations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<List<Recommendation>> {
        let open = recommendation::Column::Status.eq(RecommendationStatus::Open);
        let open = Condition::all().add(self.followed(ctx).recommendations()?).add(open);
        self.list(ctx, open, recommendation::Column::DueOn, (first, after)).await
    }

    /// Åtgärder utan färsk rapport: measures that are stale, the longest silent first.
    async fn stale_measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<List<Measure>> {
        let followed = self.followed(ctx).measures()?;
        let stale = Condition::all().add(followed).add(is_stale(true, context(ctx).rows()));
        self.list(ctx, stale, measure::Column::SilentSince, (first, after)).await
    }
}

impl MeetingPack {
    fn bodies(&self) -> AnyOf<Body> {
        AnyOf::new(vec![BodyKey::Id(global_id::<entity::body::Model>(self.0.row().body_id))])
    }

    fn followed(&self, ctx: &Context<'_>) -> FollowedBy {
        FollowedBy { bodies: self.bodies(), rows: context(ctx).rows().clone() }
    }

    async fn list<N: Node>(
        &self,
        ctx: &Context<'_>,
        condition: Condition,
        order: impl ColumnTrait,
        (first, after): (Option<i32>, Option<String>),
    ) -> Result<List<N>> {
        let sort = Sort { key: SortKey::of(order), direction: OrderDirection::Asc };
        narrowed(ctx, self.0.at(), condition, sort, PageArgs { first, after, ..Default::default() }).await
    }
}
