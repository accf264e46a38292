//! What the decision led to: an assignment, and the action plan that it is to deliver. The page has no measures, so
//! the plan has none.

use entity::Access;
use entity::action_plan::{self, ActionPlanStatus};
use entity::assignment::{self, AssignmentKind, AssignmentStatus};
use entity::focus_area::{self, FocusAreaKind};
use uuid::Uuid;

use super::people::People;
use super::when::{CHRISTMAS, PLAN};
use crate::error::Result;
use crate::ledger::WriteTx;

/// Returns the plan.
pub async fn write(tx: &mut WriteTx, decision: Uuid, people: &People) -> Result<Uuid> {
    let assignment = assignment(decision, people);
    let plan = plan(decision, assignment.id);
    let (levers, plan_id) = (levers(plan.id), plan.id);
    tx.insert(vec![assignment]).await?;
    tx.insert(vec![plan]).await?;
    tx.insert(levers).await?;
    Ok(plan_id)
}

/// "Gd är beställare av projektet." That the assignment was issued with the decision is inferred.
fn assignment(decision: Uuid, people: &People) -> assignment::Model {
    assignment::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Ta fram en handlingsplan för stärkt innovativ förmåga".into(),
        purpose: Some(
            "Stärkt innovativ förmåga med kunden i fokus hjälper oss att leverera de resultat vi vill se inom \
             resultatområdena i den nya styrstrukturen."
                .into(),
        ),
        kind: AssignmentKind::Project,
        decision_id: Some(decision),
        ordered_by_post_id: Some(people.director_general),
        leader_id: people.arwidsson,
        body_id: Some(people.project_group),
        due_on: CHRISTMAS,
        due_as_stated: Some("fram till jul".into()),
        expected_deliverable: Some(
            "En handlingsplan för vad vi behöver göra 2018-2020 för att flytta fram positionerna.".into(),
        ),
        status: AssignmentStatus::Issued,
        ..Default::default()
    }
}

/// On the day of the page the plan is still to be drawn up.
fn plan(decision: Uuid, assignment: Uuid) -> action_plan::Model {
    action_plan::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Handlingsplan för stärkt innovativ förmåga 2018–2020".into(),
        ambition: Some(
            "En långsiktig ambition och plan för hur vi ska öka vår innovativa mognadsgrad och arbeta mer samordnat."
                .into(),
        ),
        starts_on: PLAN.0,
        ends_on: PLAN.1,
        status: ActionPlanStatus::Draft,
        assignment_id: Some(assignment),
        decision_id: Some(decision),
        ..Default::default()
    }
}

/// "genom att jobba med kulturen, utveckla stödjande strukturer, metoder med mera": that the plan is grouped by these is
/// inferred.
fn levers(action_plan_id: Uuid) -> Vec<focus_area::Model> {
    let levers = [
        (FocusAreaKind::Culture, "Jobba med kulturen"),
        (FocusAreaKind::SupportStructure, "Utveckla stödjande strukturer"),
        (FocusAreaKind::Method, "Utveckla metoder"),
    ];
    let area = |(position, (kind, title)): (i32, (FocusAreaKind, &str))| focus_area::Model {
        action_plan_id,
        position,
        title: title.into(),
        kind,
        ..Default::default()
    };
    (1..).zip(levers).map(area).collect()
}
