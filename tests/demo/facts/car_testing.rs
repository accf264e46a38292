//! The analysis of car testing, and how the group heard of it.

use serde_json::json;

use super::{Chapter, Fact, is, persons, says};

pub fn study() -> Chapter {
    let facts = [about(), findings(), figures()].into_iter().flatten().collect();
    Chapter { query: STUDY, start: "/evaluations/nodes/0", facts }
}

const STUDY: &str = "{ evaluations(first: 1, filter: { kind: [ANALYSIS] }) { nodes { status access subjectKind
    evaluator { name } commissioner { name } territories { code } themes { code }
    findings(first: 9, orderBy: { field: POSITION }) { totalCount nodes { kind text } }
    observations(first: 9) { nodes { value valueText qualifier claim } } } } }";

fn about() -> Vec<Fact> {
    vec![
        is("an analysis, published", "/status", json!("PUBLISHED")),
        is("and public", "/access", json!("PUBLIC")),
        is("of an industry", "/subjectKind", json!("INDUSTRY")),
        is("by Sweco", "/evaluator/name", json!("Sweco")),
        is("for Tillväxtverket", "/commissioner/name", json!("Tillväxtverket")),
        is("in Arjeplog and Arvidsjaur", "/territories", json!([{ "code": "2506" }, { "code": "2505" }])),
        is("about skills supply", "/themes/0/code", json!("skills")),
    ]
}

fn findings() -> Vec<Fact> {
    let found = |what, at, kind: &str, text: &str| is(what, at, json!({ "kind": kind, "text": text }));
    vec![
        is("six findings", "/findings/totalCount", json!(6)),
        found(
            "the industry matters but needs complementing",
            "/findings/nodes/0",
            "CONCLUSION",
            "Biltestindustrin är viktig i Norrland men den behöver kompletteras.",
        ),
        found(
            "the state invests much, in hotels among other things",
            "/findings/nodes/1",
            "OBSERVATION",
            "Staten, både nationellt och regionalt, investerar mycket i området, bland annat i hotellutbyggnad.",
        ),
        found(
            "the season is short and becomes shorter",
            "/findings/nodes/2",
            "RISK",
            "Säsongen är dock kort och ser ut att bli kortare när bilföretagen effektiviserar.",
        ),
        found(
            "the hotels develop modestly",
            "/findings/nodes/3",
            "OBSERVATION",
            "Utvärderingen visar på blygsam utveckling av omsättning och sysselsättning i hotellföretagen.",
        ),
        found(
            "needed are activity all the year and qualified jobs",
            "/findings/nodes/4",
            "NEED",
            "Det som behövs är året-runt-verksamhet och mer kvalificerade arbeten.",
        ),
        found(
            "skills supply becomes central",
            "/findings/nodes/5",
            "CONCLUSION",
            "Kompetensförsörjning blir då en central fråga.",
        ),
    ]
}

/// No figures: words.
fn figures() -> Vec<Fact> {
    let words = json!({ "value": null, "valueText": "blygsam utveckling", "qualifier": null, "claim": "STATED" });
    vec![is("turnover and employment, in words", "/observations/nodes", json!([words, words]))]
}

pub fn item() -> Chapter {
    let gd = json!({ "title": "Generaldirektör" });
    let quoted = "Det här är viktig information för det regionala tillväxtarbetet";
    let needed =
        "Tillväxtverket behöver bidra till större fokus på kompetensförsörjning och en breddad verksamhet i regionen.";
    Chapter {
        query: ITEM,
        start: "/evaluations/nodes/0/agendaItems/nodes/0",
        facts: vec![
            is("for information", "/purpose", json!("INFORMATION")),
            persons("presented by Olofsson", "/presenters", &["Olofsson"]),
            says("on what Sweco did", "/summary", "som Sweco har gjort på uppdrag av Tillväxtverket"),
            is("also about skills supply", "/themes/0/code", json!("skills")),
            is(
                "the Director-General's own words",
                "/statements/nodes/0",
                json!({ "kind": "QUOTE", "text": quoted, "participant": gd }),
            ),
            is(
                "and where to go from here",
                "/statements/nodes/1",
                json!({ "kind": "DIRECTION", "text": needed, "participant": gd }),
            ),
        ],
    }
}

const ITEM: &str = "{ evaluations(first: 1, filter: { kind: [ANALYSIS] }) { nodes { agendaItems(first: 2) { nodes {
    purpose summary themes { code } presenters { ... on Person { familyName } }
    statements(first: 9) { nodes { kind text participant { ... on Post { title } } } } } } } } }";
