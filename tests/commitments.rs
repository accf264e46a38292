//! Everything that was promised, by whom, until when, and whether it is done.

use rstest::rstest;
use serde_json::{Value, json};

use crate::rules::{Stage, a_decision};
use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, an_evaluation, with};

const QUERY: &str = "query ($filter: CommitmentFilter, $first: Int, $after: String) {
    commitments(filter: $filter, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { title } }
        nodes { title dueOn state overdue node { id __typename } organisation { name } person { familyName }
            agendaItem { title } } } }";

async fn ask(actor: &Actor<'_>, variables: Value) -> Answer {
    actor.ask_with(QUERY, variables).await
}

fn titles(answer: &Answer) -> Vec<String> {
    answer.texts("/commitments/nodes", "title").into_iter().map(str::to_owned).collect()
}

/// What was promised: two assignments of one decision, a measure of it without a day, and one of a response.
async fn promised(stage: &Stage) -> [String; 2] {
    let item = stage.item(&stage.meeting("Mötet").await, "DISCUSSION").await;
    let decision = stage.create("Decision", a_decision(&item, "ADOPT")).await;
    let assignment = |title: &str, due: &str| {
        json!({ "title": title, "dueOn": due, "leader": { "id": stage.person() }, "decision": { "id": decision },
            "orderedBy": { "organisation": { "name": "Myndigheten" } } })
    };
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    stage.create("Assignment", assignment("Sent", "2017-12-24")).await;
    let early = stage.create("Assignment", assignment("Tidigt", "2017-10-30")).await;
    let alone = with(assignment("Inte lovat", "2017-12-24"), json!({ "decision": null }));
    stage.create("Assignment", alone).await;
    let measure = |title: &str, over: Value| {
        let base =
            json!({ "actionPlan": { "id": stage.plan() }, "title": title, "responsible": { "name": "Myndigheten" } });
        with(base, over)
    };
    stage.create("Measure", measure("Utan dag", json!({ "decision": { "id": decision } }))).await;
    let draft = stage.create("Decision", a_decision(&item, "ADOPT")).await;
    let proposed = with(assignment("Föreslaget", "2017-12-24"), json!({ "decision": { "id": draft } }));
    stage.create("Assignment", proposed).await;
    let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let advice = json!({ "evaluation": { "id": evaluation }, "text": "Gör så" });
    let mut advised = Vec::new();
    for _ in 0..3 {
        advised.push(stage.create("Recommendation", advice.clone()).await);
    }
    let [answered, declined, open] = &*advised else { panic!("three") };
    let response = json!({ "recommendation": { "id": answered }, "stance": "AGREE", "text": "Ja",
        "responsible": { "name": "Myndigheten" }, "respondedOn": "2017-11-01", "agendaItem": { "id": item } });
    stage.create("ManagementResponse", response.clone()).await;
    let no = json!({ "recommendation": { "id": declined }, "stance": "DISAGREE" });
    stage.create("ManagementResponse", with(response, no)).await;
    let of = |recommendation: &str| json!({ "recommendation": { "id": recommendation }, "dueOn": "2017-12-24" });
    let done = stage.create("Measure", measure("Svarat", of(answered))).await;
    stage.create("Measure", measure("Obesvarat", of(open))).await;
    stage.create("Measure", measure("Avböjt", of(declined))).await;
    stage.create("Measure", measure("Inte lovad", json!({}))).await;
    [early, done]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_or_answered_is_promised(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    promised(&stage).await;
    let answer = ask(&stage.app.as_role(Role::Reader), json!({})).await;
    assert_eq!(titles(&answer), ["Tidigt", "Sent", "Svarat", "Utan dag"]);
    assert_eq!(answer.at("/commitments/totalCount"), 4);
    let first = json!({ "title": "Tidigt", "dueOn": "2017-10-30", "state": "OPEN", "overdue": true,
        "node": { "id": answer.at("/commitments/nodes/0/node/id"), "__typename": "Assignment" },
        "organisation": { "name": "Myndigheten" }, "person": { "familyName": "Åberg" }, "agendaItem": { "title": "Punkten" } });
    assert_eq!(answer.at("/commitments/nodes/0"), &first);
    let last = answer.at("/commitments/nodes/3");
    assert_eq!((&last["dueOn"], &last["overdue"]), (&Value::Null, &json!(false)));
    for place in 0..4 {
        assert_eq!(answer.at(&format!("/commitments/nodes/{place}/agendaItem/title")), "Punkten");
    }
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    for more in [true, true, true, false] {
        let page = ask(&stage.editor(), json!({ "first": 1, "after": after })).await;
        seen.extend(titles(&page));
        assert_eq!(page.at("/commitments/pageInfo/hasNextPage"), more);
        after = page.at("/commitments/pageInfo/endCursor").clone();
    }
    assert_eq!(seen, titles(&answer));
    assert_eq!(titles(&ask(&stage.editor(), json!({ "after": after })).await), [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn commitments_are_filtered_by_who_when_and_state(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let [early, done] = promised(&stage).await;
    let of = async |filter: Value| titles(&ask(&stage.editor(), json!({ "filter": filter })).await);
    assert_eq!(of(json!({ "person": [{ "id": stage.person() }] })).await, ["Tidigt", "Sent"]);
    assert_eq!(of(json!({ "organisation": [{ "name": "Myndigheten" }] })).await.len(), 4);
    assert_eq!(of(json!({ "organisation": [] })).await, [""; 0]);
    let gd = json!({ "title": "Gd", "organisation": { "name": "Myndigheten" } });
    let gd = stage.create("Post", gd).await;
    assert_eq!(of(json!({ "post": [{ "title": "Gd" }] })).await, [""; 0], "nobody holds it");
    stage.change("Post", &gd, json!({ "holder": { "id": stage.person() } }), "").await;
    assert_eq!(of(json!({ "post": [{ "title": "Gd" }] })).await, ["Tidigt", "Sent"]);
    assert_eq!(of(json!({ "dueOn": { "to": "2017-12-23" } })).await, ["Tidigt"]);
    assert_eq!(of(json!({ "dueOn": { "from": "2017-12-24" } })).await, ["Sent", "Svarat"]);
    assert_eq!(of(json!({ "body": [{ "name": "Ledningsgruppen" }] })).await, ["Tidigt", "Sent", "Utan dag"]);
    assert_eq!(of(json!({ "state": [] })).await, [""; 0]);
    assert_eq!(of(json!({ "overdue": true })).await, ["Tidigt"]);
    assert_eq!(of(json!({ "overdue": false })).await, ["Sent", "Svarat", "Utan dag"]);
    assert_eq!(of(json!({ "state": ["OPEN"] })).await.len(), 4);
    for status in ["ISSUED", "ACCEPTED", "IN_PROGRESS", "DELIVERED"] {
        stage.change("Assignment", &early, json!({ "status": status }), "").await;
    }
    for status in ["PLANNED", "IN_PROGRESS", "COMPLETED"] {
        stage.change("Measure", &done, json!({ "status": status }), "").await;
    }
    assert_eq!(of(json!({ "state": ["DONE"] })).await, ["Tidigt", "Svarat"]);
    assert_eq!(of(json!({ "state": ["OPEN", "CANCELLED"] })).await, ["Sent", "Utan dag"]);
    stage.change("Assignment", &early, json!({ "status": "CANCELLED" }), "").await;
    assert_eq!(of(json!({ "state": ["CANCELLED"] })).await, ["Tidigt"]);
    let answer = ask(&stage.editor(), json!({})).await;
    assert_eq!(answer.at("/commitments/nodes/0/state"), "CANCELLED");
    assert_eq!(answer.at("/commitments/nodes/0/overdue"), false);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_public_sees_no_persons_behind_promises(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let all = ask(&app.as_role(Role::Reader), json!({})).await;
    assert!(!titles(&all).is_empty(), "{}", all.body);
    let public = ask(&app.public(), json!({})).await;
    let promised = public.at("/commitments/nodes").as_array().expect("commitments");
    assert!(!promised.is_empty(), "{}", public.body);
    assert!(promised.iter().all(|one| one["person"].is_null()), "{}", public.body);
}
