//! Findings, written one by one.

use rstest::rstest;
use serde_json::json;

use crate::support::{App, Backend, Backend::*, Role, an_evaluation, recommend, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_changes_and_deletes_a_finding(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let evaluation = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let input = json!({ "evaluation": { "id": evaluation }, "kind": "DEFICIENCY", "text": "En plan saknas", "textEn": "No plan", "position": 2 });
    let fields = "version kind text textEn position externalId evaluation { id }";
    let created = editor.mutate("createFinding", input, fields).await;
    let created = created.written("createFinding");
    assert_eq!((&created["evaluation"]["id"], &created["position"]), (&json!(evaluation), &json!(2)));
    let first = json!({ "evaluation": { "id": evaluation }, "kind": "STRENGTH", "text": "Kompetens" });
    let first = editor.create("Finding", first).await;
    let input = json!({ "id": created["id"], "expectedVersion": 1, "kind": "NEED", "textEn": null });
    let changed = editor.mutate("updateFinding", input, fields).await;
    let expected = json!({ "id": created["id"], "version": 2, "kind": "NEED", "text": "En plan saknas", "textEn": null,
        "position": 2, "externalId": null, "evaluation": { "id": evaluation } });
    assert_eq!(changed.written("updateFinding"), &expected);
    let listed = app
        .as_role(Role::Reader)
        .ask("{ evaluations { nodes { findings(orderBy: { field: POSITION }) { nodes { text } } } } }")
        .await;
    assert_eq!(
        listed.texts("/evaluations/nodes/0/findings/nodes", "text"),
        ["Kompetens", "En plan saknas"],
        "by position"
    );
    let deleted = editor.mutate("deleteFinding", json!({ "id": first }), "").await;
    assert_eq!(deleted.text("/deleteFinding/deletedId"), first);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_finding_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let evaluation = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let new = json!({ "evaluation": { "id": evaluation }, "kind": "NEED", "text": "Ett" });
    let id = editor.create("Finding", new.clone()).await;
    recommend(&app, &evaluation, Some(&id)).await;
    let before = app.changes().await;
    let unknown = crate::support::id_of::<entity::evaluation::Model>(crate::support::unused_id());
    for (over, code, path) in [
        (json!({ "text": "å".repeat(20_001) }), "TOO_LONG", "text"),
        (json!({ "text": null }), "REQUIRED", "text"),
        (json!({ "kind": null }), "REQUIRED", "kind"),
        (json!({ "evaluation": null }), "REQUIRED", "evaluation"),
        (json!({ "evaluation": { "id": unknown } }), "UNKNOWN_REFERENCE", "evaluation"),
        (json!({ "position": 0 }), "OUT_OF_RANGE", "position"),
    ] {
        let at = (code.to_owned(), format!("input.{path}"));
        let created = editor.mutate("createFinding", with(new.clone(), over.clone()), "version").await;
        assert!(created.lacks(path) || created.refused("createFinding", &[path]) == at, "{over}");
        if path == "evaluation" {
            continue;
        }
        let changed = editor.mutate("updateFinding", with(json!({ "id": id }), over.clone()), "version").await;
        assert_eq!(changed.refused("updateFinding", &[path]), at, "{over}");
    }
    let used = editor.mutate("deleteFinding", json!({ "id": id }), "").await;
    assert_eq!(used.refused("deleteFinding", &["Recommendation.finding"]), ("IN_USE".into(), "input.id".into()));
    let stale = editor.mutate("updateFinding", json!({ "id": id, "expectedVersion": 2 }), "version").await;
    assert_eq!(stale.refused("updateFinding", &["1"]).0, "STALE_VERSION");
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_refers_to_a_finding_is_told_as_far_as_it_may_be_seen(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (editor, admin) = (app.as_role(Role::Editor), app.as_role(Role::Admin));
    let open = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let closed = with(an_evaluation("Hemlig"), json!({ "access": "RESTRICTED" }));
    let closed = admin.create("Evaluation", closed).await;
    let id = editor.create("Finding", json!({ "evaluation": { "id": open }, "kind": "NEED", "text": "Ett" })).await;
    let told = async |actor: &crate::support::Actor<'_>| {
        let refused = actor.mutate("deleteFinding", json!({ "id": id }), "").await;
        refused.user_error("deleteFinding").message
    };
    recommend(&app, &closed, Some(&id)).await;
    assert_eq!(told(&editor).await, "It is referred to by objects that you may not see.");
    assert_eq!(told(&admin).await, "It is referred to by Recommendation.finding (1).");
    recommend(&app, &open, Some(&id)).await;
    assert_eq!(told(&editor).await, "It is referred to by Recommendation.finding (1) and others.");
    assert_eq!(told(&admin).await, "It is referred to by Recommendation.finding (2).");
}
