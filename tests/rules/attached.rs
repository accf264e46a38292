//! Documents that an agenda item lists.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::{push_under, row};
use super::record::a_document;
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_agenda_item_lists_its_documents(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let [one, two] =
        [stage.create("Document", a_document("Ett")).await, stage.create("Document", a_document("Två")).await];
    let meeting = stage.meeting("Mötet").await;
    let item = json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": "DISCUSSION",
        "documents": [{ "id": one }, { "id": two }, { "id": one }] });
    let item = stage.create("AgendaItem", item).await;
    let shown = "version documents(orderBy: { field: TITLE }) { nodes { title version } }";
    let both = json!({ "version": 1, "documents": { "nodes": [
        { "title": "Ett", "version": 2 }, { "title": "Två", "version": 2 }] } });
    assert_eq!(stage.see("agendaItem", &item, shown).await, both, "the lists are the documents' own");
    let lines = stage.app.changes().await;
    let same = json!({ "documents": [{ "id": two }, { "id": one }] });
    stage.editor().mutate("updateAgendaItem", with(json!({ "id": item }), same), "").await.data();
    assert_eq!(stage.app.changes().await, lines, "the order says nothing");
    let unknown = json!({ "documents": [{ "id": two }, { "external": { "source": "tests", "externalId": "d" } }] });
    let at = "UNKNOWN_REFERENCE input.documents.1";
    stage.change_breaks("AgendaItem", &item, unknown, at, &["no Document"]).await;
    stage.change("AgendaItem", &item, json!({ "documents": [{ "id": two }] }), "").await;
    let left = json!({ "nodes": [{ "title": "Två", "version": 2 }] });
    assert_eq!(stage.see("agendaItem", &item, shown).await["documents"], left);
    assert_eq!(stage.see("document", &one, "version").await["version"], 3);
    stage.delete_breaks("AgendaItem", &item, "IN_USE input.id", &["Document.attachedTo (1)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_attaches_documents_of_its_own_source(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let public = |id: &str| row(id, with(a_document(id), json!({ "access": "PUBLIC" })));
    stage.pushed("Documents", &[public("own"), public("second")]).await;
    let other = stage.app.as_integration("other");
    push_under(&other, "other", "Documents", &[public("foreign")], "").await.first();
    let editors = stage.create("Document", with(a_document("Redaktörens"), json!({ "access": "PUBLIC" }))).await;
    let with_documents = |documents: Value| {
        let item = row("i", json!({ "title": "Punkten", "purpose": "DISCUSSION", "documents": documents }));
        with(row("m", a_meeting("Mötet")), json!({ "agendaItems": [item] }))
    };
    let own = |id: &str| json!({ "external": { "externalId": id } });
    let foreign = json!({ "external": { "source": "other", "externalId": "foreign" } });
    let at = "FORBIDDEN_SOURCE input.meetings.0.agendaItems.0.documents";
    for document in [foreign, json!({ "id": editors })] {
        let row = with_documents(json!([own("own"), document]));
        stage.push_breaks("Meetings", &[row], at, &["own source"]).await;
    }
    let both = with_documents(json!([own("own"), own("second")]));
    assert_eq!(stage.pushed("Meetings", std::slice::from_ref(&both)).await, ["m CREATED"]);
    assert_eq!(stage.pushed("Meetings", &[both]).await, ["m UNCHANGED"]);
    let item = json!({ "agendaItem": { "external": { "source": "tests", "externalId": "i" } } });
    stage.change("Document", &editors, json!({ "attachedTo": [item] }), "").await;
    assert_eq!(stage.pushed("Meetings", &[with_documents(json!([]))]).await, ["m UPDATED"]);
    let key = r#"{ agendaItem: { external: { source: "tests", externalId: "i" } } }"#;
    let found =
        stage.editor().ask(format!("{{ documents(filter: {{ attachedTo: [{key}] }}) {{ totalCount }} }}")).await;
    assert_eq!(found.at("/documents/totalCount"), 1, "by the external key of what it is attached to");
    let left = stage.editor().ask("{ documents(filter: { present: [] }) { nodes { title attachedTo { id } } } }").await;
    let attached = left.at("/documents/nodes").as_array().expect("documents").iter();
    let attached: Vec<_> = attached.filter(|document| document["attachedTo"] != json!([])).collect();
    assert_eq!(attached.len(), 1, "what the editor attached stays: {attached:?}");
    assert_eq!(attached[0]["title"], "Redaktörens");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_internal_document_is_not_known_to_another_source(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    stage.pushed("Documents", &[row("d", a_document("Dokumentet"))]).await;
    let hidden = json!({ "external": { "source": "tests", "externalId": "d" } });
    let item = row("i", json!({ "title": "Punkten", "purpose": "DISCUSSION", "documents": [hidden] }));
    let meeting = with(row("m", a_meeting("Mötet")), json!({ "agendaItems": [item] }));
    assert_eq!(stage.pushed("Meetings", std::slice::from_ref(&meeting)).await, ["m CREATED"]);
    let before = stage.app.changes().await;
    let foreign = push_under(&stage.app.as_integration("other"), "other", "Meetings", &[meeting], "").await;
    let at = "UNKNOWN_REFERENCE input.meetings.0.agendaItems.0.documents.0";
    assert_eq!(foreign.errors(), [at]);
    assert_eq!(stage.app.changes().await, before);
}
