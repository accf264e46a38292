//! Objects that lead to each other, one after the other: they may be as many as there are, and never lead in a circle.

use entity::{Access, meeting};
use futures_util::future::join;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Stage;
use super::pushing::row;
use super::stage::a_meeting;
use crate::support::{Backend, Backend::*, Role, id_of, with};

const CYCLE: &str = "CYCLE input.previous";

/// Meetings of which each follows the one before. Their ids.
async fn line(stage: &Stage, length: usize) -> Vec<String> {
    let ids: Vec<Uuid> = (0..length).map(|_| Uuid::now_v7()).collect();
    let starts_on = entity::Date("2017-10-31".parse().expect("a day"));
    let meeting = |(n, id): (usize, &Uuid)| meeting::Model {
        id: *id,
        body_id: stage.world.body,
        title: format!("Möte {n}"),
        access: Access::Internal,
        starts_on,
        previous_id: n.checked_sub(1).map(|before| ids[before]),
        ..Default::default()
    };
    stage.app.write(ids.iter().enumerate().map(meeting).collect()).await;
    ids.into_iter().map(id_of::<meeting::Model>).collect()
}

fn after(id: &str) -> Value {
    json!({ "previous": { "id": id } })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_meetings_may_be_of_any_length(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let mut statements = Vec::new();
    for length in [3, 150] {
        let ids = line(&stage, length).await;
        let [first, .., last] = &ids[..] else { panic!("a line") };
        let counted = stage.app.statements();
        let next = stage.create("Meeting", with(a_meeting("Nästa"), after(last))).await;
        stage.change_breaks("Meeting", first, after(&next), CYCLE, &["previous"]).await;
        statements.push(stage.app.statements() - counted);
        stage.change("Meeting", &next, json!({ "title": "Ny" }), "").await;
        stage.change("Meeting", &ids[1], json!({ "previous": null }), "").await;
        stage.change("Meeting", first, after(&next), "").await;
    }
    assert_eq!(statements[0], statements[1], "one statement reads the line, however long");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_read_only_where_it_changes(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let ids = line(&stage, 3).await;
    let mut statements = Vec::new();
    for (id, over) in [(&ids[0], json!({})), (&ids[2], json!({})), (&ids[2], after(&ids[0]))] {
        let before = stage.app.statements();
        stage.change("Meeting", id, with(json!({ "title": "Ny titel", "place": id }), over), "").await;
        statements.push(stage.app.statements() - before);
    }
    assert_eq!(statements[0], statements[1], "what it follows is not asked about");
    assert!(statements[2] > statements[1], "{statements:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_circle_is_closed_over_what_the_writer_does_not_see(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let ids = line(&stage, 5).await;
    let hidden = json!({ "id": ids[2], "access": "RESTRICTED", "title": "Hemligt" });
    stage.app.as_role(Role::Admin).mutate("updateMeeting", hidden, "").await.written("updateMeeting");
    let words = ["previous would lead back to the object itself."];
    stage.change_breaks("Meeting", &ids[0], after(&ids[4]), CYCLE, &words).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_may_join_lines_and_close_none(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let key = |n: usize| json!({ "external": { "externalId": n.to_string() } });
    let follows = |n: usize, before: usize| row(&n.to_string(), json!({ "previous": key(before) }));
    let meetings: Vec<Value> = (0..300).map(|n| row(&n.to_string(), a_meeting("Mötet"))).collect();
    stage.pushed("Meetings", &meetings).await;
    let joined: Vec<Value> = (1..300).map(|n| follows(n, n - 1)).collect();
    assert_eq!(stage.pushed("Meetings", &joined).await.len(), 299);
    assert!(stage.pushed("Meetings", &joined).await.iter().all(|outcome| outcome.ends_with(" UNCHANGED")));
    let closing = [follows(150, 149), follows(0, 299)];
    stage.push_breaks("Meetings", &closing, "CYCLE input.meetings.1.previous", &["previous"]).await;
    let turned = [row("150", json!({ "previous": null })), follows(0, 299)];
    assert_eq!(stage.pushed("Meetings", &turned).await, ["150 UPDATED", "0 UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_writers_close_no_circle_between_them(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let editor = stage.editor();
    for _ in 0..20 {
        let (one, other) = (line(&stage, 4).await, line(&stage, 4).await);
        let follow = async |first: &str, last: &str| {
            editor.mutate("updateMeeting", with(json!({ "id": first }), after(last)), "").await
        };
        let answers = join(follow(&one[0], &other[3]), follow(&other[0], &one[3])).await;
        let taken = [answers.0, answers.1].iter().filter(|a| a.user_errors("updateMeeting").is_empty()).count();
        assert_eq!(taken, 1);
    }
}
