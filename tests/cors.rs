//! Pages of other origins: those that are listed may use the API from a browser, and no others.

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use rstest::rstest;
use serde_json::json;

use crate::support::{App, Backend, Backend::*, Role};

const LISTED: &str = "https://app.example";
/// What a browser does not take for the listed one.
const OTHERS: [&str; 9] = [
    "https://evil.example",
    "http://app.example",
    "https://app.example:8443",
    "https://app.example/",
    "https://APP.example",
    "https://app.example.evil.example",
    "https://app.example, https://app.example",
    "null",
    "",
];

async fn listing(on: Backend) -> App {
    App::with(on, false, |server| server.cors_origins = vec!["http://localhost:3000".into(), LISTED.into()]).await
}

/// What a browser sends before a page's POST with a token.
fn preflight(app: &App, path: &str, origin: &str) -> RequestBuilder {
    let request = app.client.request(Method::OPTIONS, app.url(path)).header("Origin", origin);
    let request = request.header("Access-Control-Request-Method", "POST");
    request.header("Access-Control-Request-Headers", "authorization,content-type,styrgraf-revision")
}

async fn sent(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

#[track_caller]
fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    let value = response.headers().get(name).unwrap_or_else(|| panic!("no {name}: {response:?}"));
    value.to_str().expect("text")
}

/// Whether a browser shows the answer to a page of the listed origin.
#[track_caller]
fn assert_shared(response: &Response) {
    assert_eq!(header(response, "access-control-allow-origin"), LISTED);
    assert!(header(response, "vary").contains("Origin"), "{response:?}");
    let exposed = header(response, "access-control-expose-headers");
    for name in ["styrgraf-revision", "x-request-id", "retry-after", "etag", "cache-status"] {
        assert!(exposed.contains(name), "{name} is not in {exposed}");
    }
    assert!(!response.headers().contains_key("access-control-allow-credentials"));
}

#[track_caller]
fn assert_not_shared(response: &Response) {
    let names = response.headers().keys();
    let found: Vec<_> = names.filter(|name| name.as_str().starts_with("access-control-")).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_of_a_listed_origin_is_answered_without_a_token(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    for path in ["/graphql", "/schema.graphql", "/graphql?query=x"] {
        let answer = sent(preflight(&app, path, LISTED)).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{path}");
        assert_shared(&answer);
        assert_eq!(header(&answer, "access-control-allow-methods"), "GET, POST");
        let allowed = header(&answer, "access-control-allow-headers");
        for name in ["content-type", "authorization", "styrgraf-revision", "accept", "idempotency-key", "if-none-match"]
        {
            assert!(allowed.split(", ").any(|one| one == name), "{name} is not in {allowed}");
        }
        assert_eq!(header(&answer, "access-control-max-age"), "7200");
        assert_eq!(answer.text().await.expect("a body"), "");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_of_any_other_origin_is_not(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    for origin in OTHERS {
        let answer = sent(preflight(&app, "/graphql", origin)).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{origin}");
        assert!(header(&answer, "vary").contains("Origin"), "{origin}");
        assert_not_shared(&answer);
    }
    let twice = preflight(&app, "/graphql", LISTED).header("Origin", LISTED);
    assert_not_shared(&sent(twice).await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_preflight_is_answered_as_ever(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    let options = app.client.request(Method::OPTIONS, app.url("/graphql")).header("Origin", LISTED);
    assert_eq!(sent(options).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(sent(preflight(&app, "/livez", LISTED)).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn without_a_list_nothing_is_said_of_origins(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let answers = [
        sent(preflight(&app, "/graphql", LISTED)).await,
        sent(app.public().get("{ __typename }").header("Origin", LISTED)).await,
    ];
    assert_eq!(answers[0].status(), StatusCode::METHOD_NOT_ALLOWED);
    for answer in answers {
        assert_not_shared(&answer);
        assert!(!header(&answer, "vary").contains("Origin"), "{answer:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_listed_origin_may_read_answers_and_no_other_page(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    let body = json!({ "query": "{ viewer { roles } }" });
    let ask = || app.as_role(Role::Reader).post().json(&body);
    let answer = sent(ask().header("Origin", LISTED)).await;
    assert_shared(&answer);
    assert!(answer.headers().contains_key("styrgraf-revision"));
    assert!(header(&answer, "vary").contains("Accept, Authorization"));
    assert!(answer.text().await.expect("a body").contains("READER"));
    assert_shared(&sent(app.client.get(app.url("/schema.graphql")).header("Origin", LISTED)).await);
    for origin in OTHERS {
        let answer = sent(ask().header("Origin", origin)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(header(&answer, "vary").contains("Origin"), "{origin}");
        assert_not_shared(&answer);
    }
    let answer = sent(ask()).await;
    assert!(header(&answer, "vary").contains("Origin"), "an answer that may be kept for others");
    assert_not_shared(&answer);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_read_why_it_is_refused(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    let public = app.public();
    let viewer = json!({ "query": "{ viewer { roles } }" });
    let json = "application/json";
    let refused = [
        (public.post().header("Content-Type", json).body("{"), 400),
        (public.post().json(&viewer).header("Idempotency-Key", "a"), 400),
        (app.bearing("no-token").post().json(&viewer), 401),
        (app.client.get(app.url("/nothing")), 404),
        (app.client.put(app.url("/graphql")), 405),
        (public.post().json(&viewer).header("Accept", "text/event-stream"), 406),
        (public.post().header("Content-Type", json).body("x".repeat(256 * 1024 + 1)), 413),
        (public.post().body("x"), 415),
        (public.post().json(&viewer).header("Host", "evil.example"), 421),
    ];
    for (request, status) in refused {
        let answer = sent(request.header("Origin", LISTED)).await;
        assert_eq!(answer.status(), status);
        assert_shared(&answer);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_read_when_to_try_again(#[values(Sqlite)] on: Backend) {
    let adjust = |server: &mut styrgraf::App| {
        server.cors_origins = vec![LISTED.into()];
        server.limits.held = 0;
    };
    let app = App::with(on, false, adjust).await;
    let answer = sent(app.public().get("{ viewer { roles } }").header("Origin", LISTED)).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&answer, "retry-after"), "1");
    assert_shared(&answer);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_by_a_foreign_host_is_refused(#[values(Sqlite)] on: Backend) {
    let app = listing(on).await;
    let answer = sent(preflight(&app, "/graphql", LISTED).header("Host", "evil.example")).await;
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
    assert!(!answer.headers().contains_key("access-control-allow-methods"));
}
