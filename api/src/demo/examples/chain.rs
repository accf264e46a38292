//! What came of the example evaluation: a meeting with its minutes, the response, a decision and an assignment.

use entity::agenda_item::{AgendaItemPurpose as Purpose, AgendaItemStatus};
use entity::assignment::{self, AssignmentKind, AssignmentStatus};
use entity::decision::{self, DecisionKind, DecisionStatus};
use entity::document::DocumentKind;
use entity::management_response::{self, ResponseStance};
use entity::meeting::MeetingStatus;
use entity::{Access, person};
use uuid::Uuid;

use super::Units;
use super::evaluation::Evaluation;
use super::rows::{about, attached, item, meeting};
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What the plan and the next meeting rest on.
pub struct Came {
    pub meeting: Uuid,
    pub decision: Uuid,
    pub assignment: Uuid,
    /// The only person who is made up.
    pub leader: Uuid,
}

pub async fn write(tx: &mut WriteTx, units: &Units<'_>, evaluation: &Evaluation, today: Today) -> Result<Came> {
    let held = meeting(units, "Exempel: Ledningsgruppens möte", MeetingStatus::MinutesApproved, today.plus(-30));
    let item = item(held.id, 1, "Exempel: Svar på utvärderingen", Purpose::Decision, AgendaItemStatus::Handled);
    let (decision, leader) = (decision(item.id, today), leader(units));
    let assignment = assignment(units, decision.id, leader.id, today);
    let came = Came { meeting: held.id, decision: decision.id, assignment: assignment.id, leader: leader.id };
    let (minutes, kept) =
        attached(DocumentKind::Minutes, "Exempel: Protokoll från mötet", |link| link.meeting_id = Some(held.id));
    let response = response(units, evaluation, item.id, today);
    let about = about(item.id, evaluation.id);
    tx.insert(vec![held]).await?;
    tx.insert(vec![item]).await?;
    tx.insert(vec![about]).await?;
    tx.insert(vec![minutes]).await?;
    tx.insert(vec![kept]).await?;
    tx.insert(vec![response]).await?;
    tx.insert(vec![decision]).await?;
    tx.insert(vec![leader]).await?;
    tx.insert(vec![assignment]).await?;
    Ok(came)
}

fn leader(units: &Units<'_>) -> person::Model {
    person::Model {
        id: Uuid::now_v7(),
        given_name: "Exempel:".into(),
        family_name: "Exempelsson".into(),
        organisation_id: units.organisations.knowledge,
        ..Default::default()
    }
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
