//! The meeting, who presented what, and what it was about.

use entity::attendance::{self, AttendanceRole};
use entity::meeting::{self, MeetingStatus};
use entity::statement::{self, StatementKind};
use entity::{Access, agenda_item_evaluation, agenda_item_presenter};
use uuid::Uuid;

use super::agenda::agenda;
use super::evaluations::Evaluations;
use super::people::People;
use super::when::MEETING;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What was on the agenda.
pub struct Items {
    pub car_testing: Uuid,
    pub lesson: Uuid,
    /// The item at which something was decided.
    pub innovation: Uuid,
}

pub async fn write(tx: &mut WriteTx, people: &People, evaluations: &Evaluations) -> Result<Items> {
    let meeting = meeting(people.management_group);
    let items = agenda(meeting.id);
    let [car_testing, facebook, lesson, innovation] = items.each_ref().map(|item| item.id);
    let attendance = attendance(meeting.id, people);
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
    tx.insert(attendance).await?;
    tx.insert(statements(car_testing, people)).await?;
    Ok(Items { car_testing, lesson, innovation })
}

/// Those of whom the page says that they presented something. Who else was there it does not say.
fn attendance(meeting_id: Uuid, people: &People) -> Vec<attendance::Model> {
    let present = |person| attendance::Model {
        meeting_id,
        person_id: Some(person),
        role: AttendanceRole::Presenter,
        present: Some(true),
        ..Default::default()
    };
    [people.olofsson, people.asander].into_iter().chain(people.trio).map(present).collect()
}

/// "konstaterade gd": the first sentence is in the Director-General's own words.
fn statements(agenda_item_id: Uuid, people: &People) -> Vec<statement::Model> {
    let statement = |position, kind, text: &str| statement::Model {
        agenda_item_id,
        post_id: Some(people.director_general),
        kind,
        text: text.into(),
        position,
        ..Default::default()
    };
    vec![
        statement(1, StatementKind::Quote, "Det här är viktig information för det regionala tillväxtarbetet"),
        statement(
            2,
            StatementKind::Direction,
            "Tillväxtverket behöver bidra till större fokus på kompetensförsörjning och en breddad verksamhet i regionen.",
        ),
    ]
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
