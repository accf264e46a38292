//! What reaches the server from outside: malformed requests, attacks, and the headers of answers.

use std::time::Duration;

use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Answer, App, Backend, Backend::*, Role, attacks};

/// The server still answers, and quickly enough to be waited for.
async fn lives(app: &App) {
    let answer = app.public().ask("{ territories { totalCount } }").await;
    assert_eq!(answer.at("/territories/totalCount"), 315);
}

#[rstest]
#[case::json_that_does_not_parse("{\"query\": \"{ viewer", 400)]
#[case::no_object("7", 400)]
#[case::no_query("{}", 400)]
#[case::a_query_that_is_no_text("{\"query\": {}}", 400)]
#[case::variables_that_are_no_object("{\"query\": \"{ viewer { roles } }\", \"variables\": []}", 400)]
#[case::a_batch("[{\"query\": \"{ viewer { roles } }\"}, {\"query\": \"{ viewer { roles } }\"}]", 400)]
#[case::nothing("", 400)]
#[case::no_utf_8("{\"query\": \"\u{fffd}\\ud800\"}", 400)]
#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_body_is_refused(#[case] body: &'static str, #[case] status: u16) {
    let app = App::start(Sqlite).await;
    let request = app.public().post().header("Content-Type", "application/json").body(body);
    let answer = Answer::to(request).await;
    answer.refusal("BAD_USER_INPUT");
    assert_eq!(answer.status, status, "{}", answer.body);
    assert!(answer.body.get("data").is_none());
    lives(&app).await;
}

#[rstest]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("multipart/form-data; boundary=x")]
#[case("application/graphql")]
#[case("application/json; charset=latin1")]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_another_content_type_is_refused(#[case] content_type: &'static str) {
    let app = App::start(Sqlite).await;
    let request = app.public().post().header("Content-Type", content_type);
    let answer = Answer::to(request.body("{\"query\": \"{ viewer { roles } }\"}")).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    answer.refusal("BAD_USER_INPUT");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let body = |size: usize| json!({ "query": "{ viewer { roles } }", "variables": { "x": "x".repeat(size) } });
    for (actor, size, signed) in [(app.public(), 256 * 1024, false), (app.as_role(Role::Reader), 256 * 1024, true)] {
        let answer = Answer::to(actor.post().json(&body(size))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.refusal("LIMIT_EXCEEDED").contains("256 KiB"));
        let told = answer.refusal("LIMIT_EXCEEDED").contains("A token with the role");
        assert_eq!(told, !signed, "{}", answer.body);
    }
    let editor = app.as_role(Role::Editor);
    Answer::to(editor.post().json(&body(256 * 1024))).await.data();
    let answer = Answer::to(editor.post().json(&body(8 * 1024 * 1024))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    lives(&app).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stops_arriving_is_not_waited_for(#[values(Sqlite)] on: Backend) {
    let app = App::with(on, false, |server| server.limits.body_deadline = Duration::from_millis(50)).await;
    let head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n";
    let answer = raw(&app, &format!("{head}{{\"query\":")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("TIMEOUT"), "{answer}");
    lives(&app).await;
}

/// Sends bytes, and reads until the server closes the connection.
async fn raw(app: &App, request: &str) -> String {
    let mut stream = TcpStream::connect(app.authority()).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

const MUTATION: &str = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "x" }) { revision } }"#;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_query_may_come_by_get_but_never_a_mutation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let query = app.public().get("{ territories { totalCount } }");
    assert_eq!(Answer::to(query).await.at("/territories/totalCount"), 315);
    let mutation = app.as_role(Role::Editor).get(MUTATION);
    let answer = Answer::to(mutation).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "POST");
    answer.refusal("BAD_USER_INPUT");
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_served_yet_is_refused_clearly(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let body = json!({ "query": MUTATION });
    for (name, value, status) in [
        ("Idempotency-Key", "a", StatusCode::BAD_REQUEST),
        ("Upgrade", "websocket", StatusCode::NOT_IMPLEMENTED),
        ("Accept", "text/event-stream", StatusCode::NOT_ACCEPTABLE),
        ("Content-Encoding", "gzip", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let answer = Answer::to(app.as_role(Role::Editor).post().header(name, value).json(&body)).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        answer.refusal("BAD_USER_INPUT");
    }
    let answer = Answer::to(app.client.put(app.url("/graphql")).json(&body)).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_too_much_is_refused_before_it_is_run(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.public().ask("{ __typename }").await.data();
    for (name, query, words) in attacks() {
        let before = app.statements();
        let answer = app.public().ask(query).await;
        let codes = answer.codes();
        assert!(matches!(codes[..], ["LIMIT_EXCEEDED" | "BAD_USER_INPUT"]), "{name}: {codes:?}");
        let message = answer.errors()[0]["message"].as_str().unwrap_or_default();
        assert!(message.contains(words), "{name}: {message}");
        assert!(answer.body.get("data").is_none(), "{name}");
        assert_eq!(app.statements(), before, "{name} reached the database");
        lives(&app).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_cost_is_told_and_the_limit_depends_on_the_role(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let cost = async |actor: crate::support::Actor<'_>| {
        let answer = actor.ask("{ territories(first: 10) { nodes { name } } }").await;
        let cost = &answer.body["extensions"]["cost"];
        (cost["requested"].as_u64().expect("a cost"), cost["limit"].as_u64().expect("a limit"))
    };
    let (requested, public) = cost(app.public()).await;
    let (same, editor) = cost(app.as_role(Role::Editor)).await;
    assert_eq!(requested, same);
    assert!(requested >= 10 && public < editor, "{requested} {public} {editor}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for path in ["/graphql?query=%7Bviewer%7Broles%7D%7D", "/", "/graphiql", "/livez", "/readyz", "/version", "/no"] {
        let response = app.client.get(app.url(path)).header("Accept-Encoding", "gzip").send().await.expect("an answer");
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
    }
    let answer = app.public().ask("{ nothing }").await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["x-request-id"].len(), 36);
    assert!(answer.headers["vary"].to_str().expect("text").contains("Authorization"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_host_is_refused_on_loopback(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for (host, status) in [("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost:1", 200)] {
        let response = app.client.get(app.url("/livez")).header("Host", host).send().await.expect("an answer");
        assert_eq!(response.status(), status, "{host}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_paths_are_those_that_are_promised(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let get = async |path: &str| {
        let response = app.client.get(app.url(path)).header("Accept-Encoding", "gzip").send().await.expect("an answer");
        (response.status().as_u16(), response.bytes().await.expect("a body"))
    };
    for path in ["/", "/graphiql", "/schema.graphql", "/livez", "/readyz", "/version"] {
        assert_eq!(get(path).await.0, 200, "{path}");
    }
    let version: Value = serde_json::from_slice(&get("/version").await.1).expect("JSON");
    assert_eq!(version["name"], "styrgraf");
    for path in ["/no", "/graphql/", "/admin", "/graphiql/../../etc/passwd", "/graphiql/%2e%2e/Cargo.toml", "/.env"] {
        assert_eq!(get(path).await.0, 404, "{path}");
    }
    let response = app.client.post(app.url("/livez")).send().await.expect("an answer");
    assert_eq!(response.status(), 405);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_error_never_repeats_the_query(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for query in ["{ viewer { roles } \"hemligt lösenord\" }", "{ node(id: \"hemligt lösenord\") { id } }"] {
        let answer = app.public().ask(query).await;
        assert!(!answer.body.to_string().contains("hemligt"), "{}", answer.body);
    }
}
