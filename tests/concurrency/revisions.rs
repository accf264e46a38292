//! An answer shows everything up to its revision, and nothing after it.

use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, App, Backend, Backend::*, Role};

const CREATE: &str = "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { revision } }";

fn revision(answer: &Answer) -> String {
    answer.headers["styrgraf-revision"].to_str().expect("text").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answers_revision_is_that_of_what_it_shows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let write = join_all((0..3).map(async |writer| {
        let mut revisions = Vec::new();
        for n in 0..20 {
            let input = json!({ "kind": "AGENCY", "name": format!("Myndighet {writer} {n}") });
            let answer = app.as_role(Role::Editor).ask_with(CREATE, json!({ "input": input })).await;
            revisions.push(answer.text("/createOrganisation/revision").to_owned());
        }
        revisions
    }));
    let read = join_all((0..4).map(async |_| {
        let mut seen = Vec::new();
        for _ in 0..40 {
            let answer = app.public().ask("{ organisations { totalCount nodes { name } } }").await;
            seen.push((revision(&answer), answer.at("/organisations/totalCount").as_u64().unwrap_or_default()));
        }
        seen
    }));
    let (written, seen) = tokio::join!(write, read);
    let written: Vec<String> = written.into_iter().flatten().collect();
    for (revision, count) in seen.into_iter().flatten() {
        let up_to_it = written.iter().filter(|written| **written <= revision).count() as u64;
        assert_eq!(count, up_to_it, "{revision}");
    }
}
