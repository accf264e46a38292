//! What was said at an agenda item.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::statement::{Column, StatementKind};

use super::AgendaItem;
use super::AgendaItemKey;
use crate::domain::participant::ParticipantKey;
use crate::domain::participant::{Participant, names_participant, participant};
use crate::domain::people::{Person, Post};
use crate::error::Result;
use crate::kit::filter::AnyOf;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{FreeText, Whole, Writable};

/// Uttalande: what a person, or the holder of a post, said at an agenda item.
#[object(statement, visible = visible)]
pub struct Statement {
    /// Dagordningspunkt: the item at which it was said.
    agenda_item: AgendaItem,
    /// Talare: who said it. Null: the viewer may not see who.
    #[resolve(speaker)]
    #[present(names_participant::<Statement>)]
    participant: Option<Participant>,
}

async fn speaker(statement: &Statement, ctx: &Context<'_>) -> Result<Option<Participant>> {
    participant(ctx, statement, statement.row.person_id, statement.row.post_id).await
}

/// With its agenda item.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<AgendaItem>(Column::AgendaItemId)
}

#[filter(Statement)]
pub struct StatementFilter {
    /// At any of these agenda items.
    agenda_item: AnyOf<AgendaItem>,
    /// Any of these kinds.
    kind: Vec<StatementKind>,
    /// By any of these persons, as far as the viewer may see them.
    person: AnyOf<Person>,
    /// By any of these posts.
    post: AnyOf<Post>,
}

#[order(Statement, Position, Asc)]
pub enum StatementOrderField {
    /// Ordningsnummer: its number in the order of the item's statements.
    Position,
}

#[key(Statement)]
pub enum StatementKey {}

#[values(Statement)]
pub struct StatementValues {
    /// Dagordningspunkt: the item at which it was said.
    #[creation]
    agenda_item: AgendaItemKey,
    /// What kind of statement it is.
    kind: StatementKind,
    /// Talare: who said it.
    #[columns(person_id, post_id)]
    participant: ParticipantKey,
    /// Ordningsnummer: its number in the order of the item's statements, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// Ordalydelse, in Swedish, at most 20,000 characters; of a `QUOTE`, the very words.
    text: FreeText,
}

impl Writable for Statement {
    type Values = StatementValues;
}

mutations!(Statement);
