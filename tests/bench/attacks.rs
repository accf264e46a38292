//! How long it takes to refuse what was made to bring the server down, and what it costs in memory.

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::server::{ADDRESSES_KIB, Server};
use super::support::attacks;
use super::timing::Times;

const ROUNDS: usize = 25;
/// How many come at one time in the end, and how often.
const AT_ONCE: usize = 24;
const STORM: usize = 40;
/// How often that is done again, to see whether memory goes on growing.
const STORMS: usize = 5;

pub async fn measure() {
    let server = Server::start();
    println!("\nAttacks on the release binary with {} GiB of addresses, SQLite", ADDRESSES_KIB / 1024 / 1024);
    // What is initialised by the first request is not laid to an attack.
    send(&server, &query("{ territories(first: 5) { totalCount nodes { name } } }")).await;
    let begin = server.memory();
    println!("| request | KiB | time to answer: median | longest | answer |\n|---|--:|--:|--:|---|");
    let requests = requests();
    for (name, body) in &requests {
        time(&server, name, body).await;
    }
    let after = server.memory();
    storm(&server, &requests).await;
    let stormed = server.memory();
    for _ in 0..STORMS {
        storm(&server, &requests).await;
    }
    let answer = send(&server, &query("{ territories { totalCount } }")).await;
    println!("Memory at first: {begin}");
    println!("After {ROUNDS} of each, one at a time: {after}");
    println!("After {} more, {AT_ONCE} at a time: {stormed}", STORM * requests.len());
    println!("After {STORMS} times as many again: {}", server.memory());
    assert_eq!(answer.pointer("/data/territories/totalCount"), Some(&json!(315)), "it does not live on: {answer}");
    println!("It still answers: {answer}");
}

/// A harmless query to compare with, the documents, and bodies that are bad before any document is read.
fn requests() -> Vec<(String, String)> {
    let documents = attacks().into_iter().map(|(name, document, _)| (name.to_owned(), query(&document)));
    let nested = |times: usize| format!("{}{}", "[".repeat(times), "]".repeat(times));
    let bodies = [
        ("a body over the limit", query(&"x".repeat(300 * 1024))),
        ("a body of 100,000 brackets", nested(50_000)),
        (
            "variables nested 5,000 deep",
            format!("{{\"query\":\"{{ __typename }}\",\"variables\":{{\"a\":{}}}}}", nested(5_000)),
        ),
        ("a batch of 1,000", format!("[{}]", vec![query("{ __typename }"); 1_000].join(","))),
    ];
    let harmless = [("harmless: { __typename }".to_owned(), query("{ __typename }"))];
    let bodies = bodies.into_iter().map(|(name, body)| (name.to_owned(), body));
    harmless.into_iter().chain(documents).chain(bodies).collect()
}

fn query(document: &str) -> String {
    json!({ "query": document }).to_string()
}

async fn time(server: &Server, name: &str, body: &str) {
    let mut times = Times::default();
    let mut answer = Value::Null;
    for _ in 0..ROUNDS {
        answer = times.add(send(server, body)).await;
    }
    let code = answer.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or(if answer.is_null() {
        "closed"
    } else {
        "data"
    });
    let (median, longest, size) = (times.median(), times.longest(), body.len().div_ceil(1024));
    println!("| {name} | {size} | {median:.1?} | {longest:.1?} | {code} |");
}

/// Many at a time, so that their memory adds up.
async fn storm(server: &Server, requests: &[(String, String)]) {
    let all = (0..STORM).flat_map(|_| requests).map(|(_, body)| send(server, body));
    stream::iter(all).buffer_unordered(AT_ONCE).for_each(|_| std::future::ready(())).await;
}

/// The answer; null when the server closes the connection on a body that is too large.
async fn send(server: &Server, body: &str) -> Value {
    match server.post().body(body.to_owned()).send().await {
        Ok(answer) => serde_json::from_str(&answer.text().await.unwrap_or_default()).unwrap_or_default(),
        Err(_) => Value::Null,
    }
}
