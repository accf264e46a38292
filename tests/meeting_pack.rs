//! What a group needs before a meeting.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use crate::rules::{Stage, a_decision};
use crate::support::{App, Backend, Backend::*, Role, an_evaluation, with};

const QUERY: &str = "{ bodies { nodes { name nextMeeting { title startsOn pack {
    agendaItems { totalCount nodes { title documents { nodes { title } } } }
    assignments { totalCount nodes { title } } measures { nodes { title } } staleMeasures { nodes { title } }
    recommendations { nodes { text } } gaps { totalCount nodes { rule } } } } } } }";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pack_holds_what_the_group_follows_up(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let held = stage.meeting("Förra").await;
    let item = stage.item(&held, "DISCUSSION").await;
    let decision = stage.create("Decision", a_decision(&item, "ADOPT")).await;
    let meeting =
        |title: &str, day: &str| json!({ "body": { "name": "Ledningsgruppen" }, "title": title, "startsOn": day });
    let cancelled = stage.create("Meeting", meeting("Inställt", "2017-11-02")).await;
    stage.change("Meeting", &cancelled, json!({ "status": "CANCELLED" }), "").await;
    stage.create("Meeting", meeting("Därefter", "2017-12-05")).await;
    let today = stage.create("Meeting", meeting("I dag", "2017-11-01")).await;
    for status in ["CONVENED", "HELD"] {
        stage.change("Meeting", &today, json!({ "status": status }), "").await;
    }
    let next = stage.create("Meeting", meeting("Nästa", "2017-11-28")).await;
    let paper = json!({ "title": "Underlag", "kind": "DECISION_PAPER" });
    let paper = stage.create("Document", paper).await;
    let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    for (position, title, documents) in [(2, "Andra", json!([])), (1, "Första", json!([{ "id": paper }]))] {
        let item = json!({ "meeting": { "id": next }, "title": title, "purpose": "DISCUSSION", "position": position,
            "documents": documents, "evaluations": [{ "id": evaluation }] });
        stage.create("AgendaItem", item).await;
    }
    stage.create("Recommendation", json!({ "evaluation": { "id": evaluation }, "text": "Gör så" })).await;
    let assignment = |title: &str, due: &str| {
        json!({ "title": title, "dueOn": due, "leader": { "id": stage.person() }, "decision": { "id": decision },
            "orderedBy": { "organisation": { "name": "Myndigheten" } } })
    };
    let due = stage.create("Assignment", assignment("Före", "2017-11-28")).await;
    stage.create("Assignment", assignment("Efter", "2017-11-29")).await;
    let other = with(assignment("En annans", "2017-11-01"), json!({ "decision": null }));
    stage.create("Assignment", other).await;
    let measure = |title: &str, due: &str| {
        json!({ "title": title, "dueOn": due, "actionPlan": { "id": stage.plan() }, "decision": { "id": decision },
            "startsOn": "2017-08-01", "responsible": { "name": "Myndigheten" } })
    };
    let stale = stage.create("Measure", measure("Tyst", "2017-12-31")).await;
    for status in ["PLANNED", "IN_PROGRESS"] {
        stage.change("Measure", &stale, json!({ "status": status }), "").await;
    }
    stage.create("Measure", measure("Snart", "2017-11-28")).await;
    let foreign = with(measure("Främmande", "2017-11-01"), json!({ "decision": null }));
    stage.create("Measure", foreign).await;
    let answer = stage.app.as_role(Role::Reader).ask(QUERY).await;
    let title = |title: &str| json!([{ "title": title }]);
    let expected = json!({ "title": "Nästa", "startsOn": "2017-11-28", "pack": {
        "agendaItems": { "totalCount": 2, "nodes": [
            { "title": "Första", "documents": { "nodes": title("Underlag") } },
            { "title": "Andra", "documents": { "nodes": [] } }] },
        "assignments": { "totalCount": 1, "nodes": title("Före") }, "measures": { "nodes": title("Snart") },
        "staleMeasures": { "nodes": title("Tyst") }, "recommendations": { "nodes": [{ "text": "Gör så" }] },
        "gaps": { "totalCount": 3, "nodes": [{ "rule": "MEASURE_SILENT" }, { "rule": "MEASURE_WITHOUT_RESULT_AREA" },
            { "rule": "MEASURE_WITHOUT_RESULT_AREA" }] } } });
    assert_eq!(answer.at("/bodies/nodes/0/nextMeeting"), &expected);
    for status in ["ISSUED", "ACCEPTED", "IN_PROGRESS", "DELIVERED"] {
        stage.change("Assignment", &due, json!({ "status": status }), "").await;
    }
    let after = stage.editor().ask(QUERY).await;
    assert_eq!(after.at("/bodies/nodes/0/nextMeeting/pack/assignments/totalCount"), 0, "it is delivered");
    stage.app.pass(TimeDelta::days(60));
    assert_eq!(stage.editor().ask(QUERY).await.at("/bodies/nodes/0/nextMeeting"), &json!(null), "there is none");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_demos_next_meeting_has_a_pack(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let answer = app.as_role(Role::Reader).ask(QUERY).await;
    let bodies = answer.at("/bodies/nodes").as_array().expect("groups");
    let next: Vec<_> = bodies.iter().filter(|body| !body["nextMeeting"].is_null()).collect();
    assert_eq!(next.len(), 1, "{}", answer.body);
    let pack = &next[0]["nextMeeting"]["pack"];
    assert!(
        pack["agendaItems"]["totalCount"].as_i64() > Some(0) && pack["gaps"]["totalCount"].as_i64() > Some(0),
        "{pack}"
    );
}
