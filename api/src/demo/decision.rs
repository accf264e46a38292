//! What the management group decided: to follow the trio's proposal.

use entity::decision::{DecisionKind, DecisionStatus, Model};
use entity::{Access, decision_proposer};
use uuid::Uuid;

use super::people::People;
use super::when::MEETING;
use crate::error::Result;
use crate::ledger::WriteTx;

const TEXT: &str = "\
Ledningsgruppen gick på trions förslag vilket innebär ett arbete fram till jul som syftar till att ta fram en \
handlingsplan för vad vi behöver göra 2018-2020 för att flytta fram positionerna. Gd är beställare av projektet.";

const PROPOSAL: &str = "Trion presenterade förslag på uppdrag till en projektgrupp.";

pub async fn write(tx: &mut WriteTx, agenda_item_id: Uuid, people: &People) -> Result<Uuid> {
    let decision = decision(agenda_item_id);
    let decision_id = decision.id;
    let proposer = |(position, person)| decision_proposer::Model {
        decision_id,
        position,
        person_id: Some(person),
        ..Default::default()
    };
    tx.insert(vec![decision]).await?;
    tx.insert((1..).zip(people.trio).map(proposer).collect()).await?;
    Ok(decision_id)
}

fn decision(agenda_item_id: Uuid) -> Model {
    Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        agenda_item_id,
        kind: DecisionKind::Adopt,
        text: TEXT.into(),
        proposal: Some(PROPOSAL.into()),
        decided_on: MEETING,
        status: DecisionStatus::Taken,
        ..Default::default()
    }
}
