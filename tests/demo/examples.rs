//! The examples: the chain once from end to end, the next meeting, and something for a dashboard.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role};

/// From an evaluation to the plan.
const DECIDED: &str = "{ evaluations(first: 2, filter: { present: [CRITERION_RATINGS] }) { nodes { status
  criterionRatings { totalCount }
  recommendations(first: 1, orderBy: { field: POSITION }) { nodes { status response { stance agendaItem {
    meeting { status documents(first: 2) { nodes { kind } } }
    decisions(first: 2) { nodes { status assignments(first: 2) { nodes { status
      actionPlans(first: 2) { nodes { title } } } } } } } } } } } } }";

/// From the plan to the figure that one of its measures moved, and to the award.
const DONE: &str = r#"{ actionPlan(by: { title: "Exempel: Handlingsplan med kunden i fokus" }) { status focusAreas { totalCount }
  measures(first: 9, filter: { present: [OBSERVATIONS] }) { nodes { status updates { totalCount }
    resultAreas { objectives { totalCount } }
    observations(first: 2) { nodes { status indicator { targets(first: 3) { nodes { kind } } } } } } }
  candidacies(first: 2) { nodes { edition { areas { totalCount }
    selfAssessments(first: 2) { nodes { scores { totalCount } } } } } } } }"#;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_example_goes_from_an_evaluation_to_a_result(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let item = json!({ "meeting": { "status": "MINUTES_APPROVED", "documents": { "nodes": [{ "kind": "MINUTES" }] } },
        "decisions": { "nodes": [{ "status": "TAKEN", "assignments": { "nodes": [{ "status": "IN_PROGRESS",
            "actionPlans": { "nodes": [{ "title": "Exempel: Handlingsplan med kunden i fokus" }] } }] } }] } });
    let decided = json!([{ "status": "DELIVERED", "criterionRatings": { "totalCount": 2 },
        "recommendations": { "nodes": [{ "status": "IN_PROGRESS",
            "response": { "stance": "AGREE", "agendaItem": item } }] } }]);
    assert_eq!(app.as_role(Role::Reader).ask(DECIDED).await.at("/evaluations/nodes"), &decided);
    let targets = json!({ "nodes": [{ "kind": "BASELINE" }, { "kind": "TARGET" }] });
    let done = json!({ "status": "IN_EFFECT", "focusAreas": { "totalCount": 3 },
        "measures": { "nodes": [{ "status": "COMPLETED", "updates": { "totalCount": 2 },
            "resultAreas": [{ "objectives": { "totalCount": 1 } }],
            "observations": { "nodes": [{ "status": "APPROVED", "indicator": { "targets": targets } }] } }] },
        "candidacies": { "nodes": [{ "edition": { "areas": { "totalCount": 2 },
            "selfAssessments": { "nodes": [{ "scores": { "totalCount": 2 } }] } } }] } });
    assert_eq!(app.public().ask(DONE).await.at("/actionPlan"), &done);
}

const NEXT: &str =
    "{ meetings(first: 2, filter: { status: [CONVENED] }) { nodes { startsOn startsAt previous { status }
  documents(first: 2) { nodes { kind } }
  agendaItems(first: 9) { nodes { title purpose documents(first: 2) { nodes { kind } }
    decisions(first: 2) { nodes { status proposal } } } } } } }";

/// What each item of a meeting has at a place.
fn of_items(meeting: &Value, at: &str) -> Vec<Value> {
    let items = meeting["agendaItems"]["nodes"].as_array().expect("items");
    items.iter().map(|item| item.pointer(at).cloned().unwrap_or_default()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_next_meeting_is_prepared(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (read, seen) = (app.as_role(Role::Reader).ask(NEXT).await, app.public().ask(NEXT).await);
    let meetings = read.at("/meetings/nodes").as_array().expect("meetings");
    assert_eq!(meetings.len(), 1);
    let meeting = &meetings[0];
    let day = (app.now() + TimeDelta::days(14)).date_naive().to_string();
    assert_eq!((&meeting["startsOn"], &meeting["previous"]["status"]), (&json!(day), &json!("MINUTES_APPROVED")));
    assert!(meeting["startsAt"].as_str().is_some_and(|at| at.starts_with(&day)));
    assert_eq!(meeting["documents"]["nodes"], json!([{ "kind": "NOTICE" }]));
    assert_eq!(of_items(meeting, "/purpose"), ["FOLLOW_UP", "DECISION", "DISCUSSION"]);
    let papers = [json!("REPORT"), json!("DECISION_PAPER"), Value::Null];
    assert_eq!(of_items(meeting, "/documents/nodes/0/kind"), papers);
    assert_eq!(of_items(meeting, "/decisions/nodes/0/status"), [Value::Null, json!("DRAFT"), Value::Null]);
    let seen = seen.at("/meetings/nodes/0");
    assert_eq!(of_items(seen, "/title"), of_items(meeting, "/title"), "the public sees the agenda");
    assert_eq!(of_items(seen, "/decisions/nodes/0"), [Value::Null, Value::Null, Value::Null], "and no draft");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_has_something_late_something_silent_and_something_on_its_way(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let app = App::demo(on).await;
    let query = "{ measures(orderBy: { field: TITLE }) { nodes { overdue stale health } } }";
    let answer = app.public().ask(query).await;
    let measures = answer.at("/measures/nodes").as_array().expect("measures");
    let count = |fits: fn(&Value) -> bool| measures.iter().filter(|measure| fits(measure)).count();
    let late_and_silent = (count(|measure| measure["overdue"] == true), count(|measure| measure["stale"] == true));
    assert_eq!((late_and_silent, measures.len()), ((1, 1), 6), "one of seven is internal");
    assert!(count(|measure| measure["health"] == "ON_TRACK") > 0);
}
