//! The assignment, the plan that it is to deliver, and the award that the plan helps with.

use serde_json::json;

use super::{Chapter, is, person, says};

pub fn assignment() -> Chapter {
    let deliverable = "En handlingsplan för vad vi behöver göra 2018-2020 för att flytta fram positionerna.";
    Chapter {
        query: ASSIGNMENT,
        start: "/assignment",
        facts: vec![
            person("led by Arwidsson", "/leader", json!({ "familyName": "Arwidsson" })),
            is("ordered by the Director-General", "/orderedBy", json!({ "title": "Generaldirektör" })),
            is("a project", "/kind", json!("PROJECT")),
            is("for a project group", "/body/kind", json!("PROJECT_GROUP")),
            is("until Christmas", "/dueAsStated", json!("fram till jul")),
            is("by a day that is inferred", "/dueOn", json!("2017-12-24")),
            is("it is to deliver a plan", "/expectedDeliverable", json!(deliverable)),
            says("for the new steering structure", "/purpose", "resultatområdena i den nya styrstrukturen"),
            is("public", "/access", json!("PUBLIC")),
            is("it came of the decision", "/decision/decidedOn", json!("2017-10-31")),
        ],
    }
}

const ASSIGNMENT: &str = r#"{ assignment(by: { title: "Ta fram en handlingsplan för stärkt innovativ förmåga" }) {
    kind access purpose dueOn dueAsStated expectedDeliverable leader { familyName } body { kind }
    orderedBy { ... on Post { title } } decision { decidedOn } } }"#;

pub fn plan() -> Chapter {
    let levers = json!([{ "kind": "CULTURE" }, { "kind": "SUPPORT_STRUCTURE" }, { "kind": "METHOD" }]);
    let award = json!({ "competition": "Sveriges modernaste myndighet", "year": 2019 });
    Chapter {
        query: PLAN,
        start: "/actionPlan",
        facts: vec![
            is("for 2018", "/startsOn", json!("2018-01-01")),
            is("to 2020", "/endsOn", json!("2020-12-31")),
            is("not yet written", "/status", json!("DRAFT")),
            is("public", "/access", json!("PUBLIC")),
            says("the ambition that was missing", "/ambition", "hur vi ska öka vår innovativa mognadsgrad"),
            is("without measures", "/measures/totalCount", json!(0)),
            is("so without progress", "/progress", json!(null)),
            is("culture, supporting structures, methods", "/focusAreas/nodes", levers),
            is("to compete is considered", "/candidacies/nodes/0/status", json!("CONSIDERED")),
            is("by Tillväxtverket", "/candidacies/nodes/0/organisation/name", json!("Tillväxtverket")),
            is("for the award of 2019", "/candidacies/nodes/0/edition", award),
        ],
    }
}

const PLAN: &str = r#"{ actionPlan(by: { title: "Handlingsplan för stärkt innovativ förmåga 2018–2020" }) {
    startsOn endsOn status access ambition progress measures { totalCount } focusAreas(first: 9) { nodes { kind } }
    candidacies(first: 9) { nodes { status organisation { name } edition { competition year } } } } }"#;
