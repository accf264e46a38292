//! Links that say what came of what.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, an_evaluation, id_of, unused_id, with};

fn link(from: &str, to: &str, relation: &str) -> Value {
    json!({ "from": from, "to": to, "relation": relation })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_link_leads_from_one_object_to_another(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (meeting, plan) = (stage.meeting("Mötet").await, stage.plan());
    let create = "createTraceLink";
    stage.breaks(create, link(&meeting, &meeting, "LED_TO"), "CYCLE input.to", &["the same object"]).await;
    let unknown = id_of::<entity::meeting::Model>(unused_id());
    // The meeting's own id under another type.
    let other_type = id_of::<entity::evaluation::Model>(crate::support::uuid_of(&meeting));
    for nothing in [&*unknown, &*other_type, "", "inte ett id", "TWVldGluZzp4", "TWVldGluZw=="] {
        let words = ["no object with this id"];
        stage.breaks(create, link(&meeting, nothing, "LED_TO"), "UNKNOWN_REFERENCE input.to", &words).await;
        stage.breaks(create, link(nothing, &meeting, "LED_TO"), "UNKNOWN_REFERENCE input.from", &words).await;
    }
    let made = stage.create("TraceLink", link(&meeting, &plan, "LED_TO")).await;
    stage.breaks(create, link(&made, &plan, "LED_TO"), "UNKNOWN_REFERENCE input.from", &["a link can name"]).await;
    stage.create("TraceLink", link(&plan, &meeting, "LED_TO")).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_objects_are_linked_once_by_a_relation(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (meeting, plan) = (stage.meeting("Mötet").await, stage.plan());
    stage.create("TraceLink", link(&meeting, &plan, "LED_TO")).await;
    let at = "ALREADY_EXISTS input.relation";
    stage.breaks("createTraceLink", link(&meeting, &plan, "LED_TO"), at, &["linked by this relation"]).await;
    let other = stage.create("TraceLink", link(&meeting, &plan, "INFORMED")).await;
    stage.change_breaks("TraceLink", &other, json!({ "relation": "LED_TO" }), at, &["linked"]).await;
    stage.change("TraceLink", &other, json!({ "relation": "BASED_ON", "confidence": "INFERRED" }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_link_names_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (from, to) = (stage.meeting("Från").await, stage.meeting("Till").await);
    let made = stage.create("TraceLink", link(&from, &to, "LED_TO")).await;
    stage.delete_breaks("Meeting", &from, "IN_USE input.id", &["TraceLink.from (1)"]).await;
    stage.delete_breaks("Meeting", &to, "IN_USE input.id", &["TraceLink.to (1)"]).await;
    stage.delete("TraceLink", &made).await;
    stage.delete("Meeting", &to).await;
    let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let finding = json!({ "evaluation": { "id": evaluation }, "kind": "NEED", "text": "Behov" });
    let finding = stage.create("Finding", finding).await;
    stage.create("TraceLink", link(&finding, &from, "LED_TO")).await;
    let words = ["TraceLink.from (1)"];
    stage.delete_breaks("Evaluation", &evaluation, "IN_USE input.id", &words).await;
    stage.delete_breaks("Finding", &finding, "IN_USE input.id", &words).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_does_not_leave_out_what_a_link_names(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let items = |items: Value| with(row("m", a_meeting("Mötet")), json!({ "agendaItems": items }));
    let item = row("i", json!({ "title": "Punkten", "purpose": "INFORMATION" }));
    let shown = "agendaItems { nodes { id } }";
    let pushed = stage.push("Meetings", &[items(json!([item]))], shown).await.first();
    let item = pushed["agendaItems"]["nodes"][0]["id"].as_str().expect("an id").to_owned();
    let made = stage.create("TraceLink", link(&item, &stage.plan(), "INFORMED")).await;
    let at = "IN_USE input.meetings.0.agendaItems";
    stage.push_breaks("Meetings", &[items(json!([]))], at, &["\"i\"", "referred to"]).await;
    stage.delete("TraceLink", &made).await;
    assert_eq!(stage.pushed("Meetings", &[items(json!([]))]).await, ["m UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_takes_the_place_of_what_has_taken_its_own(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (one, two, plan) = (stage.meeting("Ett").await, stage.meeting("Två").await, stage.plan());
    stage.create("TraceLink", link(&one, &two, "SUPERSEDES")).await;
    stage.create("TraceLink", link(&two, &plan, "SUPERSEDES")).await;
    for (from, to) in [(&two, &one), (&plan, &two), (&plan, &one)] {
        let at = "CYCLE input.to";
        stage.breaks("createTraceLink", link(from, to, "SUPERSEDES"), at, &["supersedes from already"]).await;
    }
    let other = stage.create("TraceLink", link(&plan, &one, "INFORMED")).await;
    let change = json!({ "relation": "SUPERSEDES", "basis": "Sägs" });
    stage.change_breaks("TraceLink", &other, change, "CYCLE input.to", &["circle"]).await;
    stage.create("TraceLink", link(&one, &plan, "SUPERSEDES")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_objects_that_supersede_each_other_has_an_end() {
    let stage = Stage::set(Sqlite).await;
    let mut before = stage.meeting("0").await;
    for number in 1..=51 {
        let next = stage.meeting(&number.to_string()).await;
        let supersedes = link(&next, &before, "SUPERSEDES");
        if number == 51 {
            stage.breaks("createTraceLink", supersedes, "TOO_MANY input.to", &["50"]).await;
        } else {
            stage.create("TraceLink", supersedes).await;
        }
        before = next;
    }
}
