//! The words that rows are found by: written with each row, deleted with it, and made anew for rows from before.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::App as Server;

use super::{search, shown, texts};
use crate::support::{App, Backend, Backend::*, Role, Schema, World, an_evaluation, with};

async fn found(app: &App, query: &str) -> Vec<String> {
    shown(&search(&app.as_role(Role::Admin), json!({ "query": query })).await)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_an_editor_writes_is_found_until_it_is_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Snöskotrar")).await;
    assert_eq!(found(&app, "snöskoter").await, ["Evaluation: [Snöskotrar]"]);
    let input = json!({ "id": id, "expectedVersion": 1, "title": "Renar", "summary": "Om fjället" });
    editor.mutate("updateEvaluation", input, "version").await.written("updateEvaluation");
    assert_eq!(found(&app, "snöskoter").await, [""; 0]);
    assert_eq!(found(&app, "fjället ren").await, ["Evaluation: [Renar]"]);
    let input = json!({ "id": id, "expectedVersion": 2, "summary": null });
    editor.mutate("updateEvaluation", input, "version").await.written("updateEvaluation");
    assert_eq!(found(&app, "fjället").await, [""; 0]);
    editor.mutate("deleteEvaluation", json!({ "id": id, "expectedVersion": 3 }), "").await.data();
    assert_eq!(found(&app, "renar").await, [""; 0]);
    assert_eq!(app.number("SELECT count(*) AS number FROM search_text WHERE node_type = 'Evaluation'").await, 0);
}

/// The words that are in SQLite's index. PostgreSQL's is its own affair.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_word_outlives_its_row(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Snöskotrar och vargar")).await;
    app.tamper("CREATE VIRTUAL TABLE kept USING fts5vocab (search_index, row)").await;
    let kept = "SELECT count(*) AS number FROM kept WHERE term IN ('snöskotrar', 'vargar')";
    assert_eq!(app.number(kept).await, 2);
    editor
        .mutate("updateEvaluation", json!({ "id": id, "expectedVersion": 1, "title": "Vargar" }), "version")
        .await
        .data();
    assert_eq!(app.number(kept).await, 1);
    editor.mutate("deleteEvaluation", json!({ "id": id, "expectedVersion": 2 }), "").await.data();
    assert_eq!(app.number(kept).await, 0);
    app.tamper("INSERT INTO search_index (search_index) VALUES ('integrity-check')").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_pushed_is_found_until_it_is_taken_back(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let integration = app.as_role(Role::Integration);
    let push = async |over: Value| {
        let mutation = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
            results { outcome userErrors { message } } userErrors { message } } }";
        let answer = integration.ask_with(mutation, json!({ "input": with(json!({ "source": "tests" }), over) })).await;
        assert_eq!(answer.at("/pushEvaluations/userErrors"), &json!([]), "{}", answer.body);
    };
    let row = |title: &str, findings: Value| {
        let base = with(an_evaluation(title), json!({ "externalId": "1", "status": "PLANNED", "findings": findings }));
        json!({ "evaluations": [base] })
    };
    let said = |text: &str| json!([{ "externalId": "1", "kind": "NEED", "text": text }]);
    push(row("Första", said("Vinterdäck"))).await;
    assert_eq!(found(&app, "vinterdäck").await, ["Finding: [Vinterdäck]"]);
    push(row("Andra", said("Sommardäck"))).await;
    assert_eq!((found(&app, "vinterdäck").await, found(&app, "första").await), (vec![], vec![]));
    assert_eq!((found(&app, "sommardäck").await.len(), found(&app, "andra").await.len()), (1, 1));
    push(row("Andra", json!([]))).await;
    assert_eq!(found(&app, "sommardäck").await, [""; 0]);
    push(json!({ "evaluations": [], "deleteExternalIds": ["1"] })).await;
    assert_eq!(found(&app, "andra").await, [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn words_cost_one_statement_for_each_table_however_many_rows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let count = async |rows: usize| {
        let row = |number: usize| entity::evaluation::Model { title: format!("Rad {number}"), ..Default::default() };
        let before = app.statements();
        app.write((0..rows).map(row).collect()).await;
        app.statements() - before
    };
    // The head's lock, the rows, their words, and the ledger's four.
    assert_eq!((count(1).await, count(500).await), (7, 7));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_and_reference_data_are_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let public = app.public();
    let answer = search(&public, json!({ "query": "Arjeplog", "first": 10 })).await;
    let types: BTreeSet<&str> = answer.texts("/search/nodes", "field").into_iter().collect();
    assert!(answer.at("/search/totalCount").as_i64() > Some(2) && types.contains("name"), "{}", answer.body);
    assert!(found(&app, "kompetensförsörjning").await.len() > 3);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_from_before_get_their_words_at_the_next_start(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    let before = (found(&app, "kompetens").await, app.changes().await);
    app.tamper("DELETE FROM search_text").await;
    app.tamper("INSERT INTO search_text (node_id, node_type, updated_ms, title, words) SELECT id, 'Gone', 0, '', 'kompetens' FROM action_plan").await;
    let start = async || {
        let server = Server::open(app.config(), app.server.clock.clone()).await.expect("a second server");
        server.db.close().await;
    };
    let kept = async || app.number("SELECT count(*) AS number FROM search_text WHERE node_type <> 'Gone'").await;
    start().await;
    assert_eq!(kept().await, 0, "how they were made has not changed");
    app.tamper("UPDATE search_state SET made_of = 'another way'").await;
    start().await;
    assert_eq!((found(&app, "kompetens").await, app.changes().await), before);
    assert!(kept().await > 300, "territories too");
    assert_eq!(app.number("SELECT count(*) AS number FROM search_text WHERE node_type = 'Gone'").await, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn more_rows_than_are_read_at_once_get_their_words(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let row = |number: usize| entity::evaluation::Model { title: format!("Rad {number}"), ..Default::default() };
    app.write((0..2_500).map(row).collect()).await;
    app.tamper("DELETE FROM search_text").await;
    app.tamper("DELETE FROM search_state").await;
    Server::open(app.config(), app.server.clock.clone()).await.expect("a second server").db.close().await;
    let count = "SELECT count(*) AS number FROM search_text WHERE node_type = 'Evaluation'";
    assert_eq!(app.number(count).await, 2_500);
}

/// Texts in which nobody looks for words, and why.
const NOT_SEARCHED: [(&str, &str); 5] = [
    ("basis", "a link is found from its two objects"),
    ("external_id", "another system's key"),
    ("source", "another system's name"),
    ("language", "a tag"),
    ("unit_code", "a code for a unit of measurement"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_text_is_searched_or_it_is_said_why_not() {
    let app = App::start(Sqlite).await;
    let schema = Schema::of(&app).await;
    for table in entity::TABLES.iter().filter(|table| table.list.is_none()) {
        let fields = schema.fields(table.node_type);
        for searched in table.searched {
            assert!(
                fields.iter().any(|field| field.name == searched.field && field.kind.named() == "String"),
                "{}.{}",
                table.node_type,
                searched.field
            );
        }
        for field in fields.iter().filter(|field| field.kind.named() == "String") {
            let is_excused = NOT_SEARCHED.iter().any(|(column, _)| crate::indexes::snake(&field.name) == *column);
            let is_searched = table.searched.iter().any(|searched| searched.field == field.name);
            assert!(is_searched != is_excused, "{}.{}: mark its column #[searched]", table.node_type, field.name);
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_object_without_an_agency_is_found_too(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    assert_eq!(found(&app, "styrstruktur").await, ["SteeringFramework: [Styrstrukturen]"]);
}
