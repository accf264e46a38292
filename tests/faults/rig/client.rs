//! A client that takes every answer, and none, for a result.

use std::time::{Duration, Instant};

use reqwest::RequestBuilder;
use serde_json::{Value, json};

#[derive(Clone)]
pub struct Client {
    address: String,
    token: String,
    http: reqwest::Client,
}

/// How a request ended.
#[derive(Debug, Clone)]
pub struct Reply {
    /// None: no answer.
    pub status: Option<u16>,
    pub retry_after: bool,
    /// It was there before it was asked for.
    pub is_kept: bool,
    pub body: Value,
    pub took: Duration,
}

/// Longer than any deadline of the server.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(100);
const TRIES: usize = 600;

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision userErrors { message } results { externalId outcome } } }";
const READ: &str = "{ evaluations(first: 5) { totalCount nodes { title findings { nodes { text } } } } }";

impl Client {
    pub fn new(address: &str, token: String) -> Self {
        // A connection of its own for each request: none of the client's can be stale.
        let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(PATIENCE);
        Self { address: address.to_owned(), token, http: http.build().expect("a client") }
    }

    pub async fn ask(&self, query: &str, variables: Value) -> Reply {
        let request = self.http.post(format!("{}/graphql", self.address)).bearer_auth(&self.token);
        Reply::to(request.json(&json!({ "query": query, "variables": variables }))).await
    }

    /// Pushes evaluations with one finding each.
    pub async fn push(&self, rows: &[String]) -> Reply {
        let row = |id: &String| {
            json!({ "externalId": id, "title": format!("Utvärdering {id}"), "kind": "EVALUATION",
                "status": "PUBLISHED", "subject": "Något", "subjectKind": "PROGRAMME",
                "findings": [{ "externalId": "1", "kind": "NEED", "text": format!("Behov {id}") }] })
        };
        let rows: Vec<Value> = rows.iter().map(row).collect();
        self.ask(PUSH, json!({ "input": { "source": "faults", "evaluations": rows } })).await
    }

    pub async fn read(&self) -> Reply {
        self.ask(READ, json!({})).await
    }

    pub async fn ready(&self) -> Reply {
        Reply::to(self.http.get(format!("{}/readyz", self.address))).await
    }

    /// Waits until it is ready, and pushes and queries are answered.
    pub async fn serves_again(&self, row: &str) {
        for _ in 0..TRIES {
            if self.ready().await.is_good() && self.read().await.is_good() && self.push(&[row.into()]).await.is_good() {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("the server does not serve again: {:?}", self.read().await);
    }
}

impl Reply {
    async fn to(request: RequestBuilder) -> Self {
        let started = Instant::now();
        let mut reply =
            Self { status: None, retry_after: false, is_kept: false, body: Value::Null, took: Duration::ZERO };
        if let Ok(response) = request.send().await {
            reply.retry_after = response.headers().contains_key("retry-after");
            let made = response.headers().get("cache-status").and_then(|made| made.to_str().ok());
            reply.is_kept = made.is_some_and(|made| made.contains("hit"));
            let status = response.status().as_u16();
            if let Ok(body) = response.json().await {
                (reply.status, reply.body) = (Some(status), body);
            }
        }
        reply.took = started.elapsed();
        reply
    }

    /// It was done.
    pub fn is_good(&self) -> bool {
        self.status == Some(200) && self.body.get("errors").is_none()
    }

    /// How many evaluations a read found.
    pub fn total(&self) -> Option<u64> {
        self.body["data"]["evaluations"]["totalCount"].as_u64()
    }

    /// The status and the first error's code: `503 OVERLOADED`.
    pub fn code(&self) -> String {
        let code = self.body["errors"][0]["extensions"]["code"].as_str().or(self.body["status"].as_str());
        match self.status {
            None => "no answer".into(),
            Some(status) => format!("{status} {}", code.unwrap_or("good")),
        }
    }

    pub fn message(&self) -> &str {
        self.body["errors"][0]["message"].as_str().unwrap_or_default()
    }

    /// What became of each row of a push.
    pub fn statuses(&self) -> Vec<&str> {
        let results = self.body["data"]["pushEvaluations"]["results"].as_array();
        results.into_iter().flatten().map(|result| result["outcome"].as_str().unwrap_or_default()).collect()
    }
}
