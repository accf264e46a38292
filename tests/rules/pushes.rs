//! Pushes of meetings: their items, who presents them, and what is presented.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::{Pushed, push_as, row};
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, an_evaluation, with};

fn person(given: &str, family: &str) -> Value {
    let unit = json!({ "name": "Myndigheten" });
    json!({ "person": { "name": { "givenName": given, "familyName": family, "organisation": unit } } })
}

fn item(external_id: &str, over: Value) -> Value {
    with(row(external_id, json!({ "title": external_id, "purpose": "INFORMATION" })), over)
}

fn meeting(items: &[Value]) -> Value {
    with(row("m", a_meeting("Mötet")), json!({ "agendaItems": items }))
}

const SHOWN: &str =
    "title version agendaItems { nodes { externalId position version evaluations { nodes { externalId } }
    presenters { __typename ... on Person { familyName } ... on Post { title } } } }";

async fn start(on: Backend) -> Stage {
    let stage = Stage::set(on).await;
    let unit = json!({ "name": "Myndigheten" });
    stage.create("Person", json!({ "givenName": "Per", "familyName": "Ek", "organisation": unit })).await;
    stage.create("Post", json!({ "title": "Gd", "organisation": unit })).await;
    stage.pushed("Evaluations", &["e1", "e2"].map(|id| row(id, an_evaluation(id)))).await;
    stage
}

async fn push(stage: &Stage, items: &[Value]) -> Pushed {
    push_as(&stage.reading_source(), "Meetings", &[meeting(items)], SHOWN).await
}

/// An item with presenters and evaluations, in an order.
#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
fn presented(presenters: [Value; 3], evaluations: [&str; 2]) -> Value {
    let evaluations = evaluations.map(|id| json!({ "external": { "externalId": id } }));
    item("i", json!({ "presenters": presenters, "evaluations": evaluations }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn items_come_with_who_presents_them_and_what(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let [karin, per, gd] = [person("Karin", "Åberg"), person("Per", "Ek"), json!({ "post": { "title": "Gd" } })];
    let items = [presented([per.clone(), gd.clone(), karin.clone()], ["e2", "e1"]), item("second", json!({}))];
    let created = push(&stage, &items).await;
    let nodes = created.first()["agendaItems"]["nodes"].clone();
    let expected = json!([{ "__typename": "Person", "familyName": "Ek" }, { "__typename": "Post", "title": "Gd" },
        { "__typename": "Person", "familyName": "Åberg" }]);
    assert_eq!(
        (&nodes[0]["presenters"], &nodes[0]["position"], &nodes[1]["position"]),
        (&expected, &json!(1), &json!(2))
    );
    assert_eq!(nodes[0]["evaluations"]["nodes"].as_array().map(Vec::len), Some(2));
    let lines = stage.app.changes().await;
    assert_eq!(push(&stage, &items).await.outcomes(), ["m UNCHANGED"]);
    assert_eq!(stage.app.changes().await, lines);
    let turned = [presented([karin, gd, per], ["e2", "e1"]), item("second", json!({}))];
    let updated = push(&stage, &turned).await;
    assert_eq!(updated.outcomes(), ["m UPDATED"]);
    let names = updated.first()["agendaItems"]["nodes"][0]["presenters"].clone();
    assert_eq!((&names[0]["familyName"], &names[2]["familyName"]), (&json!("Åberg"), &json!("Ek")));
    let changed = "SELECT changed AS text FROM change WHERE node_type = 'AgendaItem' AND version = 2";
    assert_eq!(stage.app.texts(changed).await, [r#"["presenters"]"#]);
    assert_eq!(push(&stage, &turned).await.outcomes(), ["m UNCHANGED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_an_item_names_must_be_known_to_the_source(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let at = |place: &str| format!("UNKNOWN_REFERENCE input.meetings.0.agendaItems.0.{place}");
    let by = |presenter: Value| [meeting(&[item("i", json!({ "presenters": [presenter] }))])];
    let words = ["no Person", "Karin Ek"];
    stage.push_breaks("Meetings", &by(person("Karin", "Ek")), &at("presenters.0"), &words).await;
    let by_reader = push_as(&stage.reading_source(), "Meetings", &by(person("Karin", "Ek")), "").await;
    assert_eq!(by_reader.errors(), [at("presenters.0")]);
    assert_eq!(stage.count("meeting").await, 0);
    assert_eq!(stage.pushed("Meetings", &by(json!({ "post": { "title": "Gd" } }))).await, ["m CREATED"]);
    let about = |key: Value| [meeting(&[item("i", json!({ "evaluations": [{ "external": key }] }))])];
    let foreign = json!({ "source": "other", "externalId": "e1" });
    stage.push_breaks("Meetings", &about(foreign), &at("evaluations.0"), &["no Evaluation", "e1"]).await;
    let unknown = json!({ "externalId": "e3" });
    stage.push_breaks("Meetings", &about(unknown), &at("evaluations.0"), &["no Evaluation", "e3"]).await;
    let named = json!({ "source": "tests", "externalId": "e1" });
    assert_eq!(stage.pushed("Meetings", &about(named)).await, ["m UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_items_external_id_is_its_sources_own(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let other = |items: &[Value]| with(meeting(items), json!({ "externalId": "n" }));
    let one = [item("i", json!({}))];
    let at = "DUPLICATE_IN_PUSH input.meetings.1.agendaItems.0.externalId";
    stage.push_breaks("Meetings", &[meeting(&one), other(&one)], at, &["\"i\""]).await;
    stage.pushed("Meetings", &[meeting(&one)]).await;
    let at = "ALREADY_EXISTS input.meetings.0.agendaItems.0.externalId";
    stage.push_breaks("Meetings", &[other(&one)], at, &["\"i\"", "another object"]).await;
    let many: Vec<Value> = (0..201).map(|number| item(&number.to_string(), json!({}))).collect();
    let at = "TOO_MANY input.meetings.0.agendaItems";
    stage.push_breaks("Meetings", &[other(&many)], at, &["201", "200"]).await;
    assert_eq!(stage.pushed("Meetings", &[other(&many[..200])]).await, ["n CREATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_push_closes_a_circle_of_items(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = start(on).await;
    let deferred = |id: &str| item(id, json!({ "status": "DEFERRED" }));
    stage.pushed("Meetings", &[meeting(&[deferred("1"), deferred("2")])]).await;
    let from = |id: &str, from: &str| item(id, json!({ "carriedFrom": { "external": { "externalId": from } } }));
    let circle = [meeting(&[from("1", "2"), from("2", "1")])];
    let at = ["0", "1"].map(|item| format!("CYCLE input.meetings.0.agendaItems.{item}.carriedFrom"));
    stage.push_breaks_at("Meetings", &circle, &[&at[0], &at[1]], &["carriedFrom"]).await;
    let chain = [meeting(&[from("1", "2"), item("2", json!({ "carriedFrom": null }))])];
    assert_eq!(stage.pushed("Meetings", &chain).await, ["m UPDATED"]);
    let turned = [meeting(&[item("1", json!({ "carriedFrom": null })), from("2", "1")])];
    assert_eq!(stage.pushed("Meetings", &turned).await, ["m UPDATED"], "turned round in one push");
}
