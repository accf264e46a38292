//! Tokens that are not accepted: 401, and never taken for the public.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::auth::Grant;

use crate::support::{App, Backend, Backend::*, Role};

const QUESTION: &str = "{ viewer { subject roles sources } }";

/// The claims of a good token.
fn claims(app: &App) -> Value {
    let now = app.now().timestamp();
    json!({ "iss": "styrgraf", "aud": "styrgraf", "sub": "tests", "iat": now, "nbf": now, "exp": now + 3_600,
        "roles": ["editor"] })
}

/// The name of the server's key, as a token of its own has it.
fn kid(app: &App) -> Option<String> {
    let grant = Grant { subject: "x".into(), roles: vec![Role::Reader], sources: vec![], expires: TimeDelta::hours(1) };
    jsonwebtoken::decode_header(app.token(&grant)).expect("a header").kid
}

fn signed(app: &App, claims: &Value, algorithm: Algorithm, secret: &[u8]) -> String {
    let header = Header { kid: kid(app), ..Header::new(algorithm) };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(secret)).expect("a token")
}

/// Refused with these words, with the status, the header and the code that belong to it, and without data.
async fn refused(app: &App, token: &str, words: &str) {
    let answer = app.bearing(token).ask(QUESTION).await;
    assert_eq!(answer.status, 401, "{words}: {}", answer.body);
    assert!(answer.headers["www-authenticate"].to_str().expect("text").starts_with("Bearer"));
    let message = answer.refusal("UNAUTHENTICATED");
    assert!(message.contains(words), "\"{words}\" is not in: {message}");
    assert!(answer.body.get("data").is_none());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_good_token_says_who_asks(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let token = signed(&app, &claims(&app), Algorithm::HS256, &app.secret());
    let answer = app.bearing(token).ask(QUESTION).await;
    assert_eq!(answer.at("/viewer"), &json!({ "subject": "tests", "roles": ["EDITOR"], "sources": [] }));
    let answer = app.as_integration("sweco").ask(QUESTION).await;
    assert_eq!(answer.at("/viewer/sources"), &json!(["sweco"]));
    let answer = app.public().ask(QUESTION).await;
    assert_eq!(answer.at("/viewer"), &json!({ "subject": null, "roles": [], "sources": [] }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_wrong_is_named(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let now = app.now().timestamp();
    let cases = [
        ("exp", json!(now - 31), "`exp`"),
        ("exp", json!("soon"), "`exp`"),
        ("nbf", json!(now + 31), "`nbf`"),
        ("nbf", json!(null), "`nbf`"),
        ("iss", json!("other"), "`iss`"),
        ("iss", json!(["styrgraf"]), "`iss`"),
        ("aud", json!("other"), "`aud`"),
        ("aud", json!({ "styrgraf": true }), "`aud`"),
        ("sub", json!(7), "`sub`"),
        ("sub", json!(""), "`sub`"),
        ("roles", json!("editor"), "`roles`"),
        ("roles", json!(["owner"]), "`roles`"),
        ("roles", json!([]), "`roles`"),
        ("sources", json!("sweco"), "`sources`"),
        ("sources", json!(["sweco"]), "`sources`"),
    ];
    for (claim, value, words) in cases {
        let mut claims = claims(&app);
        claims[claim] = value;
        refused(&app, &signed(&app, &claims, Algorithm::HS256, &app.secret()), words).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_missing_is_named(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for claim in ["exp", "nbf", "iss", "aud", "sub", "roles"] {
        let mut claims = claims(&app);
        claims.as_object_mut().expect("claims").remove(claim);
        let words = format!("`{claim}` is missing");
        refused(&app, &signed(&app, &claims, Algorithm::HS256, &app.secret()), &words).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_good_for_its_time_and_half_a_minute(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let token = signed(&app, &claims(&app), Algorithm::HS256, &app.secret());
    app.pass(TimeDelta::seconds(-30));
    app.bearing(&token).ask(QUESTION).await.data();
    app.pass(TimeDelta::seconds(30 + 3_600 + 29));
    app.bearing(&token).ask(QUESTION).await.data();
    app.pass(TimeDelta::seconds(1));
    refused(&app, &token, "expired").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_others_signed_is_refused(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let secret = app.secret();
    refused(&app, &signed(&app, &claims(&app), Algorithm::HS256, &[7; 32]), "not signed with this server's key").await;
    for algorithm in [Algorithm::HS384, Algorithm::HS512] {
        refused(&app, &signed(&app, &claims(&app), algorithm, &secret), "`alg`").await;
    }
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    for algorithm in ["none", "None", "RS256", "ES256"] {
        let header = part(&json!({ "alg": algorithm, "typ": "JWT", "kid": kid(&app) }));
        for signature in ["", "AAAA"] {
            refused(&app, &format!("{header}.{}.{signature}", part(&claims(&app))), "`alg`").await;
        }
    }
    let good = signed(&app, &claims(&app), Algorithm::HS256, &secret);
    let mut parts: Vec<&str> = good.split('.').collect();
    let mut other = claims(&app);
    other["roles"] = json!(["admin"]);
    let other = part(&other);
    parts[1] = &other;
    refused(&app, &parts.join("."), "not signed with this server's key").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_is_refused(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    for token in ["x", "a.b", "a.b.c", "....", "e30.e30.", &"x".repeat(9_000)] {
        refused(&app, token, "The token is not accepted").await;
    }
    for header in ["Basic abc", "Bearer", "Bearer ", "x"] {
        let request = app.public().post().header("Authorization", header).json(&json!({ "query": QUESTION }));
        let answer = crate::support::Answer::to(request).await;
        assert_eq!((answer.status.as_u16(), answer.codes()), (401, vec!["UNAUTHENTICATED"]), "{header}");
    }
    let twice =
        app.as_role(Role::Editor).post().header("Authorization", "Bearer x").json(&json!({ "query": QUESTION }));
    crate::support::Answer::to(twice).await.refusal("UNAUTHENTICATED");
}
