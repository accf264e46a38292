//! The stock-taking behind the decision.

use serde_json::json;

use super::{Chapter, is, person, says};

pub fn assessment() -> Chapter {
    let missing = "Det som saknas är en långsiktig ambition och plan för hur vi ska öka vår innovativa mognadsgrad och arbeta mer \
         samordnat.";
    let there = "Det finns mycket kompetens och erfarenhet i myndigheten. Många initiativ tas.";
    Chapter {
        query: ASSESSMENT,
        start: "/selfAssessments/nodes/0",
        facts: vec![
            is("the autumn before", "/periodFrom", json!("2016-09-01")),
            is("to its end, inferred", "/periodTo", json!("2016-11-30")),
            is("public", "/access", json!("PUBLIC")),
            says(
                "against the award's areas",
                "/title",
                "de områden som värderas i tävlingen Sveriges modernaste myndighet",
            ),
            is("of a year that is not stated", "/edition", json!(null)),
            is("without scores", "/scores/totalCount", json!(0)),
            is("by a working group", "/body/kind", json!("WORKING_GROUP")),
            person("led by Olsson", "/leader", json!({ "familyName": "Olsson" })),
            is("who is the group's leader", "/body/members/nodes/0/role", json!("LEADER")),
            person("by name", "/body/members/nodes/0/participant", json!({ "familyName": "Olsson" })),
            says(
                "its conclusion",
                "/conclusion",
                "arbeta mer strategiskt och samordnat med innovation till nytta för våra kunder",
            ),
            says("regardless of the award", "/conclusion", "Det behöver vi göra oavsett tävlingen."),
            is("what is missing", "/findings/nodes/0", json!({ "kind": "DEFICIENCY", "text": missing })),
            is("what is there", "/findings/nodes/1", json!({ "kind": "STRENGTH", "text": there })),
        ],
    }
}

const ASSESSMENT: &str =
    "{ selfAssessments(first: 1, filter: { missing: [EDITION] }) { nodes { title periodFrom periodTo
    access conclusion leader { familyName } edition { year } scores { totalCount }
    body { kind members(first: 2) { nodes { role participant { ... on Person { familyName } } } } }
    findings(first: 3, orderBy: { field: POSITION }) { nodes { kind text } } } } }";
