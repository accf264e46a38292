//! The lesson, and the shared area that takes the place of the folders.

use serde_json::json;

use super::{Chapter, is, person, persons, says};

pub fn item() -> Chapter {
    Chapter {
        query: ITEM,
        start: "/agendaItems/nodes/0",
        facts: vec![
            is("the only lesson", "/title", json!("Lektion i Office 365 och samarbete i Sharepoint")),
            persons("given by Åsander", "/presenters", &["Åsander"]),
            is("about digital ways of working", "/themes", json!([{ "code": "digital-work" }])),
            says("a short one", "/summary", "snabblektion i Office 365 och Sharepoint"),
            says("what the group thought", "/summary", "Inte helt självklart hur strukturen ska byggas"),
            says(
                "an exercise for the whole agency",
                "/summary",
                "att hela myndigheten ska lära sig att hantera Sharepoint",
            ),
        ],
    }
}

const ITEM: &str = "{ agendaItems(first: 2, filter: { purpose: [TRAINING] }) { nodes {
    title summary themes { code } presenters { ... on Person { familyName } } } } }";

pub fn workspaces() -> Chapter {
    Chapter {
        query: WORKSPACES,
        start: "/workspaces/nodes/0",
        facts: vec![
            is("a shared area in SharePoint", "/platform", json!("SHAREPOINT")),
            is("in use", "/status", json!("ACTIVE")),
            person("made by Åsander", "/createdBy", json!({ "familyName": "Åsander" })),
            is("for the management group", "/body/name", json!("Ledningsgruppen")),
            is("in place of shared folders", "/replaces/platform", json!("FILE_SHARE")),
            is("on G:", "/replaces/location", json!("G:")),
            is("little by little", "/replaces/status", json!("MIGRATING")),
            is("which were the group's too", "/replaces/body/name", json!("Ledningsgruppen")),
        ],
    }
}

const WORKSPACES: &str = "{ workspaces(first: 2, filter: { present: [REPLACES] }) { nodes { platform status
    createdBy { familyName } body { name } replaces { platform location status body { name } } } } }";
