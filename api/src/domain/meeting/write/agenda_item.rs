//! Writing agenda items.

use derive::{mutations, values};
use entity::agenda_item::{AgendaItemPurpose, AgendaItemStatus, Column, Model};
use entity::decision::{self, DecisionKind, DecisionStatus};
use entity::{Access, attachment};

use crate::domain::evaluation::EvaluationKey;
use crate::domain::meeting::{AgendaItem, AgendaItemKey, MeetingKey};
use crate::domain::participant::ParticipantKey;
use crate::domain::record::{DocumentKey, attach, detach};
use crate::domain::theme::Theme;
use crate::write::{Batch, CodeOf, Draft, FreeText, ListOf, Lookup, Title, UserErrorCode, Whole, Writable};

#[values(AgendaItem)]
pub struct AgendaItemValues {
    /// Åtkomst: who may see it, as far as they may see its meeting.
    #[default(INTERNAL)]
    access: Access,
    /// The deferred or referred-back item that comes back as this one. Null: it is new.
    carried_from: Option<AgendaItemKey>,
    /// Dokument: all that are attached to it, at most 100. A push names documents of its own source. Null: none.
    #[own]
    documents: Option<ListOf<DocumentKey>>,
    /// Its length in minutes, 1 to 1,440. Null: not known.
    duration_minutes: Option<Whole<1, 1_440>>,
    /// Utvärderingar: all that are presented at it, at most 100. Null: none.
    #[link(agenda_item_evaluation)]
    evaluations: Option<ListOf<EvaluationKey>>,
    /// The meeting on whose agenda it is.
    #[creation]
    meeting: MeetingKey,
    /// Ordningsnummer: its number in the order of the agenda, 1 to 100,000.
    #[default(1)]
    position: Whole<1, 100_000>,
    /// Föredragande: all who present it, in order, at most 100. Null: nobody is named.
    #[link(agenda_item_presenter)]
    presenters: Option<ListOf<ParticipantKey>>,
    /// What the meeting is to do with it.
    purpose: AgendaItemPurpose,
    /// How far it has come.
    #[default(PROPOSED)]
    #[own]
    status: AgendaItemStatus,
    /// Sammanfattning: what was said, at most 20,000 characters. Null: not written.
    summary: Option<FreeText>,
    /// Teman: the codes of all themes that it is about, at most 100. Null: none.
    #[link(agenda_item_theme)]
    theme_codes: Option<ListOf<CodeOf<Theme>>>,
    /// Rubrik, in Swedish, at most 300 characters.
    title: Title,
    /// The title in English, at most 300 characters. Null: not known.
    title_en: Option<Title>,
}

impl Writable for AgendaItem {
    type Values = AgendaItemValues;

    const KEYED_BY_SOURCE: bool = true;

    fn apply(values: &AgendaItemValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_access(draft.row.access, lookup);
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_circle("carriedFrom", Column::CarriedFromId, lookup);
        check_carried(draft, lookup);
        check_decisions(draft, lookup);
        attach("documents", attachment::Column::AgendaItemId, &values.documents, draft, lookup);
    }

    fn leave_out(item: &Model, others: &mut Batch, lookup: &Lookup) {
        detach(attachment::Column::AgendaItemId, item.id, others, lookup);
    }
}

/// Only what was put off comes back, perhaps by the same push.
fn check_carried(draft: &mut Draft<Model>, lookup: &Lookup) {
    if draft.before.as_ref().is_none_or(|before| before.status != draft.row.status) {
        lookup.note(&draft.row);
    }
    let Some(from) = draft.row.carried_from_id else { return };
    let was_put_off = |item: &Model| matches!(item.status, AgendaItemStatus::Deferred | AgendaItemStatus::ReferredBack);
    let is_same = draft.before.as_ref().is_some_and(|before| before.carried_from_id == Some(from));
    if is_same {
        return;
    }
    let items = lookup.as_written(&lookup.by::<AgendaItem>(Column::Id, from), |item| item.id == from);
    if !items.iter().all(was_put_off) {
        let message = "carriedFrom is not DEFERRED or REFERRED_BACK.";
        draft.error("carriedFrom", UserErrorCode::Invalid, message);
    }
}

/// An item for decision is handled when something was decided; one for information or training takes no decision but a note.
/// What a push creates may be in any status: its decisions follow.
fn check_decisions(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Some(before) = &draft.before else { return };
    let (is_other_purpose, is_other_status) = (before.purpose != draft.row.purpose, before.status != draft.row.status);
    let is_handled = needs_decision(&draft.row);
    if !(is_other_purpose || is_other_status && is_handled) {
        return;
    }
    // Also those that the viewer does not see: a source knows its items, and not what editors decided at them. Whoever writes
    // one waits for this item.
    let decisions = lookup.known::<decision::Model>(decision::Column::AgendaItemId, draft.row.id);
    if is_handled && decisions.iter().all(|decision| decision.status == DecisionStatus::Draft) {
        let message = "HANDLED needs a decision that is TAKEN, as the purpose is DECISION.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
    if takes_notes_only(draft.row.purpose) && decisions.iter().any(|decision| decision.kind != DecisionKind::Note) {
        let message = "An item with this purpose takes no decision but NOTE, and this one has others.";
        draft.error("purpose", UserErrorCode::Invalid, message);
    }
}

/// Whether an item could not be as it is without a decision.
pub(super) fn needs_decision(item: &Model) -> bool {
    item.purpose == AgendaItemPurpose::Decision && item.status == AgendaItemStatus::Handled
}

/// Whether an item takes no decision but one that takes note of something.
pub(super) fn takes_notes_only(purpose: AgendaItemPurpose) -> bool {
    matches!(purpose, AgendaItemPurpose::Information | AgendaItemPurpose::Training)
}

mutations!(AgendaItem);
