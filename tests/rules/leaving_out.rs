//! What is left out of a push does not count: the others are judged and written as if it had not been sent.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::pushing::{Pushed, row};
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*};

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
