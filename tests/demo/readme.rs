//! What README and the first page say to try does what they say.

use std::path::Path;

use rstest::rstest;
use serde_json::{Value, json};

use super::documents::{YEARS, leaves_room};
use crate::support::{Answer, App, Backend, Backend::*};

const README: &str = include_str!("../../README.md");
const FIRST_PAGE: &str = include_str!("../../api/ui/src/example.sh");

/// A request's body and the answer that README shows after it.
fn shown() -> Vec<(Value, Value)> {
    let read = |text: &str, start: &str, end: &str| -> Value {
        let (_, text) = text.split_once(start).expect("a block");
        let (text, _) = text.split_once(end).expect("its end");
        serde_json::from_str(text).expect("JSON")
    };
    let requests = README.split("--data @- <<'JSON'\n").skip(1);
    requests.map(|text| (read(&format!("\n{text}"), "\n", "\nJSON"), read(text, "```json\n", "\n```"))).collect()
}

/// The answer without the installation's own part of the revision.
fn comparable(mut answer: Value) -> Value {
    if let Some(revision) = answer.pointer_mut("/data/pushEvaluations/revision") {
        let number = revision.as_str().and_then(|text| text.split_once('.')).map(|(_, number)| number.to_owned());
        *revision = json!(number);
    }
    answer
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_readme_asks_is_answered_as_it_shows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    app.pass(YEARS);
    let shown = shown();
    assert_eq!(shown.len(), 2);
    for (index, (request, expected)) in shown.into_iter().enumerate() {
        let actor = if index == 0 { app.public() } else { app.as_integration("demo") };
        let query = request["query"].as_str().expect("a query");
        let variables = request.get("variables").cloned().unwrap_or(json!({}));
        let answer = actor.ask_with(query, variables).await;
        assert_eq!(comparable(answer.body.clone()), comparable(expected));
        leaves_room(&answer, Path::new("README.md"));
    }
    let checked = format!("\n{} changes checked, all intact\n", app.changes().await);
    assert!(README.contains(&checked), "{checked}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_first_pages_request_is_answered(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (_, body) = FIRST_PAGE.split_once("-d '").expect("a body");
    let body: Value = serde_json::from_str(body.trim_end().trim_end_matches('\'')).expect("JSON");
    let answer = Answer::to(app.public().post().json(&body)).await;
    assert!(!answer.texts("/territories/nodes", "name").is_empty());
    leaves_room(&answer, Path::new("example.sh"));
}
