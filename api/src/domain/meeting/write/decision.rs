//! Writing decisions.

use derive::{mutations, values};
use entity::decision::{Column, DecisionKind, DecisionStatus, Model};
use entity::{Access, Date, agenda_item};
use sea_orm::ActiveEnum;

use super::agenda_item::{needs_decision, takes_notes_only};
use crate::domain::meeting::{AgendaItem, AgendaItemKey, Decision, DecisionKey};
use crate::domain::participant::ParticipantKey;
use crate::write::{Code, Draft, FreeText, ListOf, Lookup, UserErrorCode, Writable};

#[values(Decision)]
pub struct DecisionValues {
    /// Åtkomst: who may see it, as far as they may see its agenda item.
    #[default(INTERNAL)]
    access: Access,
    /// The agenda item at which it is taken.
    #[creation]
    agenda_item: AgendaItemKey,
    /// Beslutsdatum: the day it is taken, not in the future from `TAKEN` on.
    decided_on: Date,
    /// What the decision does with the proposal. Fixed from `TAKEN` on.
    kind: DecisionKind,
    /// Beslutsnummer, at most 40 characters. Null: it has none.
    number: Option<Code>,
    /// Förslag: what was proposed, at most 20,000 characters. Null: not stated.
    proposal: Option<FreeText>,
    /// Förslagsställare: all who proposed it, in order, at most 100. Null: nobody is named.
    #[link(decision_proposer)]
    proposers: Option<ListOf<ParticipantKey>>,
    /// How far it has come.
    #[default(DRAFT)]
    #[own]
    status: DecisionStatus,
    /// The decision that it supersedes. Null: none.
    supersedes: Option<DecisionKey>,
    /// Beslutets ordalydelse, in Swedish, at most 20,000 characters. Fixed from `TAKEN` on.
    text: FreeText,
}

impl Writable for Decision {
    type Values = DecisionValues;

    fn apply(values: &DecisionValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_circle("supersedes", Column::SupersedesId, lookup);
        if draft.row.status != DecisionStatus::Draft {
            draft.check_past("decidedOn", Some(draft.row.decided_on), lookup);
        }
        check_fixed(draft);
        check_return(draft, lookup);
        check_purpose(draft, lookup);
    }

    /// What was decided is not deleted.
    fn check_deletion(field: &'static str, draft: &mut Draft<Model>, _: &Lookup) {
        let status = draft.row.status;
        if status != DecisionStatus::Draft {
            let status = status.to_value();
            let message =
                format!("It is {status}: from TAKEN on a decision is not deleted, but revoked or superseded.");
            draft.error(field, UserErrorCode::Invalid, message);
        }
    }
}

/// The decision without which its agenda item would not be handled is not made a draft again.
fn check_return(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_open = |row: &Model| row.status == DecisionStatus::Draft;
    if !is_open(&draft.row) || draft.before.as_ref().is_none_or(is_open) {
        return;
    }
    let Model { id, agenda_item_id, .. } = draft.row;
    let items = lookup.locked::<AgendaItem>(agenda_item::Column::Id, agenda_item_id);
    let decisions = lookup.known::<Model>(Column::AgendaItemId, agenda_item_id);
    if items.iter().any(needs_decision) && decisions.iter().all(|other| other.id == id || is_open(other)) {
        let message = "It is the only decision of an agenda item that is HANDLED, as the purpose is DECISION.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
}

/// What was decided is not rewritten: another decision takes its place.
fn check_fixed(draft: &mut Draft<Model>) {
    let Some(before) = draft.before.clone().filter(|before| before.status != DecisionStatus::Draft) else { return };
    let fixed = [("text", before.text != draft.row.text), ("kind", before.kind != draft.row.kind)];
    for (field, _) in fixed.into_iter().filter(|(_, differs)| *differs) {
        let message = format!("{field} is fixed from TAKEN on: make a decision that supersedes this one.");
        draft.error(field, UserErrorCode::Invalid, message);
    }
}

/// Asked of the item as it is until the write ends: its purpose may be changed at the same time.
fn check_purpose(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_same = draft.before.as_ref().is_some_and(|before| before.kind == draft.row.kind);
    if is_same || draft.row.kind == DecisionKind::Note {
        return;
    }
    let items = lookup.locked::<AgendaItem>(agenda_item::Column::Id, draft.row.agenda_item_id);
    if items.iter().any(|item| takes_notes_only(item.purpose)) {
        let message = "The agenda item is for information or training and takes no decision but NOTE.";
        draft.error("kind", UserErrorCode::Invalid, message);
    }
}

mutations!(Decision);
