//! A plan in effect, and what its measures are grouped by.

use entity::Access;
use entity::action_plan::{self, ActionPlanStatus};
use entity::focus_area::{self, FocusAreaKind};
use uuid::Uuid;

use super::chain::Came;
use crate::demo::organisations::Organisations;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

pub struct Plan {
    pub id: Uuid,
    pub culture: Uuid,
    pub structures: Uuid,
    pub methods: Uuid,
}

pub async fn write(tx: &mut WriteTx, organisations: &Organisations, came: &Came, today: Today) -> Result<Plan> {
    let plan = plan(organisations, came, today);
    let focus = |position, kind, title: &str| focus_area::Model {
        id: Uuid::now_v7(),
        action_plan_id: plan.id,
        position,
        title: title.into(),
        kind,
        ..Default::default()
    };
    let culture = focus(1, FocusAreaKind::Culture, "Exempel: Kultur");
    let structures = focus(2, FocusAreaKind::SupportStructure, "Exempel: Stödjande strukturer");
    let methods = focus(3, FocusAreaKind::Method, "Exempel: Metoder");
    let ids = Plan { id: plan.id, culture: culture.id, structures: structures.id, methods: methods.id };
    tx.insert(vec![plan]).await?;
    tx.insert(vec![culture, structures, methods]).await?;
    Ok(ids)
}

fn plan(organisations: &Organisations, came: &Came, today: Today) -> action_plan::Model {
    action_plan::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Exempel: Handlingsplan med kunden i fokus".into(),
        ambition: Some("Exempel: Det ska vara enkelt att förstå oss och att utveckla verksamheten med oss.".into()),
        starts_on: today.year(-1).0,
        ends_on: today.year(1).1,
        status: ActionPlanStatus::InEffect,
        assignment_id: Some(came.assignment),
        decision_id: Some(came.decision),
        owner_id: Some(organisations.agency),
        ..Default::default()
    }
}
