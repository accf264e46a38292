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
