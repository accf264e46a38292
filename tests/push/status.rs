//! What a source may say of a status, and what stays.

use rstest::rstest;
use serde_json::{Value, json};

use super::{first, observation, outcome, push, row, with_indicator, wrong};
use crate::support::{Answer, App, Backend, Backend::*, Role, recommend};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_status_goes_forward_only(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let status_of = async |id: &str, wanted: &str| {
        let answer = push(&app, &[row(id, json!({ "status": wanted }))]).await;
        let result = answer.at("/pushEvaluations/results/0").clone();
        (outcome(&answer).remove(0), result["evaluation"]["status"].clone(), result["statusKept"].clone())
    };
    assert_eq!(status_of("a", "DELIVERED").await, ("a CREATED".into(), json!("DELIVERED"), json!(false)));
    assert_eq!(
        status_of("a", "IN_PROGRESS").await,
        ("a UNCHANGED".into(), json!("DELIVERED"), json!(true)),
        "not taken back"
    );
    let cancelled = push(&app, &[row("a", json!({ "status": "CANCELLED" }))]).await;
    assert_eq!(wrong(&cancelled), ["INVALID_TRANSITION input.evaluations.0.status"]);
    let status = async |wanted: &str| status_of("b", wanted).await;
    assert_eq!(status("COMMISSIONED").await, ("b CREATED".into(), json!("COMMISSIONED"), json!(false)));
    assert_eq!(status("PUBLISHED").await, ("b UPDATED".into(), json!("PUBLISHED"), json!(false)), "it may jump");
    let changes = app.changes().await;
    for behind in ["PLANNED", "IN_PROGRESS", "DELIVERED"] {
        assert_eq!(status(behind).await, ("b UNCHANGED".into(), json!("PUBLISHED"), json!(true)), "{behind}");
    }
    assert_eq!(app.changes().await, changes);
    let sideways = push(&app, &[row("b", json!({ "status": "CANCELLED" }))]).await;
    assert_eq!(wrong(&sideways), ["INVALID_TRANSITION input.evaluations.0.status"]);
    assert!(sideways.text("/pushEvaluations/results/0/userErrors/0/message").contains("CLOSED"));
    // What is kept beside the status is written.
    let answer = push(&app, &[row("b", json!({ "status": "PLANNED", "title": "Ny" }))]).await;
    assert_eq!((outcome(&answer), &first(&answer)["status"]), (vec!["b UPDATED".into()], &json!("PUBLISHED")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_is_not_closed_over_an_open_recommendation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = push(&app, &[row("a", json!({ "status": "DELIVERED" }))]).await;
    recommend(&app, first(&answer)["id"].as_str().expect("an id"), None).await;
    let refused = push(&app, &[row("a", json!({ "status": "CLOSED" }))]).await;
    assert_eq!(wrong(&refused), ["INVALID_TRANSITION input.evaluations.0.status"]);
    app.tamper("UPDATE recommendation SET status = 'ANSWERED'").await;
    assert_eq!(outcome(&push(&app, &[row("a", json!({ "status": "CLOSED" }))]).await), ["a UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_approved_figure_that_a_source_changes_is_submitted_again(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let figure = |over: Value| [row("a", json!({ "observations": [observation("1", over)] }))];
    let answer = push(&app, &figure(json!({}))).await;
    let id = first(&answer)["observations"]["nodes"][0]["id"].clone();
    let approve = json!({ "id": id, "status": "APPROVED" });
    app.as_role(Role::Editor).mutate("updateObservation", approve, "status").await.written("updateObservation");
    let status = |answer: &Answer| first(answer)["observations"]["nodes"][0]["status"].clone();
    let same = push(&app, &figure(json!({ "status": "SUBMITTED" }))).await;
    assert_eq!((outcome(&same), status(&same)), (vec!["a UNCHANGED".to_owned()], json!("APPROVED")));
    let quoted = push(&app, &figure(json!({ "quote": "drygt 240" }))).await;
    assert_eq!((outcome(&quoted), status(&quoted)), (vec!["a UPDATED".to_owned()], json!("APPROVED")), "no figure");
    let changed = push(&app, &figure(json!({ "value": 250 }))).await;
    assert_eq!((outcome(&changed), status(&changed)), (vec!["a UPDATED".to_owned()], json!("SUBMITTED")));
}
