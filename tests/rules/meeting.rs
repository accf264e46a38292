//! Meetings and the items on their agendas.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::row;
use super::stage::{a_decision, a_meeting};
use crate::support::{Backend, Backend::*, id_of, with};

/// A meeting with these items, as a source has it.
#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
pub fn pushed(external_id: &str, items: Value) -> Value {
    with(row(external_id, a_meeting("Mötet")), json!({ "agendaItems": items }))
}

pub fn item(external_id: &str, over: Value) -> Value {
    with(row(external_id, json!({ "title": external_id, "purpose": "DECISION", "status": "SCHEDULED" })), over)
}

/// The global id of an agenda item that was pushed.
pub async fn id_of_item(stage: &Stage, external_id: &str) -> String {
    let query = format!(
        "{{ agendaItem(by: {{ external: {{ source: \"tests\", externalId: \"{external_id}\" }} }}) {{ id }} }}"
    );
    stage.editor().ask(query).await.text("/agendaItem/id").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_at_which_something_was_decided_is_not_left_out(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let both = pushed("m", json!([item("decided", json!({})), item("silent", json!({}))]));
    assert_eq!(stage.pushed("Meetings", &[both]).await, ["m CREATED"]);
    let decided = id_of_item(&stage, "decided").await;
    let decision = stage.create("Decision", a_decision(&decided, "ADOPT")).await;
    let without = pushed("m", json!([item("silent", json!({}))]));
    let at = "IN_USE input.meetings.0.agendaItems";
    stage.push_breaks("Meetings", std::slice::from_ref(&without), at, &["\"decided\"", "referred to by"]).await;
    stage.push_breaks("Meetings", &[pushed("m", Value::Null)], at, &["\"decided\""]).await;
    let gone = stage.see("agendaItem", &decided, "meeting { id }").await["meeting"]["id"].clone();
    let words = ["AgendaItem.meeting (2)"];
    stage.delete_breaks("Meeting", gone.as_str().expect("an id"), "IN_USE input.id", &words).await;
    let other = pushed("m", json!([item("decided", json!({}))]));
    assert_eq!(stage.pushed("Meetings", &[other]).await, ["m UPDATED"], "nothing rests on the other one");
    stage.delete("Decision", &decision).await;
    assert_eq!(stage.pushed("Meetings", &[without]).await, ["m UPDATED"]);
    assert_eq!(stage.app.texts("SELECT title AS text FROM agenda_item").await, ["silent"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_meeting_follows_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let [first, second, third] = [stage.meeting("1").await, stage.meeting("2").await, stage.meeting("3").await];
    let after = |id: &str| json!({ "previous": { "id": id } });
    stage.change("Meeting", &second, after(&first), "").await;
    stage.change("Meeting", &third, after(&second), "").await;
    for previous in [&first, &second, &third] {
        stage.change_breaks("Meeting", &first, after(previous), "CYCLE input.previous", &["previous"]).await;
    }
    stage.change_breaks("Meeting", &second, after(&third), "CYCLE input.previous", &["previous"]).await;
    stage.change("Meeting", &third, after(&first), "").await;
    stage.delete_breaks("Meeting", &first, "IN_USE input.id", &["Meeting.previous (2)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_push_closes_a_circle_of_meetings(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let after = |id: &str, previous: Value| row(id, json!({ "previous": previous }));
    let key = |id: &str| json!({ "external": { "externalId": id } });
    stage.pushed("Meetings", &["a", "b"].map(|id| pushed(id, json!([])))).await;
    let at = ["CYCLE input.meetings.0.previous", "CYCLE input.meetings.1.previous"];
    let circle = [after("a", key("b")), after("b", key("a"))];
    stage.push_breaks_at("Meetings", &circle, &at, &["previous"]).await;
    stage.push_breaks("Meetings", &[after("a", key("a"))], "CYCLE input.meetings.0.previous", &["previous"]).await;
    assert_eq!(stage.pushed("Meetings", &[after("a", key("b"))]).await, ["a UPDATED"]);
    stage.push_breaks("Meetings", &[after("b", key("a"))], "CYCLE input.meetings.0.previous", &["previous"]).await;
    let turned = [after("b", key("a")), after("a", Value::Null)];
    assert_eq!(stage.pushed("Meetings", &turned).await, ["b UPDATED", "a UPDATED"], "turned round in one push");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_put_off_comes_back(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Nästa möte").await;
    let from = |id: &str| json!({ "meeting": { "id": meeting }, "title": "Igen", "purpose": "DISCUSSION", "carriedFrom": { "id": id } });
    let fresh = stage.item(&meeting, "DISCUSSION").await;
    let words = ["carriedFrom", "DEFERRED or REFERRED_BACK"];
    stage.breaks("createAgendaItem", from(&fresh), "INVALID input.carriedFrom", &words).await;
    let unknown = id_of::<entity::agenda_item::Model>(crate::support::unused_id());
    stage.breaks("createAgendaItem", from(&unknown), "UNKNOWN_REFERENCE input.carriedFrom", &["AgendaItem"]).await;
    let (deferred, back) = (stage.deferred().await, stage.deferred().await);
    let again = stage.create("AgendaItem", from(&deferred)).await;
    for status in ["SCHEDULED", "REFERRED_BACK"] {
        stage.change("AgendaItem", &again, json!({ "status": status }), "").await;
    }
    stage.create("AgendaItem", from(&again)).await;
    let key = json!({ "carriedFrom": { "id": again } });
    stage.change_breaks("AgendaItem", &deferred, key.clone(), "CYCLE input.carriedFrom", &["carriedFrom"]).await;
    stage.change("AgendaItem", &back, key, "").await;
    stage.delete_breaks("AgendaItem", &deferred, "IN_USE input.id", &["AgendaItem.carriedFrom (1)"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_starts_on_its_day_in_sweden(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let at = |instant: &str| with(a_meeting("Mötet"), json!({ "startsAt": instant }));
    let words = ["startsAt", "startsOn", "2017-10-31"];
    // Winter time: the day starts at 23:00 the evening before in UTC.
    for wrong in ["2017-10-30T22:59:59Z", "2017-10-31T23:00:00Z"] {
        stage.breaks("createMeeting", at(wrong), "OUT_OF_RANGE input.startsAt", &words).await;
    }
    for right in ["2017-10-30T23:00:00Z", "2017-10-31T22:59:59Z"] {
        stage.create("Meeting", at(right)).await;
    }
}
