//! GraphiQL's tabs run as they are, for those for whom they are meant.

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, App, Backend, Backend::*, Role};

/// The documents speak of days that have passed, and the tests' clock starts long before.
pub const YEARS: TimeDelta = TimeDelta::days(3_650);

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_tab_runs_as_it_is(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let tabs = tabs();
    assert!(tabs.len() >= 5);
    app.pass(YEARS);
    let before = app.changes().await;
    for path in tabs {
        let query = read_to_string(&path).expect("a tab");
        assert!(starts_in_swedish(&query), "{} starts with a line in Swedish", path.display());
        let variables = read_to_string(path.with_extension("json"));
        let variables = variables.map_or(json!({}), |text| serde_json::from_str(&text).expect("variables"));
        for actor in users(&app, &path) {
            let answer = actor.ask_with(&query, variables.clone()).await;
            shows_something(&answer, &path);
            leaves_room(&answer, &path);
        }
    }
    assert_eq!(app.changes().await, before, "what writes is a dry run");
}

fn tabs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/ui/examples");
    let files = std::fs::read_dir(folder).expect("the tabs").map(|file| file.expect("a file").path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "graphql")).collect()
}

fn starts_in_swedish(query: &str) -> bool {
    let first = query.lines().next().unwrap_or_default();
    first.starts_with("# ") && first.contains(|letter| "åäö".contains(letter))
}

/// Who is to run a tab. What nobody needs a token for is run by the public too.
fn users<'a>(app: &'a App, path: &Path) -> Vec<Actor<'a>> {
    match path.file_stem().and_then(|name| name.to_str()) {
        Some("3-for-integrations") => vec![app.as_integration("demo")],
        Some("4-for-editors") => vec![app.as_role(Role::Editor)],
        _ => vec![app.public(), app.as_role(Role::Reader)],
    }
}

/// Each root field found something, or would write it.
#[track_caller]
fn shows_something(answer: &Answer, path: &Path) {
    for (field, root) in answer.data().as_object().into_iter().flatten() {
        let is_empty = |list: &str| root[list].as_array().is_some_and(Vec::is_empty);
        assert!(!root.is_null() && !is_empty("nodes") && !is_empty("results"), "{}: {field} is empty", path.display());
        assert!(has_no_errors(root), "{}: {root}", path.display());
    }
}

/// Whether every `userErrors` is empty, at whatever depth.
fn has_no_errors(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(has_no_errors),
        Value::Object(fields) => fields
            .iter()
            .all(|(name, value)| if name == "userErrors" { *value == json!([]) } else { has_no_errors(value) }),
        _ => true,
    }
}

/// It costs at most four fifths of what its user may spend.
#[track_caller]
pub fn leaves_room(answer: &Answer, path: &Path) {
    let cost = |name: &str| answer.body["extensions"]["cost"][name].as_u64().expect("a number");
    let (requested, limit) = (cost("requested"), cost("limit"));
    assert!(requested * 10 <= limit * 8, "{}: {requested} of {limit}", path.display());
}
