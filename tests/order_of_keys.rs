//! The shape of answers: keys in the query's order, and where a null goes when something fails.

use rstest::rstest;
use serde_json::json;

use crate::support::{App, Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn keys_come_in_the_order_of_the_query(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"{ b: territory(by: { code: "2580" }) { children { totalCount } name parent { name id code } code }
        viewer { roles } a: territories(first: 1) { totalCount nodes { level parent { code } code } pageInfo { hasNextPage } } }"#;
    let answer = app.public().ask(query).await;
    assert_eq!(keys(&answer.body), ["data", "extensions"]);
    assert_eq!(keys(answer.data()), ["b", "viewer", "a"]);
    assert_eq!(keys(answer.at("/b")), ["children", "name", "parent", "code"]);
    assert_eq!(keys(answer.at("/b/parent")), ["name", "id", "code"]);
    assert_eq!(keys(answer.at("/a")), ["totalCount", "nodes", "pageInfo"]);
    assert_eq!(keys(answer.at("/a/nodes/0")), ["level", "parent", "code"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_nullable_field_that_fails_is_null_and_keeps_its_place(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"{ a: territories { totalCount } broken: node(id: "x") { id } b: viewer { roles } }"#;
    let answer = app.public().ask(query).await;
    assert_eq!(answer.body["data"], json!({ "a": { "totalCount": 315 }, "broken": null, "b": { "roles": [] } }));
    assert_eq!(keys(&answer.body["data"]), ["a", "broken", "b"]);
    answer.refusal("BAD_USER_INPUT");
    assert_eq!(answer.errors()[0]["path"], json!(["broken"]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_must_not_be_null_nulls_its_parent(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"{ a: viewer { roles }
        county: territory(by: { code: "25" }) { name children(first: 101) { totalCount } level } b: viewer { roles } }"#;
    let answer = app.public().ask(query).await;
    assert_eq!(answer.body["data"], json!({ "a": { "roles": [] }, "county": null, "b": { "roles": [] } }));
    assert_eq!(keys(&answer.body["data"]), ["a", "county", "b"]);
    assert_eq!(answer.errors()[0]["path"], json!(["county", "children"]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_root_field_that_must_not_be_null_nulls_everything(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = app.public().ask("{ a: viewer { roles } territories(first: 101) { totalCount } }").await;
    assert_eq!(answer.body.get("data"), Some(&json!(null)));
    assert_eq!(answer.errors()[0]["path"], json!(["territories"]));
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default()
}
