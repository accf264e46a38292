//! Observations, written one by one.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, with};

const UPDATE: &str = "updateObservation";

fn a_figure() -> Value {
    json!({ "indicatorCode": "I", "claim": "ESTIMATED_EFFECT", "value": 240, "qualifier": "OVER", "territoryCode": "25",
        "periodFrom": "2016-01-01", "periodTo": "2016-12-31" })
}

async fn start(on: Backend) -> App {
    let app = App::start(on).await;
    World::of(&app).await;
    app.as_role(Role::Editor).create("Indicator", an_indicator("I")).await;
    app
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_changes_and_deletes_an_observation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let evaluation = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let fields = "version access status value valueText qualifier claim quote territoryAsStated periodFrom periodTo
        territory { name } indicator { code } evaluation { id } measure { id }";
    let over = json!({ "evaluation": { "id": evaluation }, "quote": "drygt 240", "territoryAsStated": "regionen" });
    let created = editor.mutate("createObservation", with(a_figure(), over), fields).await;
    let created = created.written("createObservation");
    let expected = json!({ "id": created["id"], "version": 1, "access": "INTERNAL", "status": "SUBMITTED", "value": 240.0,
        "valueText": null, "qualifier": "OVER", "claim": "ESTIMATED_EFFECT", "quote": "drygt 240",
        "territoryAsStated": "regionen", "periodFrom": "2016-01-01", "periodTo": "2016-12-31",
        "territory": { "name": "Norrbottens län" }, "indicator": { "code": "I" }, "evaluation": { "id": evaluation },
        "measure": null });
    assert_eq!(created, &expected);
    let words = json!({ "id": created["id"], "value": null, "qualifier": null, "valueText": "blygsam utveckling",
        "periodFrom": null, "periodTo": null, "territoryCode": null });
    let changed = editor.mutate(UPDATE, words, fields).await;
    let changed = changed.written(UPDATE);
    assert_eq!((&changed["value"], &changed["valueText"]), (&Value::Null, &json!("blygsam utveckling")));
    assert_eq!((&changed["evaluation"]["id"], &changed["territory"]), (&json!(evaluation), &Value::Null));
    let deleted = editor.mutate("deleteObservation", json!({ "id": created["id"] }), "").await;
    assert_eq!(deleted.at("/deleteObservation/deletedId"), &created["id"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_observation_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Observation", a_figure()).await;
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "qualifier": null }), "REQUIRED", "qualifier"),
        (json!({ "value": null, "valueText": "få" }), "INVALID", "qualifier"),
        (json!({ "value": null, "qualifier": null }), "REQUIRED", "value"),
        (json!({ "periodTo": null }), "REQUIRED", "periodTo"),
        (json!({ "periodFrom": null }), "REQUIRED", "periodFrom"),
        (json!({ "periodTo": "2015-12-31" }), "OUT_OF_RANGE", "periodTo"),
        (json!({ "valueText": "å".repeat(301) }), "TOO_LONG", "valueText"),
        (json!({ "quote": "å".repeat(20_001) }), "TOO_LONG", "quote"),
        (json!({ "territoryAsStated": "å".repeat(301) }), "TOO_LONG", "territoryAsStated"),
        (json!({ "indicatorCode": "Z" }), "UNKNOWN_REFERENCE", "indicatorCode"),
        (json!({ "indicatorCode": null }), "REQUIRED", "indicatorCode"),
        (json!({ "territoryCode": "Z" }), "UNKNOWN_REFERENCE", "territoryCode"),
        (json!({ "claim": null }), "REQUIRED", "claim"),
    ] {
        let at = (code.to_owned(), format!("input.{path}"));
        let created = editor.mutate("createObservation", with(a_figure(), over.clone()), "version").await;
        assert!(created.lacks(path) || created.refused("createObservation", &[path]) == at, "{over}");
        let changed = editor.mutate(UPDATE, with(json!({ "id": id }), over.clone()), "version").await;
        assert_eq!(changed.refused(UPDATE, &[path]), at, "{over}");
    }
    let stale = editor.mutate(UPDATE, json!({ "id": id, "expectedVersion": 9 }), "version").await;
    assert_eq!(stale.refused(UPDATE, &["1"]).0, "STALE_VERSION");
    let born = editor.mutate("createObservation", with(a_figure(), json!({ "status": "APPROVED" })), "version").await;
    assert_eq!(born.refused("createObservation", &["SUBMITTED"]).0, "INVALID_TRANSITION");
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_approved_observation_is_submitted_again_when_its_figure_changes(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let status = async |id: &str, over: Value| {
        let answer = editor.mutate(UPDATE, with(json!({ "id": id }), over), "status").await;
        answer.written(UPDATE)["status"].as_str().unwrap_or_default().to_owned()
    };
    editor.create("Indicator", an_indicator("J")).await;
    let measure =
        json!({ "actionPlan": { "title": "Planen" }, "title": "Åtgärden", "responsible": { "name": "Myndigheten" } });
    let measure = editor.create("Measure", measure).await;
    for (over, expected) in [
        (json!({ "value": 241 }), "SUBMITTED"),
        (json!({ "qualifier": "EXACT" }), "SUBMITTED"),
        (json!({ "valueText": "drygt" }), "SUBMITTED"),
        (json!({ "periodTo": "2016-12-30" }), "SUBMITTED"),
        (json!({ "territoryCode": "2580" }), "SUBMITTED"),
        (json!({ "indicatorCode": "J" }), "SUBMITTED"),
        (json!({ "claim": "MEASURED" }), "SUBMITTED"),
        (json!({ "territoryAsStated": "riket" }), "SUBMITTED"),
        (json!({ "measure": { "id": measure } }), "SUBMITTED"),
        (json!({ "claim": "MEASURED", "status": "APPROVED" }), "APPROVED"),
        (json!({ "quote": "drygt 240" }), "APPROVED"),
        (json!({ "access": "PUBLIC" }), "APPROVED"),
        (json!({ "value": 240 }), "APPROVED"),
    ] {
        let id = editor.create("Observation", a_figure()).await;
        assert_eq!(status(&id, json!({ "status": "APPROVED" })).await, "APPROVED");
        assert_eq!(status(&id, over.clone()).await, expected, "{over}");
    }
    let id = editor.create("Observation", a_figure()).await;
    for step in ["RETURNED", "SUBMITTED", "APPROVED"] {
        assert_eq!(status(&id, json!({ "status": step })).await, step);
    }
    let back = json!({ "id": id, "status": "RETURNED" });
    assert_eq!(editor.mutate(UPDATE, back, "status").await.refused(UPDATE, &["APPROVED"]).0, "INVALID_TRANSITION");
    let back = json!({ "id": id, "status": "SUBMITTED", "reason": "Fel år" });
    let back = app.as_role(Role::Admin).mutate(UPDATE, back, "status").await;
    assert_eq!(back.written(UPDATE)["status"], "SUBMITTED");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn observations_are_found_by_territory_period_and_claim(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    for (text, over) in [
        ("Luleå", json!({ "territoryCode": "2580", "claim": "MEASURED" })),
        ("Norrbotten", json!({ "periodFrom": "2015-01-01", "periodTo": "2015-12-31" })),
        ("Riket", json!({ "territoryCode": "SE", "claim": "FORECAST" })),
        ("Ingenstans", json!({ "territoryCode": null, "periodFrom": null, "periodTo": null })),
    ] {
        editor.create("Observation", with(with(a_figure(), json!({ "valueText": text })), over)).await;
    }
    let found = async |filter: &str| {
        let query = format!(
            "{{ observations(filter: {{ {filter} }}, orderBy: {{ field: CREATED_AT }}) {{ nodes {{ valueText }} }} }}"
        );
        app.as_role(Role::Reader).ask(query).await.texts("/observations/nodes", "valueText").join(" ")
    };
    assert_eq!(found(r#"territory: ["25"]"#).await, "Luleå Norrbotten");
    assert_eq!(found("claim: [MEASURED, FORECAST]").await, "Luleå Riket");
    assert_eq!(found(r#"periodFrom: { from: "2015-01-01", to: "2015-12-31" }"#).await, "Norrbotten");
    assert_eq!(found("status: APPROVED").await, "");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_changes_nothing_that_was_approved(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let stated = with(a_figure(), json!({ "externalId": "o", "territoryCode": null, "territoryAsStated": "regionen" }));
    for (over, expected) in [
        (json!({ "claim": "MEASURED" }), "SUBMITTED"),
        (json!({ "territoryAsStated": "riket" }), "SUBMITTED"),
        (json!({ "quote": "drygt 240" }), "APPROVED"),
    ] {
        let approved = with(stated.clone(), json!({ "status": "APPROVED", "access": "PUBLIC" }));
        for (row, expected) in [(approved, "APPROVED"), (with(stated.clone(), over.clone()), expected)] {
            let push = "mutation ($input: PushObservationsInput!) { pushObservations(input: $input) {
                results { userErrors { message } observation { status } } } }";
            let input = json!({ "input": { "source": "tests", "observations": [row] } });
            let answer = app.as_role(Role::Integration).ask_with(push, input).await;
            let status = answer.text("/pushObservations/results/0/observation/status");
            assert_eq!(status, expected, "{over}");
        }
        let seen = i32::from(expected == "APPROVED");
        assert_eq!(app.public().ask("{ observations { totalCount } }").await.at("/observations/totalCount"), seen);
    }
}
