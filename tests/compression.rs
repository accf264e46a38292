//! Answers that travel packed, for clients that take them so.

use std::io::Read;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::slow::large_answer;
use crate::support::{App, Backend, Backend::*};

/// Some 20 KB: packed at once.
const MEDIUM: &str = "{ territories(first: 100) { nodes { id code name level createdAt updatedAt } } }";

/// An answer as it came.
struct Raw {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Raw {
    async fn to(request: RequestBuilder, accepted: &str) -> Self {
        let response = request.header("Accept-Encoding", accepted).send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("a body").into() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
    }

    #[track_caller]
    fn unpacked(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        match self.header("content-encoding") {
            "br" => brotli::Decompressor::new(&self.body[..], 4096).read_to_end(&mut plain),
            "gzip" => flate2::read::GzDecoder::new(&self.body[..]).read_to_end(&mut plain),
            other => panic!("it is packed as \"{other}\""),
        }
        .expect("packed rightly");
        plain
    }
}

fn ask(app: &App, query: &str) -> RequestBuilder {
    app.public().post().json(&json!({ "query": query }))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_packed_as_its_client_likes_best(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let plain = Raw::to(ask(&app, MEDIUM), "identity").await;
    for (accepted, coding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.7", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("gzip;q=0", ""),
        ("*;q=0", ""),
        ("identity, gzip;q=0.5", ""),
        ("deflate", ""),
        ("nonsense;q=;;,", ""),
    ] {
        let answer = Raw::to(ask(&app, MEDIUM), accepted).await;
        assert_eq!(answer.header("content-encoding"), coding, "{accepted}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{accepted}");
        assert!(answer.header("vary").contains("Accept-Encoding"), "{accepted}");
        let unpacked = if coding.is_empty() { answer.body } else { answer.unpacked() };
        assert_eq!(unpacked, plain.body, "{accepted}");
    }
    assert!(plain.header("vary").contains("Accept, Authorization, Accept-Encoding"), "{:?}", plain.headers);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_large_answer_comes_out_as_it_was(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let plain = Raw::to(ask(&app, &large_answer(2)), "").await;
    assert!(plain.body.len() > 5_000_000, "{}", plain.body.len());
    for accepted in ["br", "gzip"] {
        let request = ask(&app, &large_answer(2)).header("Accept", "application/graphql-response+json");
        let answer = Raw::to(request, accepted).await;
        assert_eq!(answer.header("content-type"), "application/graphql-response+json; charset=utf-8");
        assert!(answer.body.len() < plain.body.len() / 20, "{accepted}: {}", answer.body.len());
        assert!(answer.unpacked() == plain.body, "{accepted}: it is another answer");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_short_answer_is_left_as_it_is(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for request in [ask(&app, "{ viewer { roles } }"), ask(&app, "{ nothing }"), app.client.get(app.url("/livez"))] {
        let answer = Raw::to(request, "br, gzip").await;
        assert_eq!(answer.header("content-encoding"), "");
        serde_json::from_slice::<Value>(&answer.body).expect("JSON");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_long_error_is_packed_too(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let fields: Vec<String> = (0..10).map(|number| format!("unknown{number}")).collect();
    let wrong = format!("{{ {} }}", fields.join(" "));
    let accept = "application/graphql-response+json";
    let answer = Raw::to(ask(&app, &wrong).header("Accept", accept), "gzip").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let body: Value = serde_json::from_slice(&answer.unpacked()).expect("JSON");
    assert!(body["errors"].as_array().is_some_and(|errors| errors.len() > 1), "{body}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn texts_are_packed_and_their_tags_say_so(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let get = |path: &str| app.client.get(app.url(path));
    let schema = Raw::to(get("/schema.graphql"), "br").await;
    assert_eq!(String::from_utf8(schema.unpacked()).expect("text"), styrgraf::sdl());
    let (plain, packed) = (Raw::to(get("/"), "").await, Raw::to(get("/"), "br").await);
    assert_eq!(packed.unpacked(), plain.body);
    assert_eq!(packed.header("etag"), format!("W/{}", plain.header("etag")));
    assert_eq!(packed.header("vary"), "Accept-Encoding");
    for tag in [plain.header("etag"), packed.header("etag")] {
        let known = Raw::to(get("/").header("If-None-Match", tag), "br").await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0), "{tag}");
        assert_eq!(known.header("content-encoding"), "");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_packed_is_not_packed_twice(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let licences = || app.client.get(app.url("/graphiql/licenses.txt"));
    let answer = Raw::to(licences(), "br, gzip").await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(String::from_utf8(answer.unpacked()).expect("text").contains("MIT"));
    assert!(!answer.header("etag").starts_with("W/"));
    assert_eq!(Raw::to(licences(), "br").await.status, StatusCode::NOT_ACCEPTABLE);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_a_body_has_none(#[values(Sqlite)] on: Backend) {
    let origin = "https://app.example";
    let app = App::with(on, false, |server| server.cors_origins = vec![origin.into()]).await;
    let schema = |method| app.client.request(method, app.url("/schema.graphql"));
    let (head, get) = (Raw::to(schema(Method::HEAD), "gzip").await, Raw::to(schema(Method::GET), "gzip").await);
    assert!(head.body.is_empty());
    for name in ["content-encoding", "content-length", "content-type", "vary"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    let preflight = schema(Method::OPTIONS).header("Origin", origin).header("Access-Control-Request-Method", "POST");
    let preflight = Raw::to(preflight, "gzip").await;
    assert_eq!((preflight.status, preflight.body.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(preflight.header("content-encoding"), "");
    // The connection is still in order.
    assert_eq!(Raw::to(ask(&app, MEDIUM), "gzip").await.unpacked(), Raw::to(ask(&app, MEDIUM), "").await.body);
}
