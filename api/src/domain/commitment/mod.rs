//! Åtaganden: everything that was promised at meetings or in answers to recommendations.

mod source;

use async_graphql::{Context, Enum, InputObject, Object};
use entity::Date;
use sea_orm::{Condition, QueryResult};
use uuid::Uuid;

use self::source::{AGENDA_ITEM, SOURCES, STATE, TITLE};
use super::body::Body;
use super::followed::FollowedBy;
use super::meeting::AgendaItem;
use super::nodes::AnyNode;
use super::organisation::Organisation;
use super::overdue::is_past;
use super::people::{Person, Post};
use super::responsible::{Named, seen_by};
use crate::error::Result;
use crate::kit::column::nothing;
use crate::kit::context::context;
use crate::kit::filter::{AnyOf, DateRange, NonNull, bounded};
use crate::kit::merged::{Entry, Merged};
use crate::kit::scope::At;

/// Läge för åtagande: whether what was promised is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CommitmentState {
    /// Öppet: it is still to be done.
    Open,
    /// Klart: an assignment that is `DELIVERED`, `APPROVED` or `CLOSED`, or a measure that is `COMPLETED` or `EFFECT_CONFIRMED`.
    Done,
    /// Avbrutet: it was given up.
    Cancelled,
}

/// Åtagande: an assignment or a measure that rests on a decision that is `TAKEN` or `IMPLEMENTED`, or a measure that carries out a
/// recommendation with which the management agrees, if only in part.
pub struct Commitment {
    node: AnyNode,
    title: String,
    due_on: Option<Date>,
    state: CommitmentState,
    responsible: Named,
    agenda_item: Option<Uuid>,
    at: At,
}

impl Entry for Commitment {
    const NAME: &'static str = "Commitment";

    fn new(rank: usize, row: QueryResult, day: Option<Date>, at: At) -> Result<Self> {
        let node = (SOURCES[rank].node)(&row, at)?;
        let (title, state) = (row.try_get("", TITLE)?, source::state(row.try_get("", STATE)?));
        let (responsible, agenda_item) = (Named::read(&row)?, row.try_get("", AGENDA_ITEM)?);
        Ok(Self { node, title, due_on: day, state, responsible, agenda_item, at })
    }
}

/// Åtagande: an assignment or a measure that rests on a decision that is `TAKEN` or `IMPLEMENTED`, or a measure that carries out a
/// recommendation with which the management agrees, if only in part.
#[Object]
impl Commitment {
    /// Dagordningspunkt: where it was promised. Null: the response was given at no meeting, or the viewer may not see the
    /// item.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        seen_by(ctx, self.agenda_item, self.at).await
    }

    /// Senast: the day by which it is to be done. Null: none is set.
    async fn due_on(&self) -> Option<Date> {
        self.due_on
    }

    /// The assignment or the measure.
    async fn node(&self) -> &AnyNode {
        &self.node
    }

    /// Ansvarig enhet: the measure's, or the unit of the assignment's leader; to whoever may not see who leads, that of the group
    /// that carries it out. Null: no group does.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        seen_by(ctx, self.responsible.organisation, self.at).await
    }

    /// Försenat: whether it is `OPEN` and `dueOn` is before today in Sweden.
    async fn overdue(&self, ctx: &Context<'_>) -> bool {
        is_past(self.due_on, &context(ctx).rows().scope) && self.state == CommitmentState::Open
    }

    /// Ansvarig person: who leads the assignment, or is responsible for the measure. Null: nobody is named, or the viewer may
    /// not see who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        seen_by(ctx, self.responsible.person, self.at).await
    }

    /// Whether it is done.
    async fn state(&self) -> CommitmentState {
        self.state
    }

    /// Titel, in Swedish.
    async fn title(&self) -> &str {
        &self.title
    }
}

/// Filter: which commitments. All fields must fit; a list means any of its values. Null is refused: leave a field out.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CommitmentFilter {
    /// That any of these groups follow up: what they decided, and what came of it.
    body: NonNull<AnyOf<Body>>,
    /// To be done within these days.
    due_on: NonNull<DateRange>,
    /// For which any of these organisations is responsible, as `organisation` says it.
    organisation: NonNull<AnyOf<Organisation>>,
    /// Whether it is overdue: true or false, as the field says it.
    overdue: NonNull<bool>,
    /// For which any of these persons is responsible, as `person` says it.
    person: NonNull<AnyOf<Person>>,
    /// For which whoever holds any of these posts now is responsible.
    post: NonNull<AnyOf<Post>>,
    /// In any of these states.
    state: NonNull<Vec<CommitmentState>>,
}

#[derive(Default)]
pub struct CommitmentQuery(At);

#[Object]
impl CommitmentQuery {
    /// Åtaganden: everything that was promised, by whom, until when, and whether it is done. What is due first comes first,
    /// what has no day last.
    async fn commitments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them. Null: all.")] filter: Option<CommitmentFilter>,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<Merged<Commitment>> {
        let rows = context(ctx).rows();
        let mut filter = filter.unwrap_or_default();
        let states = filter.state.0.take().map(bounded).transpose()?;
        let followed = filter.body.0.take().map(|bodies| FollowedBy { bodies, rows: rows.clone() });
        let mut strands = Vec::new();
        for (rank, source) in SOURCES.iter().enumerate() {
            let promised = (source.find)(rows);
            let mut condition = promised.responsible(&filter, rows)?;
            if let Some(followed) = &followed {
                condition = condition.add((source.followed)(followed)?);
            }
            if let Some(states) = &states {
                let none = Condition::any().add(nothing());
                condition = condition.add(states.iter().fold(none, |any, state| any.add((source.is)(*state))));
            }
            if let Some(days) = filter.due_on.0.clone() {
                condition = condition.add(promised.day.within(days)?);
            }
            if let Some(wanted) = filter.overdue.0 {
                let late = promised.day.is_before(rows.scope.today).add((source.is)(CommitmentState::Open));
                condition = condition.add(if wanted { late } else { late.not() });
            }
            strands.push(promised.strand(rank, condition));
        }
        Merged::read(ctx, self.0, strands, first, after).await
    }
}
