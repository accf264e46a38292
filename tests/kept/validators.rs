//! Validators of answers to queries, and what caches elsewhere may keep.

use rstest::rstest;
use serde_json::json;

use super::{ORGANISATIONS, Raw, THEMES, ask, hit, post, run};
use crate::support::{App, Backend, Backend::*, Role, World};

/// Some 20 KB, which is worth packing.
const MEDIUM: &str = "{ territories(first: 100) { nodes { id code name level createdAt updatedAt } } }";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_has_an_answer_is_not_sent_it_again(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let full = hit(&app.public(), THEMES).await;
    let tag = full.header("etag");
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "{tag}");
    let before = run(&app);
    for request in [post(&app.public(), THEMES), app.public().get(THEMES)] {
        let known = Raw::to(request.header("If-None-Match", tag)).await;
        assert_eq!((known.status, known.body.as_str()), (304, ""));
        for name in ["etag", "cache-control", "vary", "styrgraf-revision", "cache-status"] {
            assert_eq!(known.header(name), full.header(name), "{name}");
        }
        assert_eq!(known.header("content-type"), "");
        assert_eq!(known.header("x-request-id").len(), 36);
    }
    assert_eq!(run(&app), before, "nothing was read");
    // Another kind of viewer may see the same, and gets the same bytes but for what they may cost.
    assert_ne!(ask(&editor, THEMES).await.header("etag"), tag);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn without_kept_answers_an_answer_is_made_and_compared(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let bare = app.beside_without_kept_answers().await;
    let tag = ask(&bare.public(), ORGANISATIONS).await.header("etag").to_owned();
    let request = || post(&bare.public(), ORGANISATIONS).header("If-None-Match", &tag);
    assert_eq!(Raw::to(request()).await.status, 304);
    World::of(&app).await;
    let changed = Raw::to(request()).await;
    assert_eq!(changed.status, 200);
    assert!(changed.body.contains("Myndigheten") && changed.header("etag") != tag, "{}", changed.body);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn after_a_write_a_tag_names_nothing_any_more(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let tag = hit(&app.public(), ORGANISATIONS).await.header("etag").to_owned();
    World::of(&app).await;
    let changed = Raw::to(post(&app.public(), ORGANISATIONS).header("If-None-Match", &tag)).await;
    assert_eq!(changed.status, 200);
    assert!(changed.body.contains("Myndigheten"), "{}", changed.body);
    let back = hit(&app.public(), ORGANISATIONS).await;
    assert_eq!(back.header("etag"), changed.header("etag"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_form_has_a_tag_of_its_own(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let bare = app.beside_without_kept_answers().await;
    let forms = ["application/json", "application/graphql-response+json"]
        .iter()
        .flat_map(|accept| ["identity", "gzip", "br"].map(|coding| (*accept, coding)));
    let mut tags: Vec<String> = Vec::new();
    for (accept, coding) in forms {
        let request =
            |app: &App| post(&app.public(), MEDIUM).header("Accept", accept).header("Accept-Encoding", coding);
        for server in [&app, &bare] {
            let response = request(server).send().await.expect("an answer");
            let tag = response.headers()["etag"].to_str().expect("text").to_owned();
            let packed = response.headers().contains_key("content-encoding");
            assert_eq!(packed, coding != "identity");
            assert!(tag.starts_with('"'), "it is strong: {tag}");
            if tags.last() != Some(&tag) {
                assert!(!tags.contains(&tag), "{accept} {coding}: {tag} is another form's");
                tags.push(tag.clone());
            }
            let known = Raw::to(request(server).header("If-None-Match", &tag)).await;
            assert_eq!((known.status, known.header("etag")), (304, tag.as_str()));
            assert_eq!(known.header("content-encoding"), "");
            for other in tags.iter().filter(|other| **other != tag) {
                assert_eq!(
                    request(server).header("If-None-Match", other).send().await.expect("an answer").status(),
                    200
                );
            }
        }
    }
    assert_eq!(tags.len(), 6, "two servers give the same: {tags:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_sends_is_compared_as_http_says(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let tag = ask(&app.public(), THEMES).await.header("etag").to_owned();
    let weak = format!("W/{tag}");
    for (lines, status) in [
        (vec![tag.clone()], 304),
        (vec![weak.clone()], 304),
        (vec![format!("\"a\", {weak}, \"b\"")], 304),
        (vec!["\"a\"".into(), tag.clone()], 304),
        (vec!["*".into()], 304),
        (vec!["\"forged\"".into()], 200),
        (vec![format!("\"{}x", &tag[1..])], 200),
        (vec![tag.to_uppercase()], 200),
        (vec![tag.trim_matches('"').into()], 200),
        (vec![format!("{tag}, garbage")], 200),
        (vec!["\"".into()], 200),
        (vec![String::new()], 200),
        (vec!["x".repeat(4_000)], 200),
    ] {
        let request =
            lines.iter().fold(post(&app.public(), THEMES), |request, line| request.header("If-None-Match", line));
        let answer = Raw::to(request).await;
        assert_eq!(answer.status, status, "{lines:?}");
        assert_eq!(answer.body.is_empty(), status == 304, "{lines:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn errors_and_mutations_have_no_validator(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let mutation = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "A" }) { revision } }"#;
    let queries = ["{ nothing }", r#"{ themes { totalCount } node(id: "x") { id } }"#, mutation];
    for query in queries {
        let answer = Raw::to(post(&app.as_role(Role::Editor), query).header("If-None-Match", "*")).await;
        assert_eq!((answer.status, answer.header("etag")), (200, ""), "{query}");
        assert_eq!(answer.header("cache-control"), "no-store", "{query}");
        assert!(!answer.body.is_empty());
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_shared_cache_may_keep_what_the_public_sees_and_asks_each_time(#[values(Sqlite)] on: Backend) {
    let origin = "https://app.example";
    let app = App::with(on, false, |server| server.cors_origins = vec![origin.into()]).await;
    for (actor, expected) in [
        (app.public(), "public, no-cache"),
        (app.as_role(Role::Reader), "private, no-cache"),
        (app.as_role(Role::Admin), "private, no-cache"),
    ] {
        let full = Raw::to(post(&actor, THEMES).header("Origin", origin)).await;
        let known = post(&actor, THEMES).header("Origin", origin).header("If-None-Match", full.header("etag"));
        for answer in [&full, &Raw::to(known).await] {
            assert_eq!(answer.header("cache-control"), expected);
            assert_eq!(answer.header("vary"), "Accept, Authorization, Accept-Encoding, Origin");
            assert_eq!(answer.header("access-control-allow-origin"), origin);
        }
    }
    let refused = Raw::to(post(&app.bearing("x"), THEMES)).await;
    assert_eq!((refused.status, refused.header("cache-control")), (401, "no-store"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_packed_once(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let packed = async || {
        let request = app.public().post().json(&json!({ "query": MEDIUM })).header("Accept-Encoding", "br");
        request.send().await.expect("an answer").bytes().await.expect("a body")
    };
    let (first, second) = (packed().await, packed().await);
    assert_eq!(first, second);
    assert!(first.len() < 10_000, "{}", first.len());
}
