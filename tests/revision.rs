//! The header `Styrgraf-Revision`: in answers, what was read or written; in requests, from when on to read.

use rstest::rstest;

use crate::support::{Answer, App, Backend, Backend::*, Role};

const READ: &str = "{ organisations { totalCount } }";
const WRITE: &str = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "Tillväxtverket" }) { revision } }"#;

fn revision(answer: &Answer) -> &str {
    answer.headers["styrgraf-revision"].to_str().expect("text")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn answers_name_the_revision_that_was_read_or_written(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.public().ask(READ).await;
    let written = app.as_role(Role::Editor).ask(WRITE).await;
    let after = app.public().ask(READ).await;
    assert_eq!(written.text("/createOrganisation/revision"), revision(&written));
    assert_eq!(revision(&after), revision(&written));
    assert!(revision(&before) < revision(&after));
    assert_eq!(after.at("/organisations/totalCount"), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_can_ask_for_a_revision_or_a_later_one(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let first = app.public().ask(READ).await;
    app.as_role(Role::Editor).ask(WRITE).await;
    let answer = from(&app, revision(&first)).await;
    assert_eq!(answer.at("/organisations/totalCount"), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_revision_that_does_not_come_is_told_as_busy(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let first = app.public().ask(READ).await;
    let installation = revision(&first).split('.').next().unwrap_or_default();
    let answer = from(&app, &format!("{installation}.9000000000000000")).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.headers["retry-after"], "1");
    assert!(answer.refusal("OVERLOADED").contains(revision(&first)), "it says which one there is: {}", answer.body);
}

/// The revision after this one.
fn next(revision: &str) -> String {
    let (installation, seq) = revision.split_once('.').expect("two parts");
    format!("{installation}.{:016}", seq.parse::<u64>().expect("a number") + 1)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_revision_that_comes_in_time_is_waited_for(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let wanted = next(revision(&app.public().ask(READ).await));
    let write = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        app.as_role(Role::Editor).ask(WRITE).await
    };
    let (answer, _) = tokio::join!(from(&app, &wanted), write);
    assert_eq!(answer.at("/organisations/totalCount"), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_a_revision_holds_no_place(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::with(on, false, |server| server.engine.limits.public_operations = 0).await;
    let first = revision(&app.as_role(Role::Reader).ask(READ).await).to_owned();
    let waited = from(&app, &next(&first)).await;
    assert!(waited.refusal("OVERLOADED").contains(&first), "it was waited for without a place: {}", waited.body);
    let ran = from(&app, &first).await;
    assert!(ran.refusal("OVERLOADED").contains("busy"), "there is no place to run: {}", ran.body);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn few_may_wait_for_a_revision(#[values(Sqlite)] on: Backend) {
    let app = App::with(on, false, |server| server.engine.limits.public_waits = 0).await;
    let first = revision(&app.public().ask(READ).await).to_owned();
    from(&app, &first).await.data();
    let answer = from(&app, &next(&first)).await;
    assert!(answer.refusal("OVERLOADED").contains("busy"), "{}", answer.body);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_or_foreign_revision_is_refused(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for header in ["x", "", "a.1", "0123456789ab.0000000000000001", "0123456789ab.99999999999999999"] {
        let answer = from(&app, header).await;
        assert!(answer.refusal("BAD_USER_INPUT").to_lowercase().contains("revision"), "{header}: {}", answer.body);
        assert!(answer.body.get("data").is_none());
    }
}

async fn from(app: &App, revision: &str) -> Answer {
    let request = app.public().post().header("Styrgraf-Revision", revision);
    Answer::to(request.json(&serde_json::json!({ "query": READ }))).await
}
