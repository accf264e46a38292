//! Documents, what they are attached to, and workspaces.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use crate::support::{Backend, Backend::*, with};

pub fn a_document(title: &str) -> Value {
    json!({ "title": title, "kind": "DISCUSSION_PAPER" })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_document_has_an_address_and_a_language_that_are_ones(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let document = stage.create("Document", a_document("Underlag")).await;
    for url in ["javascript:alert(1)", "ftp://example.org/a", "example.org", "https://", "https://example.org/a b"] {
        let (at, words) = ("INVALID input.url", ["url", "http:// or https://"]);
        stage.breaks("createDocument", with(a_document("Ny"), json!({ "url": url })), at, &words).await;
        stage.change_breaks("Document", &document, json!({ "url": url }), at, &words).await;
    }
    for language in ["svenska språket", "s", "sv_SE", "sv-", "-sv", "åå", "sv-aaaaaaaaa"] {
        let (at, words) = ("INVALID input.language", ["language", "BCP 47", "en-GB"]);
        stage.breaks("createDocument", with(a_document("Ny"), json!({ "language": language })), at, &words).await;
        stage.change_breaks("Document", &document, json!({ "language": language }), at, &words).await;
    }
    for language in ["sv", "en-GB", "sma", "zh-Hant-TW"] {
        stage.change("Document", &document, json!({ "language": language }), "").await;
    }
    stage.change("Document", &document, json!({ "url": "https://example.org/a%20b?c=d" }), "").await;
    let row = row("d", with(a_document("Ny"), json!({ "url": "javascript:alert(1)" })));
    stage.push_breaks("Documents", &[row], "INVALID input.documents.0.url", &["https://"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_attached_to_what_takes_documents(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Mötet").await;
    let on = |ends: Value| with(a_document("Underlag"), json!({ "attachedTo": ends }));
    let body = stage.editor().ask("{ bodies { nodes { id } } }").await.text("/bodies/nodes/0/id").to_owned();
    let (at, words) = ("INVALID input.attachedTo.1", ["not attached to objects of this type"]);
    for none in [&stage.person(), &body, "inte ett id"] {
        let ends = json!([{ "id": meeting }, { "id": none }]);
        stage.breaks("createDocument", on(ends), at, &words).await;
    }
    let unknown = json!([{ "actionPlan": { "title": "Okänd" } }]);
    let at = "UNKNOWN_REFERENCE input.attachedTo.0";
    stage.breaks("createDocument", on(unknown), at, &["no ActionPlan", "Okänd"]).await;
    let many = vec![json!({ "id": meeting }); 101];
    stage.breaks("createDocument", on(json!(many)), "TOO_MANY input.attachedTo", &["101", "100"]).await;
    let twice = json!([{ "id": meeting }, { "meeting": { "id": meeting } }, { "actionPlan": { "title": "Planen" } }]);
    let document = stage.create("Document", on(twice)).await;
    let shown = stage.see("document", &document, "attachedTo { __typename }").await;
    assert_eq!(shown["attachedTo"], json!([{ "__typename": "Meeting" }, { "__typename": "ActionPlan" }]));
    stage.delete_breaks("Meeting", &meeting, "IN_USE input.id", &["Document.attachedTo (1)"]).await;
    stage.change("Document", &document, json!({ "attachedTo": null }), "").await;
    stage.delete("Meeting", &meeting).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_workspace_replaces_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let space = |name: &str, platform: &str| json!({ "name": name, "platform": platform, "location": "G:" });
    let old = stage.create("Workspace", space("Mappar", "FILE_SHARE")).await;
    let new = with(space("Ytan", "SHAREPOINT"), json!({ "replaces": { "id": old } }));
    let new = stage.create("Workspace", new).await;
    for replaced in [&old, &new] {
        let key = json!({ "replaces": { "id": replaced } });
        stage.change_breaks("Workspace", &old, key, "CYCLE input.replaces", &["replaces"]).await;
    }
    stage.delete_breaks("Workspace", &old, "IN_USE input.id", &["Workspace.replaces (1)"]).await;
    stage.change("Workspace", &new, json!({ "replaces": null }), "").await;
    stage.change("Workspace", &old, json!({ "replaces": { "id": new } }), "").await;
}
