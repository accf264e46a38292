//! The evaluation of Facebook's establishment.

use serde_json::{Value, json};

use super::{Chapter, is, persons, says};

pub fn study() -> Chapter {
    Chapter {
        query: STUDY,
        start: "/evaluations/nodes/0",
        facts: vec![
            is("an evaluation", "/kind", json!("EVALUATION")),
            is("published", "/status", json!("PUBLISHED")),
            is("and public", "/access", json!("PUBLIC")),
            is("in Luleå", "/territories", json!([{ "code": "2580" }])),
            is("the evaluator is not named", "/evaluator", json!(null)),
            is("nor in words", "/evaluatorAsStated", json!(null)),
            is("two figures", "/observations/totalCount", json!(2)),
            is("over 240 jobs in the region", "/observations/nodes/0", jobs(240.0, Some("regionen"), "25")),
            is("over 400 in the country", "/observations/nodes/1", jobs(400.0, None, "SE")),
            is("a press release", "/documents/nodes/0/kind", json!("PRESS_RELEASE")),
            is("without an address", "/documents/nodes/0/url", json!(null)),
            says("which says more", "/summary", "finns att läsa i pressmeddelande från Tillväxtverket"),
            is("for information", "/agendaItems/nodes/0/purpose", json!("INFORMATION")),
            persons("presented by Olofsson", "/agendaItems/nodes/0/presenters", &["Olofsson"]),
        ],
    }
}

const STUDY: &str =
    "{ evaluations(first: 1, filter: { subjectKind: [ESTABLISHMENT] }) { nodes { kind status access summary
    territories { code } evaluator { name } evaluatorAsStated documents(first: 9) { nodes { kind url } }
    observations(first: 9, orderBy: { field: CREATED_AT }) { totalCount nodes { value qualifier claim quote
      territoryAsStated territory { code } periodFrom periodTo } }
    agendaItems(first: 9) { nodes { purpose presenters { ... on Person { familyName } } } } } } }";

/// Somewhat more than the figure, in 2016, as the evaluator estimates the effect.
fn jobs(value: f64, territory_as_stated: Option<&str>, territory: &str) -> Value {
    json!({ "value": value, "qualifier": "OVER", "claim": "ESTIMATED_EFFECT",
        "quote": "Etableringen bidrog 2016 till drygt 240 arbetstillfällen i regionen och drygt 400 i riket.",
        "territoryAsStated": territory_as_stated, "territory": { "code": territory },
        "periodFrom": "2016-01-01", "periodTo": "2016-12-31" })
}
