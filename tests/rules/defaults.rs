//! What a new object has by itself is what the schema says that it has.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::inputs::an_input;
use super::pushing::row;
use super::record::a_document;
use super::stage::a_meeting;
use crate::support::{Argument, Backend, Backend::*, Schema, an_evaluation, an_indicator};

/// A new object's input, without any field that has a default.
async fn the_least(stage: &Stage, kind: &str) -> Value {
    let evaluation = async || stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    match kind {
        "AssessmentArea" => {
            let edition = stage.create("CompetitionEdition", an_input(stage, "CompetitionEdition").await).await;
            json!({ "edition": { "id": edition }, "code": "K", "name": "Kund" })
        }
        "Document" => a_document("Protokollet"),
        "Evaluation" => an_evaluation("Utvärderingen"),
        "Finding" => json!({ "evaluation": { "id": evaluation().await }, "kind": "NEED", "text": "Plan saknas" }),
        "FocusArea" => json!({ "actionPlan": { "id": stage.plan() }, "kind": "CULTURE", "title": "Mod" }),
        "Indicator" => an_indicator("I"),
        "Measure" => json!({ "actionPlan": { "id": stage.plan() }, "title": "Åtgärden",
            "responsible": { "name": "Myndigheten" } }),
        "Observation" => {
            stage.create("Indicator", an_indicator("O")).await;
            json!({ "indicatorCode": "O", "claim": "STATED", "valueText": "blygsam" })
        }
        "ResultArea" => json!({ "framework": { "name": "Styrstrukturen" }, "code": "N", "name": "Nytt" }),
        "Statement" => {
            let item = stage.item(&stage.meeting("Mötet").await, "DISCUSSION").await;
            json!({ "agendaItem": { "id": item }, "kind": "QUOTE", "participant": { "person": { "id": stage.person() } },
                "text": "Viktigt" })
        }
        "TraceLink" => json!({ "from": stage.meeting("Mötet").await, "to": stage.plan(), "relation": "LED_TO" }),
        _ => an_input(stage, kind).await,
    }
}

/// What a default says, as answers give it.
fn value(default: &str) -> Value {
    serde_json::from_str(default).unwrap_or_else(|_| json!(default))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_new_object_has_what_the_schema_says(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let schema = Schema::of(&stage.app).await;
    let mut seen = 0;
    for input in schema.inputs("Create") {
        let kind = input.name.trim_start_matches("Create").trim_end_matches("Input");
        let has_default = |field: &&Argument| field.name != "dryRun" && field.default_value.is_some();
        let declared: Vec<&Argument> = input.input_fields.iter().flatten().filter(has_default).collect();
        if declared.is_empty() {
            continue;
        }
        let names: Vec<&str> = declared.iter().map(|field| &*field.name).collect();
        let mut least = the_least(&stage, kind).await;
        least.as_object_mut().expect("an object").retain(|name, _| !names.contains(&&**name));
        let create = format!("create{kind}");
        let answer = stage.editor().mutate(&create, least, &names.join(" ")).await;
        let written = answer.written(&create);
        for field in declared {
            let default = field.default_value.as_deref().unwrap_or_default();
            assert_eq!(written[&field.name], value(default), "{kind}.{}", field.name);
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} defaults were found");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_object_has_the_same_by_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let document = row("d", json!({ "title": "Protokollet", "kind": "MINUTES" }));
    let document = stage.push("Documents", &[document], "language access").await.first();
    assert_eq!((&document["language"], &document["access"]), (&json!("sv"), &json!("INTERNAL")));
    let advice = [row("1", json!({ "text": "Ett" })), row("2", json!({ "text": "Två" }))];
    let mut evaluation = row("e", an_evaluation("Utvärderingen"));
    evaluation["recommendations"] = json!(advice);
    let shown = "recommendations(orderBy: { field: POSITION }) { nodes { priority status position } }";
    let evaluation = stage.push("Evaluations", &[evaluation], shown).await.first();
    let by_itself = |position: u32| json!({ "priority": "MEDIUM", "status": "OPEN", "position": position });
    assert_eq!(evaluation["recommendations"]["nodes"], json!([by_itself(1), by_itself(2)]), "in the list's order");
    stage.pushed("Documents", &[row("d", json!({ "language": "en" }))]).await;
    let kept = stage.push("Documents", &[row("d", json!({ "title": "Nytt" }))], "language").await.first();
    assert_eq!(kept["language"], "en", "one that is there keeps what it has");
    let meeting = stage.push("Meetings", &[row("m", a_meeting("Mötet"))], "status access").await.first();
    assert_eq!((&meeting["status"], &meeting["access"]), (&json!("PLANNED"), &json!("INTERNAL")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn documents_that_were_written_without_a_language_get_it(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let mut ids = Vec::new();
    for (title, language) in [("Ett", "sv"), ("Two", "en")] {
        let mut document = a_document(title);
        document["language"] = json!(language);
        ids.push(stage.create("Document", document).await);
    }
    stage.app.tamper("UPDATE document SET language = '' WHERE title = 'Ett'").await;
    let before = stage.app.changes().await;
    for _ in ["repaired", "repaired already"] {
        let again = styrgraf::App::open(stage.app.config(), stage.app.server.clock.clone()).await.expect("a server");
        again.db.close().await;
        let shown = "language version";
        let repaired = json!({ "language": "sv", "version": 2 });
        assert_eq!(stage.see("document", &ids[0], shown).await, repaired);
        assert_eq!(stage.see("document", &ids[1], shown).await, json!({ "language": "en", "version": 1 }));
        assert_eq!(stage.app.changes().await, before + 1);
    }
    assert!(styrgraf::ledger::verify(&stage.app.server.db, None).await.expect("a report").is_intact());
}
