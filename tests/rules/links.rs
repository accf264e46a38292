//! Lists that name what not everybody sees.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, Role, an_evaluation, with};

async fn restrict(stage: &Stage, evaluation: &str) {
    let input = json!({ "id": evaluation, "access": "RESTRICTED" });
    stage.app.as_role(Role::Admin).mutate("updateEvaluation", input, "").await.written("updateEvaluation");
}

/// The titles of an item's evaluations as an admin sees them.
async fn evaluations(stage: &Stage, item: &str) -> Vec<String> {
    let query = "query ($id: ID!) { agendaItem(by: { id: $id }) { evaluations(orderBy: { field: TITLE }) { nodes { title } } } }";
    let answer = stage.app.as_role(Role::Admin).ask_with(query, json!({ "id": item })).await;
    answer.texts("/agendaItem/evaluations/nodes", "title").into_iter().map(str::to_owned).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_that_an_editor_does_not_see_stays_in_the_list(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let mut ids = Vec::new();
    for title in ["A", "B", "C"] {
        ids.push(json!({ "id": stage.create("Evaluation", an_evaluation(title)).await }));
    }
    let meeting = stage.meeting("Mötet").await;
    let item =
        json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": "INFORMATION", "evaluations": ids });
    let item = stage.create("AgendaItem", item).await;
    restrict(&stage, ids[1]["id"].as_str().expect("an id")).await;
    stage.change("AgendaItem", &item, json!({ "evaluations": [ids[0]] }), "").await;
    assert_eq!(evaluations(&stage, &item).await, ["A", "B"]);
    stage.change("AgendaItem", &item, json!({ "evaluations": null }), "").await;
    assert_eq!(evaluations(&stage, &item).await, ["B"]);
    let at = "UNKNOWN_REFERENCE input.evaluations.0";
    stage.change_breaks("AgendaItem", &item, json!({ "evaluations": [ids[1]] }), at, &["no Evaluation"]).await;
    let admin = stage.app.as_role(Role::Admin);
    let all = json!({ "id": item, "evaluations": [] });
    admin.mutate("updateAgendaItem", all, "").await.written("updateAgendaItem");
    assert_eq!(evaluations(&stage, &item).await, [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_names_a_presenter_whom_it_does_not_see_and_takes_him_away(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let unit = json!({ "name": "Myndigheten" });
    for title in ["Gd", "Bitr. gd"] {
        stage.create("Post", json!({ "title": title, "organisation": unit })).await;
    }
    let post = |title: &str| json!({ "post": { "title": title } });
    let person = json!({ "person": { "name": { "givenName": "Karin", "familyName": "Åberg", "organisation": unit } } });
    let pushed = |presenters: Value| {
        let item = row("i", json!({ "title": "Punkten", "purpose": "INFORMATION", "presenters": presenters }));
        [with(row("m", a_meeting("Mötet")), json!({ "agendaItems": [item] }))]
    };
    stage.pushed("Meetings", &pushed(json!([post("Gd"), person]))).await;
    let key = "{ external: { source: \"tests\", externalId: \"i\" } }";
    let item = stage.editor().ask(format!("{{ agendaItem(by: {key}) {{ id }} }}")).await;
    let item = item.text("/agendaItem/id");
    let shown = "presenters { ... on Person { name: familyName } ... on Post { name: title } }";
    let both = stage.see("agendaItem", item, shown).await["presenters"].clone();
    assert_eq!(both, json!([{ "name": "Gd" }, { "name": "Åberg" }]));
    stage.pushed("Meetings", &pushed(json!([post("Bitr. gd")]))).await;
    assert_eq!(stage.see("agendaItem", item, shown).await["presenters"], json!([{ "name": "Bitr. gd" }]));
    assert_eq!(stage.pushed("Meetings", &pushed(json!([post("Bitr. gd")]))).await, ["m UNCHANGED"]);
}
