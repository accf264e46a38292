//! What came of the example evaluation: a meeting, the response, a decision and an assignment; and the next meeting.

use entity::agenda_item::{self, AgendaItemPurpose as Purpose, AgendaItemStatus};
use entity::assignment::{self, AssignmentKind, AssignmentStatus};
use entity::decision::{self, DecisionKind, DecisionStatus};
use entity::document::{self, DocumentKind};
use entity::management_response::{self, ResponseStance};
use entity::meeting::{self, MeetingStatus};
use entity::person;
use entity::{Access, agenda_item_evaluation, attachment};
use uuid::Uuid;

use super::Units;
use super::evaluation::Evaluation;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What the plan rests on.
pub struct Came {
    pub decision: Uuid,
    pub assignment: Uuid,
}

pub async fn write(tx: &mut WriteTx, units: &Units<'_>, evaluation: &Evaluation, today: Today) -> Result<Came> {
    let held = meeting(units, "Exempel: Ledningsgruppens möte", MeetingStatus::Held, (today, -30));
    let next = meeting(units, "Exempel: Ledningsgruppens nästa möte", MeetingStatus::Convened, (today, 14));
    let next = meeting::Model { previous_id: Some(held.id), ..next };
    let decided = item(&held, "Exempel: Svar på utvärderingen", Purpose::Decision, AgendaItemStatus::Handled);
    let planned = item(&next, "Exempel: Hur handlingsplanen går", Purpose::FollowUp, AgendaItemStatus::Scheduled);
    let about = agenda_item_evaluation::Model {
        agenda_item_id: decided.id,
        position: 1,
        evaluation_id: evaluation.id,
        ..Default::default()
    };
    let (decided_id, planned_id) = (decided.id, planned.id);
    tx.insert(vec![held, next]).await?;
    tx.insert(vec![decided, planned]).await?;
    tx.insert(vec![about]).await?;
    attach(tx, planned_id).await?;
    tx.insert(vec![response(units, evaluation, decided_id, today)]).await?;
    let decision = decision(decided_id, today);
    let leader = person::Model {
        id: Uuid::now_v7(),
        given_name: "Exempel:".into(),
        family_name: "Exempelsson".into(),
        organisation_id: units.organisations.knowledge,
        ..Default::default()
    };
    let assignment = assignment(units, decision.id, leader.id, today);
    let ids = Came { decision: decision.id, assignment: assignment.id };
    tx.insert(vec![decision]).await?;
    tx.insert(vec![leader]).await?;
    tx.insert(vec![assignment]).await?;
    Ok(ids)
}

fn meeting(units: &Units<'_>, title: &str, status: MeetingStatus, (today, days): (Today, i64)) -> meeting::Model {
    meeting::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        body_id: units.people.management_group,
        title: title.into(),
        starts_on: today.plus(days),
        status,
        ..Default::default()
    }
}

fn item(meeting: &meeting::Model, title: &str, purpose: Purpose, status: AgendaItemStatus) -> agenda_item::Model {
    agenda_item::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        meeting_id: meeting.id,
        position: 1,
        title: title.into(),
        purpose,
        status,
        ..Default::default()
    }
}

async fn attach(tx: &mut WriteTx, item: Uuid) -> Result<()> {
    let document = document::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Exempel: Lägesrapport för handlingsplanen".into(),
        kind: DocumentKind::Report,
        language: "sv".into(),
        ..Default::default()
    };
    let link = attachment::Model { document_id: document.id, agenda_item_id: Some(item), ..Default::default() };
    tx.insert(vec![document]).await?;
    tx.insert(vec![link]).await.map(drop)
}

fn response(units: &Units<'_>, evaluation: &Evaluation, item: Uuid, today: Today) -> management_response::Model {
    management_response::Model {
        recommendation_id: evaluation.recommendation,
        stance: ResponseStance::Agree,
        text: "Exempel: Vi återkopplar efter varje dialog från och med i höst.".into(),
        responsible_id: units.organisations.knowledge,
        agenda_item_id: Some(item),
        responded_on: today.plus(-30),
        ..Default::default()
    }
}

fn decision(item: Uuid, today: Today) -> decision::Model {
    decision::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        agenda_item_id: item,
        kind: DecisionKind::Adopt,
        text: "Exempel: Ledningsgruppen svarar på utvärderingen och ger i uppdrag att leda en handlingsplan.".into(),
        decided_on: today.plus(-30),
        status: DecisionStatus::Taken,
        ..Default::default()
    }
}

fn assignment(units: &Units<'_>, decision: Uuid, leader: Uuid, today: Today) -> assignment::Model {
    assignment::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Exempel: Led handlingsplanen med kunden i fokus".into(),
        kind: AssignmentKind::Internal,
        decision_id: Some(decision),
        ordered_by_organisation_id: Some(units.organisations.agency),
        leader_id: leader,
        due_on: today.plus(120),
        status: AssignmentStatus::InProgress,
        ..Default::default()
    }
}
