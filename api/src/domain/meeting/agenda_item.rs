//! One point on a meeting's agenda: what is heard, discussed or decided.

use async_graphql::Context;
use derive::{filter, key, object, order};
use entity::agenda_item::{AgendaItemPurpose, AgendaItemStatus, Column, Model};
use entity::{agenda_item_presenter, meeting};
use sea_orm::Condition;

use super::{Decision, Meeting, Statement};
use crate::domain::body::Body;
use crate::domain::evaluation::{Evaluation, ManagementResponse};
use crate::domain::participant::{Participant, names_participants, participants};
use crate::domain::record::Document;
use crate::domain::reference::ExternalKey;
use crate::domain::theme::Theme;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, Criterion};
use crate::kit::link::links;
use crate::kit::many::Many;
use crate::kit::related::related;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;

/// Dagordningspunkt: one point on a meeting's agenda. Only those who may see its meeting see it.
#[object(agenda_item, visible = visible)]
pub struct AgendaItem {
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Ledningens svar: responses to recommendations that were agreed on at it.
    #[by(AgendaItemId)]
    responses: List<ManagementResponse>,
    /// Uttalanden: what was said at it, in the order stated.
    #[by(AgendaItemId)]
    statements: List<Statement>,
    /// Teman: what it is about.
    #[through(agenda_item_theme)]
    #[sorted(Name)]
    themes: Vec<Theme>,
    /// Dagordningspunkter: the items as which it came back, when it was deferred or referred back.
    #[by(CarriedFromId)]
    carried_to: List<AgendaItem>,
    /// Beslut: what was decided at it.
    #[by(AgendaItemId)]
    decisions: List<Decision>,
    /// Utvärderingar: those that are presented at it.
    #[through(agenda_item_evaluation)]
    evaluations: List<Evaluation>,
    /// The item that comes back as this one. Null: it is new, or the viewer may not see that one.
    carried_from: Option<AgendaItem>,
    /// The meeting on whose agenda it is.
    meeting: Meeting,
    /// Föredragande: who presents it, in the order stated. Persons whom the viewer may not see are left out.
    #[resolve(presenters)]
    #[present(names_participants::<agenda_item_presenter::Model, AgendaItem>)]
    presenters: Many<Participant>,
}

async fn presenters(item: &AgendaItem, ctx: &Context<'_>) -> Result<Many<Participant>> {
    let links = links::<agenda_item_presenter::Model>(ctx, item).await?;
    participants(ctx, item.at, links.iter().map(|link| (link.person_id, link.post_id))).await
}

fn visible(sight: &Sight<'_>) -> Visibility {
    let own = sight.by_access_and_source::<Model>(Column::Source, None);
    own.and(sight.with::<Meeting>(Column::MeetingId))
}

#[filter(AgendaItem)]
pub struct AgendaItemFilter {
    /// At a meeting of any of these groups.
    #[with(at_meeting_of)]
    body: AnyOf<Body>,
    /// About any of these evaluations, as far as the viewer may see them.
    #[through(agenda_item_evaluation)]
    evaluation: AnyOf<Evaluation>,
    /// At any of these meetings.
    meeting: AnyOf<Meeting>,
    /// Any of these purposes.
    purpose: Vec<AgendaItemPurpose>,
    /// Pushed by any of these sources.
    source: Vec<String>,
    /// Any of these statuses.
    status: Vec<AgendaItemStatus>,
    /// About any of these themes.
    #[through(agenda_item_theme)]
    theme: AnyOf<Theme>,
}

/// At meetings of these groups.
pub(in crate::domain) fn at_meeting_of(bodies: AnyOf<Body>, rows: &Rows) -> Result<Condition> {
    let of_body = bodies.fits(col(meeting::Column::BodyId), rows)?;
    Ok(related::<Meeting>(col(Column::MeetingId), of_body, rows))
}

#[order(AgendaItem, Position, Asc)]
pub enum AgendaItemOrderField {
    /// Ordningsnummer: its number in the order of the agenda.
    Position,
    /// Rubrik, in Swedish alphabetical order.
    Title,
}

#[key(AgendaItem)]
pub enum AgendaItemKey {
    /// Its id in the source that pushed it.
    External(ExternalKey),
}
