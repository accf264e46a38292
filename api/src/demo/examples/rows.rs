//! What meetings are made of, the one that was held and the next.

use entity::agenda_item::{self, AgendaItemPurpose as Purpose, AgendaItemStatus};
use entity::document::{self, DocumentKind};
use entity::meeting::{self, MeetingStatus};
use entity::{Access, Date, agenda_item_evaluation, attachment};
use uuid::Uuid;

use super::Units;

pub fn meeting(units: &Units<'_>, title: &str, status: MeetingStatus, starts_on: Date) -> meeting::Model {
    meeting::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        body_id: units.people.management_group,
        title: title.into(),
        starts_on,
        status,
        ..Default::default()
    }
}

pub fn item(
    meeting_id: Uuid,
    position: i32,
    title: &str,
    purpose: Purpose,
    status: AgendaItemStatus,
) -> agenda_item::Model {
    agenda_item::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        meeting_id,
        position,
        title: title.into(),
        purpose,
        status,
        ..Default::default()
    }
}

pub fn about(agenda_item_id: Uuid, evaluation_id: Uuid) -> agenda_item_evaluation::Model {
    agenda_item_evaluation::Model { agenda_item_id, position: 1, evaluation_id, ..Default::default() }
}

/// A document and the link to what it is attached to, which `attach` names.
pub fn attached(
    kind: DocumentKind,
    title: &str,
    attach: impl FnOnce(&mut attachment::Model),
) -> (document::Model, attachment::Model) {
    let document = document::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: title.into(),
        kind,
        language: "sv".into(),
        ..Default::default()
    };
    let mut link = attachment::Model { document_id: document.id, ..Default::default() };
    attach(&mut link);
    (document, link)
}
