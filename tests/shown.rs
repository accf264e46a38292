//! Objects in lists are put together in a way of their own. They must show the same as alone, and what the specification says of
//! fragments and of fields that share a key.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role, Schema};

/// The fields that have no fields of their own, but with a name in front, so that each has a key of its own.
fn leaves(schema: &Schema, kind: &str) -> String {
    let leaves = schema.fields(kind).iter().filter(|field| {
        let kind = schema.kind(field.kind.named());
        matches!(kind.kind.as_str(), "SCALAR" | "ENUM") && field.args.is_empty()
    });
    leaves.map(|field| format!("its_{0}: {0}", field.name)).collect::<Vec<_>>().join(" ")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_object_shows_the_same_in_a_list_and_alone(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (schema, admin) = (Schema::of(&app).await, app.as_role(Role::Admin));
    let mut compared = 0;
    for (root, kind) in schema.lists() {
        let leaves = format!("__typename id {}", leaves(&schema, kind));
        let list =
            format!("{{ list: {}(first: 20) {{ nodes {{ {leaves} }} edges {{ node {{ {leaves} }} }} }} }}", root.name);
        let list = admin.ask(list).await;
        let nodes = list.at("/list/nodes").as_array().expect("nodes");
        assert!(!nodes.is_empty(), "no {kind}");
        for (place, node) in nodes.iter().enumerate() {
            let alone = format!("{{ node(id: {}) {{ ... on {kind} {{ {leaves} }} }} }}", node["id"]);
            assert_eq!(node, admin.ask(alone).await.at("/node"), "{kind}");
            assert_eq!(node, list.at(&format!("/list/edges/{place}/node")), "{kind}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared} objects");
}

/// Each selection of a measure shows the same as the second, where nothing is said in two ways.
#[rstest]
#[case::a_fragment("...f", "title", "fragment f on Measure { title }")]
#[case::a_fragment_on_an_interface("... on Node { id }", "id", "")]
#[case::a_fragment_without_a_type("... { title }", "title", "")]
#[case::fragments_in_fragments(
    "... { ... on Measure { ...f } }",
    "title kind",
    "fragment f on Measure { title ... { kind } }"
)]
#[case::what_is_skipped("title kind @skip(if: true) ... @include(if: false) { status }", "title", "")]
#[case::the_same_column_twice("title title ... { title }", "title", "")]
#[case::the_same_object_twice(
    "responsible { id } ...f",
    "responsible { id name }",
    "fragment f on Measure { responsible { name } }"
)]
#[case::the_same_list_twice("resultAreas { code } resultAreas { name }", "resultAreas { code name }", "")]
#[case::the_same_connection_twice(
    "updates(first: 2) { nodes { health } } ... { updates(first: 2) { totalCount nodes { progress } } }",
    "updates(first: 2) { nodes { health progress } totalCount }",
    ""
)]
#[case::only_what_is_looked_up("responsible { name } overdue", "responsible { name } overdue", "")]
#[case::what_is_null("... { decision { id } } dueOn", "decision { id } dueOn", "")]
#[tokio::test(flavor = "multi_thread")]
async fn a_selection_is_one_however_it_is_said(#[case] said: &str, #[case] plainly: &str, #[case] fragments: &str) {
    let app = App::demo(Sqlite).await;
    let nodes = async |selection: &str, fragments: &str| {
        let ways =
            "edges { node { __typename SELECTION } } nodes { __typename SELECTION }".replace("SELECTION", selection);
        let answer = app.as_role(Role::Reader).ask(format!("{{ measures(first: 9) {{ {ways} }} }} {fragments}")).await;
        let measures = answer.at("/measures").clone();
        let edges: Vec<Value> =
            measures["edges"].as_array().into_iter().flatten().map(|edge| edge["node"].clone()).collect();
        assert_eq!(measures["nodes"], json!(edges));
        serde_json::to_string(&edges).expect("text")
    };
    let (one, other) = (nodes(said, fragments).await, nodes(plainly, "").await);
    // Also the order of keys.
    assert_eq!(one, other);
    assert!(one.contains("\"__typename\":\"Measure\""), "{one}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_alias_is_the_key(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let query = "{ measures(first: 1) { nodes { kind: title title: kind __typename type: __typename id: version
        plan: actionPlan { title: id id: title } } } }";
    let answer = app.as_role(Role::Reader).ask(query).await;
    let plainly = "{ measures(first: 1) { nodes { title kind version actionPlan { id title } } } }";
    let plainly = app.as_role(Role::Reader).ask(plainly).await;
    let (one, other) = (answer.at("/measures/nodes/0"), plainly.at("/measures/nodes/0"));
    let expected = json!({
        "kind": other["title"], "title": other["kind"], "__typename": "Measure", "type": "Measure", "id": other["version"],
        "plan": { "title": other["actionPlan"]["id"], "id": other["actionPlan"]["title"] },
    });
    assert_eq!(one, &expected);
}

/// A list among others that refuses its size: the error names it, with the rows that lead to it.
#[rstest]
#[case::nodes("list: measures(first: 2) { nodes { it: updates(SIZE) { totalCount } } }", json!(["list", "nodes", 0, "it"]))]
#[case::edges(
    "measures(first: 2) { edges { node { updates(SIZE) { totalCount } } } }",
    json!(["measures", "edges", 0, "node", "updates"])
)]
#[case::lists_in_lists(
    "measures(first: 1) { edges { node { resultAreas { indicators(SIZE) { totalCount } } } } }",
    json!(["measures", "edges", 0, "node", "resultAreas", 0, "indicators"])
)]
#[case::a_merged_list(
    "threadGaps(first: 1) { edges { node { node {
        ... on Measure { it: updates(SIZE) { totalCount } }
        ... on AgendaItem { it: decisions(SIZE) { totalCount } }
        ... on Recommendation { it: measures(SIZE) { totalCount } } } } } }",
    json!(["threadGaps", "edges", 0, "node", "node", "it"])
)]
#[case::hits(
    "search(query: \"utvärdering\", types: [EVALUATION]) { nodes { node { ... on Evaluation { findings(SIZE) { totalCount } } } } }",
    json!(["search", "nodes", 0, "node", "findings"])
)]
#[case::a_thread(
    "thread(from: \"ID\", depth: 1, direction: BOTH) { nodes { node { ... on Evaluation { findings(SIZE) { totalCount } } } } }",
    json!(["thread", "nodes", 0, "node", "findings"])
)]
#[tokio::test(flavor = "multi_thread")]
async fn an_error_names_its_field_with_the_rows_above_it(
    #[values(Sqlite, Postgres)] on: Backend,
    #[case] query: &str,
    #[case] path: Value,
) {
    let app = App::demo(on).await;
    let reader = app.as_role(Role::Reader);
    let evaluation = reader.ask("{ evaluations(first: 1) { nodes { id } } }").await;
    let query = query.replace("SIZE", "first: 101").replace("ID", evaluation.text("/evaluations/nodes/0/id"));
    let answer = reader.ask(format!("{{ {query} }}")).await;
    assert_eq!(answer.codes(), ["BAD_USER_INPUT"], "{}", answer.body);
    assert_eq!(answer.errors()[0]["path"], path);
    assert_eq!(answer.body["data"], Value::Null);
}

/// The error names the row and the field; what may not be null takes the list with it.
#[rstest]
#[case::among_the_nodes("nodes { id it: from { __typename } }", |place| json!(["list", "nodes", place, "it"]))]
#[case::among_the_edges("edges { node { id from { __typename } } }", |place| json!(["list", "edges", place, "node", "from"]))]
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_fails_is_named(
    #[values(Sqlite, Postgres)] on: Backend,
    #[case] selected: &str,
    #[case] path: fn(usize) -> Value,
) {
    let app = App::demo(on).await;
    let admin = app.as_role(Role::Admin);
    // No link has a link at its end: one that names itself names nothing.
    let second = "SELECT id FROM trace_link ORDER BY created_at, id LIMIT 1 OFFSET 1";
    app.tamper(&format!("UPDATE trace_link SET from_id = id WHERE id = ({second})")).await;
    let answer = admin.ask(format!("{{ list: traceLinks {{ {selected} }} }}")).await;
    assert_eq!(answer.codes(), ["INTERNAL"]);
    assert_eq!(answer.errors()[0]["path"], path(1));
    assert_eq!(answer.body["data"], Value::Null);
}
