//! Answers that are kept until something changes.

mod answers;
mod bounds;
mod compared;
mod servers;
mod stampede;
mod touched;
mod validators;
mod writes;

use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::json;

use crate::support::{Actor, App, Role};

const ORGANISATIONS: &str = "{ organisations(first: 100) { totalCount nodes { name } } }";
const THEMES: &str = "{ themes(first: 100) { totalCount nodes { name } } }";

/// An answer as it came.
struct Raw {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Raw {
    async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.expect("a body") }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
    }

    fn cache(&self) -> &str {
        self.header("cache-status").trim_start_matches("styrgraf; ")
    }

    fn is_hit(&self) -> bool {
        self.cache() == "hit"
    }
}

fn post(actor: &Actor<'_>, query: &str) -> RequestBuilder {
    actor.post().json(&json!({ "query": query }))
}

async fn ask(actor: &Actor<'_>, query: &str) -> Raw {
    Raw::to(post(actor, query)).await
}

/// Asks until the answer is one that was kept: on a machine that is busy, the ledger is not always looked at in time.
async fn hit(actor: &Actor<'_>, query: &str) -> Raw {
    for _ in 0..200 {
        let answer = ask(actor, query).await;
        if answer.is_hit() {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nothing was kept of {query}");
}

/// Creates an agency, and gives the revision.
async fn create(app: &App, name: &str) -> String {
    let create = "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { revision } }";
    let input = json!({ "input": { "kind": "AGENCY", "name": name } });
    app.as_role(Role::Editor).ask_with(create, input).await.text("/createOrganisation/revision").to_owned()
}

/// How many SQL statements have been run; what is kept stays.
fn run(app: &App) -> u64 {
    app.server.db.statements()
}
