//! What the GraphQL specification asks for and the framework does not do by itself.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, App, Backend, Backend::*, Role, an_indicator};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn defaults_of_variables_count_in_skip_and_include(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = "query ($no: Boolean = false, $yes: Boolean! = true) {
        a: viewer @include(if: $no) { roles } b: viewer @skip(if: $yes) { roles } ...f @include(if: $no)
        c: viewer @skip(if: $no) { roles } } fragment f on Query { d: viewer { roles } }";
    let answer = app.public().ask(query).await;
    assert_eq!(answer.data(), &json!({ "c": { "roles": [] } }));
    let answer = app.public().ask_with(query, json!({ "yes": false, "no": true })).await;
    let roles = json!({ "roles": [] });
    assert_eq!(answer.data(), &json!({ "a": roles, "b": roles, "d": roles }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_mutation_that_is_skipped_by_default_is_not_run(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let query = r#"mutation ($really: Boolean = false) {
        createOrganisation(input: { kind: AGENCY, name: "x" }) @include(if: $really) { revision } }"#;
    assert_eq!(app.as_role(Role::Editor).ask(query).await.data(), &json!({}));
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_mutation_that_fails_leaves_the_others_their_answers(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"mutation { a: createOrganisation(input: { kind: AGENCY, name: "Ett" }) { organisation { name } }
        b: deleteOrganisation(input: { id: "x" }) { deletedId }
        c: createOrganisation(input: { kind: AGENCY, name: "Två" }) { organisation { name } } }"#;
    let answer = app.as_role(Role::Editor).ask(query).await;
    let one = json!({ "organisation": { "name": "Ett" } });
    assert_eq!(answer.body["data"], json!({ "a": one, "b": null, "c": { "organisation": { "name": "Två" } } }));
    answer.refusal("BAD_USER_INPUT");
    assert_eq!(answer.errors()[0]["path"], json!(["b"]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn accept_on_several_lines_is_one_list(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let request = app.public().post().header("Accept", "text/html;q=0.1");
    let request = request.header("Accept", "application/graphql-response+json");
    let answer = Answer::to(request.json(&json!({ "query": "{ viewer { roles } }" }))).await;
    assert_eq!(answer.headers["content-type"], "application/graphql-response+json; charset=utf-8");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn figures_come_back_to_the_last_digit(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.as_role(Role::Editor).create("Indicator", an_indicator("I")).await;
    let figures = [0.1 + 0.2, 123_456.789_012_345_67, 1.000_000_000_000_000_2, 8.41e14 / 7.0, 1e-6 / 3.0 * 4.0];
    for figure in figures.into_iter().chain((2..40).map(|n| f64::from(n).sqrt() * 1e5 / 7.0)) {
        let input = json!({ "indicatorCode": "I", "claim": "ESTIMATED_EFFECT", "qualifier": "EXACT", "value": figure });
        let by_variable = app.as_role(Role::Editor).mutate("createObservation", input, "value").await;
        assert_eq!(number(by_variable.written("createObservation")), Some(figure), "{}", by_variable.body);
        let literal = format!(
            "mutation {{ createObservation(input: {{ indicatorCode: \"I\", claim: ESTIMATED_EFFECT, qualifier: EXACT, value: {figure:?} }}) {{
               it: observation {{ value }} revision userErrors {{ code message path }} }} }}"
        );
        let by_literal = app.as_role(Role::Editor).ask(literal).await;
        assert_eq!(number(by_literal.written("createObservation")), Some(figure), "{}", by_literal.body);
    }
}

fn number(written: &Value) -> Option<f64> {
    written["value"].as_f64()
}

#[rstest]
#[case::fields_that_cannot_be_one("{ node(id: \"a\") { id } node(id: \"b\") { id } }")]
#[case::lists_of_different_lengths("{ nodes(ids: [\"a\"]) { id } nodes(ids: [\"a\", \"b\"]) { id } }")]
#[case::an_input_field_twice(
    "mutation { createOrganisation(input: { kind: AGENCY, name: \"x\", dryRun: true, dryRun: false }) { revision } }"
)]
#[case::a_text_for_an_enum("{ territories(filter: { level: [\"COUNTY\"] }) { totalCount } }")]
#[case::a_directive_that_is_not_known("{ __typename @aa }")]
#[case::skip_without_if("{ viewer @skip { roles } }")]
#[case::skip_on_a_variable("query ($n: Int @skip(if: true)) { territories(first: $n) { totalCount } }")]
#[case::an_unused_variable("query ($n: Int) { viewer { roles } }")]
#[case::a_variable_that_may_be_null("query ($id: ID) { node(id: $id) { id } }")]
#[case::a_variable_of_another_type_in_a_list("query ($n: Int) { nodes(ids: [$n]) { id } }")]
#[case::a_variable_that_may_be_null_in_a_key("query ($code: String) { territory(by: { code: $code }) { name } }")]
#[case::a_key_of_two_fields("{ territory(by: { code: \"25\", id: \"x\" }) { name } }")]
#[case::an_argument_without_a_value("{ territories(first: 1 after) { totalCount } }")]
#[case::an_argument_of_a_mutation_without_a_value(
    "mutation { createOrganisation(input: { kind: UNIT, name: \"x\" } dryRun) { revision } }"
)]
#[case::an_argument_of_a_directive_without_a_value("{ __typename @skip(if: true if) }")]
#[case::a_field_without_a_value("{ territories(filter: { level }) { totalCount } }")]
#[case::half_a_surrogate_pair("{ organisations(filter: { name: [\"\\uD83D\"] }) { totalCount } }")]
#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_not_valid_is_refused_as_a_whole(#[case] query: &str) {
    let app = App::start(Sqlite).await;
    let before = app.changes().await;
    let answer = app.as_role(Role::Editor).ask(query).await;
    assert!(
        !answer.codes().is_empty() && answer.codes().iter().all(|code| *code == "BAD_USER_INPUT"),
        "{}",
        answer.body
    );
    assert!(answer.body.get("data").is_none(), "{}", answer.body);
    assert!(answer.errors().iter().all(|error| error["locations"].is_array()), "{}", answer.body);
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[case("query ($v: Int) { territories(first: $v) { totalCount } }", &["1.5", "true", "\"1\"", "3000000000"], &["1", "1.0", "null"])]
#[case("query ($v: ID!) { node(id: $v) { id } }", &["1.5", "true", "null"], &[])]
#[case("query ($v: [String!]) { territories(filter: { code: $v }) { totalCount } }", &["1", "[1]", "[null]"], &["\"25\"", "[]"])]
#[case("query ($v: TerritoryFilter) { territories(filter: $v) { totalCount } }", &["{\"colour\": 1}", "[]", "{\"level\": [1]}"], &["{}"])]
#[tokio::test(flavor = "multi_thread")]
async fn a_variable_is_read_as_nothing_but_its_type(
    #[case] query: &str,
    #[case] refused: &[&str],
    #[case] taken: &[&str],
) {
    let app = App::start(Sqlite).await;
    let ask = async |value: &str| {
        let variables = serde_json::from_str::<Value>(&format!("{{ \"v\": {value} }}")).expect("JSON");
        app.public().ask_with(query, variables).await
    };
    for value in refused {
        let answer = ask(value).await;
        assert!(answer.refusal("BAD_USER_INPUT").contains("$v"), "{value}: {}", answer.body);
        assert!(answer.body.get("data").is_none(), "{value}: {}", answer.body);
    }
    for value in taken {
        ask(value).await.data();
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_surrogate_pair_is_one_character(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "\uD83D\uDE00 \u{1F600} \u00e5" }) {
        organisation { name } } }"#;
    let answer = app.as_role(Role::Editor).ask(query).await;
    assert_eq!(answer.text("/createOrganisation/organisation/name"), "😀 😀 å");
}

#[rstest]
#[case("query ($b: Boolean!) { a: __typename b: __typename @skip(if: $b) }", json!({ "a": "Query" }))]
#[case("query ($b: Boolean!) { ...f } fragment f on Query { a: __typename b: __typename @include(if: $b) }",
    json!({ "a": "Query", "b": "Query" }))]
#[case("query ($b: Boolean!) { viewer @include(if: $b) { roles __typename @skip(if: $b) } }", json!({ "viewer": { "roles": [] } }))]
#[tokio::test(flavor = "multi_thread")]
async fn a_variable_may_be_used_in_a_directive_of_typename_alone(#[case] query: &str, #[case] expected: Value) {
    let app = App::start(Sqlite).await;
    assert_eq!(app.public().ask_with(query, json!({ "b": true })).await.data(), &expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_given_twice_is_refused(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let body = r#"{"query": "mutation ($i: CreateOrganisationInput!) { createOrganisation(input: $i) { revision } }",
        "variables": {"i": {"kind": "UNIT", "name": "x", "dryRun": true, "dryRun": false}}}"#;
    let request = app.as_role(Role::Editor).post().header("Content-Type", "application/json").body(body);
    let answer = Answer::to(request).await;
    assert_eq!(answer.status, 400);
    assert!(answer.refusal("BAD_USER_INPUT").contains("a key is given twice"));
    assert_eq!(app.changes().await, before);
}
