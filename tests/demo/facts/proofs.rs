//! What the chain is for: to walk from what was found to what came of it, and to see where nothing came.

use serde_json::json;

use super::{Chapter, is};

pub fn proofs() -> [Chapter; 3] {
    [walk(), back(), nothing()]
}

fn walk() -> Chapter {
    Chapter {
        query: WALK,
        start: "",
        facts: vec![
            is(
                "the stock-taking was known to the item",
                "/item/nodes/0",
                json!({ "confidence": "INFERRED", "from": { "__typename": "SelfAssessment" },
                    "to": { "title": "Innovativ förmåga till nytta för våra kunder" } }),
            ),
            is("it led to the decision", "/decision/nodes/0/from/__typename", json!("SelfAssessment")),
            is("so did what was missing", "/decision/nodes/1/from/__typename", json!("Finding")),
            is("which is inferred", "/decision/nodes/0/confidence", json!("INFERRED")),
            is("the decision", "/decision/nodes/0/to/kind", json!("ADOPT")),
            is(
                "its assignment",
                "/decision/nodes/0/to/assignments/nodes/0/title",
                json!("Ta fram en handlingsplan för stärkt innovativ förmåga"),
            ),
            is(
                "the assignment's plan",
                "/decision/nodes/0/to/assignments/nodes/0/actionPlans/nodes/0/title",
                json!("Handlingsplan för stärkt innovativ förmåga 2018–2020"),
            ),
            is(
                "the plan's candidacy",
                "/decision/nodes/0/to/assignments/nodes/0/actionPlans/nodes/0/candidacies/nodes",
                json!([{ "edition": { "year": 2019 } }]),
            ),
            is("the plan answers what was missing", "/plan/nodes/0/to/kind", json!("DEFICIENCY")),
        ],
    }
}

const WALK: &str = "{
  item: traceLinks(first: 1, filter: { relation: [INFORMED] }) { nodes { confidence
    from { __typename } to { ... on AgendaItem { title } } } }
  decision: traceLinks(first: 2, filter: { relation: [LED_TO] }) { nodes { confidence
    from { __typename } to { ... on Decision { kind assignments(first: 2) { nodes { title actionPlans(first: 2) { nodes { title
      candidacies(first: 2) { nodes { edition { year } } } } } } } } } } }
  plan: traceLinks(first: 2, filter: { relation: [RESPONDS_TO] }) { nodes { to { ... on Finding { kind } } } } }";

fn back() -> Chapter {
    let at = "/competitionEdition/candidacies/nodes/0/actionPlan/assignment/decision/agendaItem/meeting/startsOn";
    Chapter { query: BACK, start: "", facts: vec![is("and back, to the meeting", at, json!("2017-10-31"))] }
}

const BACK: &str = r#"{ competitionEdition(by: { year: { competition: "Sveriges modernaste myndighet", year: 2019 } }) {
    candidacies(first: 2) { nodes { actionPlan { assignment { decision { agendaItem { meeting { startsOn } } } } } } } } }"#;

fn nothing() -> Chapter {
    let both = json!([{ "title": "Biltestverksamheten i Arjeplog och Arvidsjaur" }, { "title": "Facebooks etablering i Luleå" }]);
    Chapter {
        query: NOTHING,
        start: "/evaluations",
        facts: vec![
            is("nothing came of two evaluations", "/totalCount", json!(2)),
            is("no recommendation, response or decision of either", "/nodes", both),
        ],
    }
}

const NOTHING: &str = "{ evaluations(filter: { missing: [RECOMMENDATIONS, RESPONSES, DECISIONS] },
    orderBy: { field: TITLE }) { totalCount nodes { title } } }";
