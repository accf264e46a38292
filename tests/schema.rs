//! The contract: the schema as text, committed at the workspace's root.

use rstest::rstest;

use crate::support::{App, Backend, Backend::Sqlite, expect_file};

#[test]
fn the_committed_schema_is_the_codes() {
    expect_file("schema.graphql", &styrgraf::sdl());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_schema_is_served_as_text(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let response = app.client.get(app.url("/schema.graphql")).send().await.expect("an answer");
    assert_eq!(response.text().await.expect("text"), styrgraf::sdl());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_schema_describes_itself_in_its_text_and_by_introspection(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let query = "{ __schema { description queryType { description } } again: __schema { ...Named }
        __type(name: \"__Schema\") { description } } fragment Named on __Schema { text: description }";
    let answer = app.public().ask(query).await;
    let description = answer.text("/__schema/description");
    assert!(description.starts_with("Styrgraf holds how a public agency is steered"), "{description}");
    assert_eq!(answer.text("/again/text"), description);
    assert!(styrgraf::sdl().starts_with(&format!("\"\"\"\n{description}\n\"\"\"\nschema {{\n")));
    assert_ne!(answer.text("/__schema/queryType/description"), description);
    assert_ne!(answer.text("/__type/description"), description);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_filter_declares_a_value_that_it_refuses(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let sdl = styrgraf::sdl();
    let mut filters = 0;
    for block in sdl.split("\n}\n").filter_map(|block| block.split("\ninput ").nth(1)) {
        let name = block.split([' ', '\n']).next().unwrap_or_default();
        if name.ends_with("Filter") || name.ends_with("Range") {
            filters += 1;
            assert!(!block.contains(" = "), "{name} has a default: {block}");
        }
    }
    assert!(filters > 20, "{filters}");
    let query = "query ($filter: MeasureFilter) { measures(filter: $filter) { totalCount } }";
    app.public().ask_with(query, serde_json::json!({ "filter": { "kind": ["MEASURE"] } })).await.data();
    let null = app.public().ask_with(query, serde_json::json!({ "filter": { "kind": null } })).await;
    null.refusal("BAD_USER_INPUT");
}
