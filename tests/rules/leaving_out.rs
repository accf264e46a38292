//! What is left out of a push does not count: the others are judged and written as if it had not been sent.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::{Pushed, row};
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, Role, with};

fn key(id: &str) -> Value {
    json!({ "external": { "externalId": id } })
}

fn after(id: &str, previous: &str) -> Value {
    row(id, json!({ "previous": key(previous) }))
}

/// Meetings, each after the one before it.
async fn line(stage: &Stage, ids: &[&str]) {
    let meetings: Vec<Value> = ids.iter().map(|id| row(id, a_meeting(id))).collect();
    stage.pushed("Meetings", &meetings).await;
    let line: Vec<Value> = ids.windows(2).map(|pair| after(pair[1], pair[0])).collect();
    stage.pushed("Meetings", &line).await;
}

/// An editor's item, which keeps a meeting from being deleted.
async fn hold(stage: &Stage, meeting: &str) {
    let key = json!({ "external": { "source": "tests", "externalId": meeting } });
    let item = json!({ "meeting": key, "title": "Redaktörens", "purpose": "DISCUSSION" });
    stage.create("AgendaItem", item).await;
}

/// What became of the rows, and what is wrong with them.
#[track_caller]
fn became(pushed: &Pushed, outcomes: &[&str], errors: &[&str]) {
    assert_eq!(pushed.errors(), errors, "{}", pushed.answer.body);
    assert_eq!(pushed.outcomes(), outcomes);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_circle_is_closed_by_what_stays_as_it_is(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    line(&stage, &["1", "2"]).await;
    let freed = |title: &str| row("2", json!({ "previous": null, "title": title }));
    let closing = [after("1", "2"), freed(" ")];
    let at = ["CYCLE input.meetings.0.previous", "REQUIRED input.meetings.1.title"];
    became(&stage.push_good("Meetings", &closing, &[]).await, &["1 REJECTED", "2 REJECTED"], &at);
    let turned = [after("1", "2"), freed("Två")];
    became(&stage.push_good("Meetings", &turned, &[]).await, &["1 UPDATED", "2 UPDATED"], &[]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_rests_on_a_row_that_rests_on_another_is_left_out_too(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let ids: Vec<String> = (0..40).map(|id| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    // The last row is wrong, so the one before it would close a circle, and so on to the first.
    for (length, first) in [(4, "CYCLE input.meetings.0.previous"), (40, "INVALID input.meetings.0")] {
        line(&stage, &ids[..length]).await;
        let mut turned: Vec<Value> = ids[..length].windows(2).map(|pair| after(pair[0], pair[1])).collect();
        turned.push(row(ids[length - 1], json!({ "previous": null, "title": " " })));
        turned.push(row("free", a_meeting("Fritt")));
        let pushed = stage.push_good("Meetings", &turned, &[]).await;
        assert!(pushed.outcomes()[..length].iter().all(|outcome| outcome.ends_with(" REJECTED")));
        assert_eq!(pushed.errors()[0], first);
        let free = pushed.outcomes().pop();
        assert_eq!(free.as_deref(), Some(if length == 4 { "free CREATED" } else { "free REJECTED" }));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_keeps_what_it_refers_to(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    line(&stage, &["1", "2", "3"]).await;
    hold(&stage, "3").await;
    let good = [row("good", a_meeting("Nytt"))];
    let pushed = stage.push_good("Meetings", &good, &["1", "2", "3"]).await;
    let at = ["0", "1", "2"].map(|index| format!("IN_USE input.deleteExternalIds.{index}"));
    let outcomes = ["good CREATED", "1 REJECTED", "2 REJECTED", "3 REJECTED"];
    became(&pushed, &outcomes, &at.each_ref().map(String::as_str));
    let messages = pushed.messages();
    assert!(messages[0].contains("Meeting.previous (1)"), "{messages:?}");
    stage.app.tamper("DELETE FROM agenda_item").await;
    let gone = ["1 DELETED", "2 DELETED", "3 DELETED"];
    became(&stage.push_good("Meetings", &[], &["1", "2", "3"]).await, &gone, &[]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_wrong_row_would_have_removed_still_refers(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = |id: &str| row(id, json!({ "title": id, "purpose": "DISCUSSION", "status": "DEFERRED" }));
    let meeting = |id: &str, item: Value| with(row(id, a_meeting(id)), json!({ "agendaItems": [item] }));
    stage.pushed("Meetings", &[meeting("old", item("i")), meeting("new", item("j"))]).await;
    let carried = json!({ "externalId": "j", "carriedFrom": key("i") });
    stage.pushed("Meetings", &[row("new", json!({ "agendaItems": [carried] }))]).await;
    let [old, wrong] =
        [("old", "old"), ("new", " ")].map(|(id, title)| row(id, json!({ "agendaItems": [], "title": title })));
    let at = ["IN_USE input.meetings.0.agendaItems", "REQUIRED input.meetings.1.title"];
    let pushed = stage.push_good("Meetings", &[old.clone(), wrong], &[]).await;
    became(&pushed, &["old REJECTED", "new REJECTED"], &at);
    let both = [old.clone(), row("new", json!({ "agendaItems": [], "title": " " }))];
    stage.push_breaks("Meetings", &both, at[1], &["title"]).await;
    let right = row("new", json!({ "agendaItems": [] }));
    became(&stage.push_good("Meetings", &[old, right], &[]).await, &["old UPDATED", "new UPDATED"], &[]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_not_named_by_the_same_push(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    line(&stage, &["0", "1"]).await;
    stage.pushed("Meetings", &[row("2", a_meeting("2"))]).await;
    let rows = [after("2", "1"), row("3", a_meeting("3"))];
    let at = "UNKNOWN_REFERENCE input.meetings.0.previous";
    let pushed = stage.push_good("Meetings", &rows, &["1"]).await;
    became(&pushed, &["2 REJECTED", "3 CREATED", "1 DELETED"], &[at]);
    assert!(pushed.messages()[0].contains("previous"), "{:?}", pushed.messages());
    hold(&stage, "0").await;
    let rows = [after("2", "0"), row("4", a_meeting("4"))];
    let pushed = stage.push_good("Meetings", &rows, &["0"]).await;
    became(&pushed, &["2 UPDATED", "4 CREATED", "0 REJECTED"], &["IN_USE input.deleteExternalIds.0"]);
    let input = json!({ "source": "tests", "meetings": [after("3", "4")], "deleteExternalIds": ["4"] });
    let integration = stage.app.as_role(Role::Integration);
    let all = super::pushing::send(&integration, "Meetings", input, "").await;
    became(&all, &["3 REJECTED", "4 REJECTED"], &[at]);
}
