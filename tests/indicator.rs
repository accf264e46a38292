//! Indicators.

use rstest::rstest;
use serde_json::json;

use crate::support::{App, Backend, Backend::*, Role, World, an_indicator, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_changes_and_deletes_an_indicator(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let fields = "version code name nameEn definition unit unitCode decimals kind direction aggregation owner { name } resultArea { code }";
    let over = json!({ "nameEn": "Jobs", "definition": "Hur många", "unitCode": "C62", "decimals": 2,
        "owner": { "name": "Myndigheten" }, "resultAreaCode": "A" });
    let created = editor.mutate("createIndicator", with(an_indicator("0125"), over), fields).await;
    let created = created.written("createIndicator");
    assert_eq!((&created["code"], &created["decimals"]), (&json!("0125"), &json!(2)), "a code is text");
    assert_eq!((&created["owner"]["name"], &created["resultArea"]["code"]), (&json!("Myndigheten"), &json!("A")));
    let seen = app.public().ask(format!(r#"{{ indicator(by: {{ code: "0125" }}) {{ id {fields} }} }}"#)).await;
    assert_eq!(seen.at("/indicator"), created);
    let input = json!({ "id": created["id"], "expectedVersion": 1, "code": "B", "resultAreaCode": null });
    let changed = editor.mutate("updateIndicator", input, "version code resultArea { code }").await;
    let expected = json!({ "id": created["id"], "version": 2, "code": "B", "resultArea": null });
    assert_eq!(changed.written("updateIndicator"), &expected);
    let deleted = editor.mutate("deleteIndicator", json!({ "id": created["id"] }), "").await;
    assert_eq!(deleted.at("/deleteIndicator/deletedId"), &created["id"]);
    assert!(app.public().ask(r#"{ indicator(by: { code: "B" }) { id } }"#).await.at("/indicator").is_null());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_indicator_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Indicator", an_indicator("I")).await;
    editor.create("Indicator", an_indicator("J")).await;
    let figure = json!({ "indicatorCode": "I", "claim": "STATED", "valueText": "få" });
    editor.create("Observation", figure).await;
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "code": "J" }), "ALREADY_EXISTS", "code"),
        (json!({ "code": "1".repeat(41) }), "TOO_LONG", "code"),
        (json!({ "name": "å".repeat(301) }), "TOO_LONG", "name"),
        (json!({ "definition": "å".repeat(20_001) }), "TOO_LONG", "definition"),
        (json!({ "unit": null }), "REQUIRED", "unit"),
        (json!({ "unitCode": "1".repeat(41) }), "TOO_LONG", "unitCode"),
        (json!({ "decimals": 11 }), "OUT_OF_RANGE", "decimals"),
        (json!({ "decimals": -1 }), "OUT_OF_RANGE", "decimals"),
        (json!({ "aggregation": null }), "REQUIRED", "aggregation"),
        (json!({ "resultAreaCode": "Z" }), "UNKNOWN_REFERENCE", "resultAreaCode"),
        (json!({ "owner": { "name": "Ingen" } }), "UNKNOWN_REFERENCE", "owner"),
    ] {
        let at = (code.to_owned(), format!("input.{path}"));
        let created = editor.mutate("createIndicator", with(an_indicator("K"), over.clone()), "version").await;
        assert!(created.lacks(path) || created.refused("createIndicator", &[path]) == at, "{over}");
        let changed = editor.mutate("updateIndicator", with(json!({ "id": id }), over.clone()), "version").await;
        assert_eq!(changed.refused("updateIndicator", &[path]), at, "{over}");
    }
    let used = editor.mutate("deleteIndicator", json!({ "id": id }), "").await;
    assert_eq!(used.refused("deleteIndicator", &["Observation.indicator (1)"]), ("IN_USE".into(), "input.id".into()));
    let stale = editor.mutate("deleteIndicator", json!({ "id": id, "expectedVersion": 2 }), "").await;
    assert_eq!(stale.refused("deleteIndicator", &["1"]).0, "STALE_VERSION");
    assert_eq!(app.changes().await, before);
    let same = editor.mutate("updateIndicator", json!({ "id": id, "code": "I" }), "version").await;
    assert_eq!(same.written("updateIndicator")["version"], 1, "its own code is no other's");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_a_code_at_once_one_is_told(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let writes = (0..6).map(|_| editor.mutate("createIndicator", an_indicator("I"), "code"));
    let answers = futures_util::future::join_all(writes).await;
    let refused = answers.iter().filter(|answer| !answer.user_errors("createIndicator").is_empty());
    assert!(refused.clone().all(|answer| answer.refused("createIndicator", &["I"]).0 == "ALREADY_EXISTS"));
    assert_eq!(refused.count(), 5);
}
