//! The steps of every status: those that are allowed are taken one by one, all others are refused.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::inputs::{an_input, an_object};
use crate::support::{Backend, Backend::*, Role, Schema, with};

/// What may follow each status; the first is what a new object has.
type Table = &'static [(&'static str, &'static [&'static str])];

const MEETING: Table = &[
    ("PLANNED", &["CONVENED", "CANCELLED"]),
    ("CONVENED", &["HELD", "CANCELLED", "PLANNED"]),
    ("HELD", &["MINUTES_APPROVED"]),
    ("MINUTES_APPROVED", &[]),
    ("CANCELLED", &[]),
];
const AGENDA_ITEM: Table = &[
    ("PROPOSED", &["SCHEDULED", "WITHDRAWN"]),
    ("SCHEDULED", &["HANDLED", "DEFERRED", "REFERRED_BACK", "WITHDRAWN"]),
    ("HANDLED", &[]),
    ("DEFERRED", &[]),
    ("REFERRED_BACK", &[]),
    ("WITHDRAWN", &[]),
];
const DECISION: Table = &[
    ("DRAFT", &["TAKEN"]),
    ("TAKEN", &["IMPLEMENTED", "SUPERSEDED", "REVOKED"]),
    ("IMPLEMENTED", &[]),
    ("SUPERSEDED", &[]),
    ("REVOKED", &[]),
];
const ASSIGNMENT: Table = &[
    ("PROPOSED", &["ISSUED", "CANCELLED"]),
    ("ISSUED", &["ACCEPTED", "CANCELLED"]),
    ("ACCEPTED", &["IN_PROGRESS", "CANCELLED"]),
    ("IN_PROGRESS", &["DELIVERED", "CANCELLED"]),
    ("DELIVERED", &["APPROVED", "IN_PROGRESS", "CANCELLED"]),
    ("APPROVED", &["CLOSED"]),
    ("CLOSED", &[]),
    ("CANCELLED", &[]),
];
const ACTION_PLAN: Table = &[
    ("DRAFT", &["PROPOSED", "CANCELLED"]),
    ("PROPOSED", &["ADOPTED", "DRAFT", "CANCELLED"]),
    ("ADOPTED", &["IN_EFFECT", "SUPERSEDED", "CANCELLED"]),
    ("IN_EFFECT", &["COMPLETED", "SUPERSEDED", "CANCELLED"]),
    ("COMPLETED", &[]),
    ("SUPERSEDED", &[]),
    ("CANCELLED", &[]),
];
const RECOMMENDATION: Table = &[
    ("OPEN", &["ANSWERED", "NO_LONGER_RELEVANT"]),
    ("ANSWERED", &["IN_PROGRESS", "DECLINED"]),
    ("IN_PROGRESS", &["IMPLEMENTED"]),
    ("IMPLEMENTED", &["VERIFIED"]),
    ("VERIFIED", &[]),
    ("DECLINED", &[]),
    ("NO_LONGER_RELEVANT", &[]),
];
/// What the jury does not nominate is not selected.
const CANDIDACY: Table = &[
    ("CONSIDERED", &["PREPARING", "WITHDRAWN"]),
    ("PREPARING", &["SUBMITTED", "WITHDRAWN"]),
    ("SUBMITTED", &["NOMINATED"]),
    ("NOMINATED", &["WON", "NOT_SELECTED"]),
    ("WON", &[]),
    ("NOT_SELECTED", &[]),
    ("WITHDRAWN", &[]),
];
const SELF_ASSESSMENT: Table = &[("DRAFT", &["COMPLETED"]), ("COMPLETED", &["APPROVED", "DRAFT"]), ("APPROVED", &[])];
const WORKSPACE: Table =
    &[("PLANNED", &["ACTIVE"]), ("ACTIVE", &["MIGRATING", "RETIRED"]), ("MIGRATING", &["RETIRED"]), ("RETIRED", &[])];
const FRAMEWORK: Table =
    &[("DRAFT", &["ADOPTED"]), ("ADOPTED", &["IN_FORCE", "DRAFT"]), ("IN_FORCE", &["REPLACED"]), ("REPLACED", &[])];
const EDITION: Table = &[("UPCOMING", &["OPEN"]), ("OPEN", &["JUDGING"]), ("JUDGING", &["DECIDED"]), ("DECIDED", &[])];

/// The steps that lead from a new object to a status, the fewest.
fn path(table: Table, to: &str) -> Vec<&'static str> {
    let mut paths = vec![vec![table[0].0]];
    loop {
        if let Some(path) = paths.iter().find(|path| path.last() == Some(&to)) {
            return path[1..].to_vec();
        }
        let next = |path: &Vec<&'static str>| {
            let allowed = table.iter().find(|(status, _)| path.last() == Some(status)).map_or(&[][..], |row| row.1);
            allowed.iter().map(|status| [&path[..], &[*status]].concat()).collect::<Vec<_>>()
        };
        paths = paths.iter().flat_map(next).collect();
        assert!(!paths.is_empty(), "no steps lead to {to}");
    }
}

#[rstest]
#[case("Meeting", MEETING)]
#[case("AgendaItem", AGENDA_ITEM)]
#[case("Decision", DECISION)]
#[case("Assignment", ASSIGNMENT)]
#[case("ActionPlan", ACTION_PLAN)]
#[case("Recommendation", RECOMMENDATION)]
#[case("Candidacy", CANDIDACY)]
#[case("SelfAssessment", SELF_ASSESSMENT)]
#[case("Workspace", WORKSPACE)]
#[case("SteeringFramework", FRAMEWORK)]
#[case("CompetitionEdition", EDITION)]
#[tokio::test(flavor = "multi_thread")]
async fn a_status_takes_allowed_steps_only(
    #[case] kind: &str,
    #[case] table: Table,
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let stage = Stage::set(on).await;
    let mut all: Vec<&str> = table.iter().map(|(status, _)| *status).collect();
    for (from, allowed) in table {
        let id = an_object(&stage, kind).await;
        for step in path(table, from) {
            let changed = stage.change(kind, &id, json!({ "status": step }), "status").await;
            assert_eq!(changed["status"], *step, "{kind}");
        }
        let mutation = format!("update{kind}");
        for to in &all {
            let step = json!({ "id": id, "status": to });
            if to == from || allowed.contains(to) {
                let dry = with(step, json!({ "dryRun": true }));
                let answer = stage.editor().mutate(&mutation, dry, "").await;
                assert_eq!(answer.user_errors(&mutation), [], "{kind} from {from} to {to}");
                continue;
            }
            let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(" or ") };
            let words = format!("{from} can change only to {allowed}, not {to}.");
            stage.breaks(&mutation, step, "INVALID_TRANSITION input.status", &[&words]).await;
        }
    }
    let born = with(an_input(&stage, kind).await, json!({ "status": all[1] }));
    let words = format!("A new object must start as {}, not {}.", all[0], all[1]);
    stage.breaks(&format!("create{kind}"), born, "INVALID_TRANSITION input.status", &[&words]).await;
    let schema = Schema::of(&stage.app).await;
    let mut known = schema.values(&format!("{kind}Status"));
    known.sort_unstable();
    all.sort_unstable();
    assert_eq!(all, known, "the table has all statuses");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_admin_steps_back_with_a_reason(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Mötet").await;
    for status in ["CONVENED", "HELD"] {
        stage.change("Meeting", &meeting, json!({ "status": status }), "").await;
    }
    let back = |reason: Value| json!({ "id": meeting, "status": "PLANNED", "reason": reason });
    stage.breaks("updateMeeting", back(json!("Fel")), "INVALID_TRANSITION input.status", &["MINUTES_APPROVED"]).await;
    let admin = stage.app.as_role(Role::Admin);
    let before = stage.app.changes().await;
    let silent = admin.mutate("updateMeeting", back(Value::Null), "").await;
    assert_eq!(silent.refused("updateMeeting", &["reason"]), ("REQUIRED".into(), "input.reason".into()));
    assert_eq!(stage.app.changes().await, before);
    let done = admin.mutate("updateMeeting", back(json!("Fel möte")), "status").await;
    assert_eq!(done.written("updateMeeting")["status"], "PLANNED");
}
