//! The meeting, who presented what, and what it was about.

use entity::meeting::{self, MeetingStatus};
use entity::{Access, agenda_item_evaluation, agenda_item_presenter};
use uuid::Uuid;

use super::agenda::agenda;
use super::evaluations::Evaluations;
use super::people::People;
use super::when::MEETING;
use crate::error::Result;
use crate::ledger::WriteTx;

/// Returns the item at which something was decided.
pub async fn write(tx: &mut WriteTx, people: &People, evaluations: &Evaluations) -> Result<Uuid> {
    let meeting = meeting(people.management_group);
    let items = agenda(meeting.id);
    let [car_testing, facebook, lesson, innovation] = items.each_ref().map(|item| item.id);
    tx.insert(vec![meeting]).await?;
    tx.insert(items.into()).await?;
    tx.insert(vec![about(car_testing, evaluations.car_testing), about(facebook, evaluations.facebook)]).await?;
    let presenters = [
        presented(car_testing, &[people.olofsson]),
        presented(facebook, &[people.olofsson]),
        presented(lesson, &[people.asander]),
        presented(innovation, &people.trio),
    ];
    tx.insert(presenters.concat()).await?;
    Ok(innovation)
}

fn meeting(body_id: Uuid) -> meeting::Model {
    meeting::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        body_id,
        title: "Ledningsgrupp 31 oktober".into(),
        starts_on: MEETING,
        starts_as_stated: Some("31 oktober".into()),
        status: MeetingStatus::Held,
        ..Default::default()
    }
}

fn about(agenda_item_id: Uuid, evaluation_id: Uuid) -> agenda_item_evaluation::Model {
    agenda_item_evaluation::Model { agenda_item_id, position: 1, evaluation_id, ..Default::default() }
}

fn presented(agenda_item_id: Uuid, people: &[Uuid]) -> Vec<agenda_item_presenter::Model> {
    let presenter = |(position, person)| agenda_item_presenter::Model {
        agenda_item_id,
        position,
        person_id: Some(person),
        ..Default::default()
    };
    (1..).zip(people.iter().copied()).map(presenter).collect()
}
