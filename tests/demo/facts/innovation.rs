//! The item about innovation, what was decided, and the policy that it rests on.

use serde_json::json;

use super::{Chapter, is, persons, says};

const TRIO: [&str; 3] = ["Johansson", "Odmark", "Carlsson"];

pub fn item() -> Chapter {
    Chapter {
        query: ITEM,
        start: "/agendaItems/nodes/0",
        facts: vec![
            is("for decision", "/purpose", json!("DECISION")),
            is("and handled", "/status", json!("HANDLED")),
            is("about innovation", "/themes", json!([{ "code": "innovation" }])),
            persons("presented by the three", "/presenters", &TRIO),
            is("with a discussion paper", "/documents/nodes/0/kind", json!("DISCUSSION_PAPER")),
            is("without an address", "/documents/nodes/0/url", json!(null)),
            says("prepared by them", "/summary", "En trio hade förberett ett diskussionsunderlag till ledningsgruppen"),
            says(
                "the customer, everywhere",
                "/summary",
                "att alla delar av Tillväxtverket har anledning att fokusera på sin kund",
            ),
            says("waste sorting, for example", "/summary", "vår sopsortering som ska vara enkel att förstå"),
            says("the regional dialogues", "/summary", "hur vi utformar de regionala dialogerna"),
            says("and their result", "/summary", "tar hand om resultatet av dem"),
            says("the levers", "/summary", "jobba med kulturen, utveckla stödjande strukturer, metoder med mera"),
            says("what a plan also helps", "/summary", "ökar våra möjligheter när vi kandiderar"),
        ],
    }
}

const ITEM: &str = r#"{ agendaItems(first: 1, filter: { theme: [{ code: "innovation" }] }) { nodes { purpose status summary
    themes { code } presenters { ... on Person { familyName } } documents(first: 9) { nodes { kind url } } } } }"#;

pub fn decision() -> Chapter {
    Chapter {
        query: DECISION,
        start: "/agendaItems/nodes/0/decisions/nodes/0",
        facts: vec![
            is("the group adopted it", "/kind", json!("ADOPT")),
            is("the decision is taken", "/status", json!("TAKEN")),
            is("and public", "/access", json!("PUBLIC")),
            is("on the day of the meeting", "/decidedOn", json!("2017-10-31")),
            persons("as the three proposed", "/proposers", &TRIO),
            says("an assignment for a project group", "/proposal", "förslag på uppdrag till en projektgrupp"),
            says("in the page's words", "/text", "Ledningsgruppen gick på trions förslag"),
        ],
    }
}

const DECISION: &str = r#"{ agendaItems(first: 1, filter: { theme: [{ code: "innovation" }] }) { nodes {
    decisions(first: 9) { nodes { kind status access decidedOn proposal text proposers { ... on Person { familyName } } } } } } }"#;

pub fn policy() -> Chapter {
    let quoted = "”vi ska visa mod och initiativkraft för att förbättra, förenkla och förnya verksamheten”";
    Chapter {
        query: POLICY,
        start: "/traceLinks/nodes/0",
        facts: vec![
            is("the staff policy", "/from", json!({ "kind": "POLICY", "title": "Medarbetarpolicy", "url": null })),
            is("was known to the item", "/relation", json!("INFORMED")),
            is("about innovation", "/to/title", json!("Innovativ förmåga till nytta för våra kunder")),
            says("in its own words", "/basis", quoted),
        ],
    }
}

const POLICY: &str = "{ traceLinks(first: 1, filter: { confidence: [STATED] }) { nodes { relation basis
    from { ... on Document { kind title url } } to { ... on AgendaItem { title } } } } }";
