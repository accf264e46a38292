//! How many SQL statements a request runs: it must not grow with the rows.

use rstest::rstest;
use serde_json::json;

use crate::organisation::some_organisations;
use crate::support::{Actor, App, Backend, Backend::*, Role};

/// How many statements one request runs. The first that a new connection runs are left out.
async fn statements(app: &App, actor: &Actor<'_>, query: &str) -> u64 {
    actor.ask(query).await.data();
    let before = app.statements();
    actor.ask(query).await.data();
    app.statements() - before
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn relations_cost_one_statement_each(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    let query = |rows: u32| {
        format!(
            "{{ territories(first: {rows}, orderBy: {{ field: CODE }}) {{ totalCount nodes {{
                name parent {{ name }} children(first: 3) {{ totalCount nodes {{ name }} }}
                organisations(first: 3) {{ nodes {{ name parent {{ name }} }} }} }} }} }}"
        )
    };
    let reader = app.as_role(Role::Reader);
    let (few, many) = (statements(&app, &reader, &query(5)).await, statements(&app, &reader, &query(90)).await);
    assert_eq!(few, many);
    // The list and its count; parents; children and their counts; organisations. None has a parent.
    assert!(many <= 6, "{many} statements");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn measures_with_all_that_led_to_them_cost_one_statement_for_each_relation(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let app = App::demo(on).await;
    let plans = app
        .as_role(Role::Reader)
        .ask("{ actionPlans { nodes { id assignment { id } } } organisations(first: 1) { nodes { id } } }")
        .await;
    let owner = plans.text("/organisations/nodes/0/id").to_owned();
    let plans = plans.at("/actionPlans/nodes").as_array().expect("plans").clone();
    let decided = plans.iter().find(|plan| !plan["assignment"].is_null()).expect("a plan that was ordered");
    let create = r#"mutation ($plan: ID!, $owner: ID!) { createMeasure(input: {
        actionPlan: { id: $plan }, responsible: { id: $owner }, title: "Lyssna på kunderna", kind: MEASURE }) { measure { id } userErrors { message path code } } }"#;
    let created = app.as_role(Role::Editor).ask_with(create, json!({ "plan": decided["id"], "owner": owner })).await;
    assert_eq!(created.user_errors("createMeasure"), []);
    let query = "{ measures(first: 25) { totalCount nodes { title resultAreas { name } responsible { name }
        updates(first: 5) { nodes { progress comment } } actionPlan { title assignment { decision { agendaItem {
        meeting { title body { name } } } } } } } } }";
    let reader = app.as_role(Role::Reader);
    let answer = reader.ask(query).await;
    assert!(answer.data().to_string().contains("\"body\":{\"name\":\""), "no measure leads to a body: {}", answer.body);
    // The list and its count, and nine relations, of which two lead to small tables that are kept in memory.
    assert_eq!(statements(&app, &reader, query).await, 2 + 7);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_is_not_selected_is_not_counted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let public = app.public();
    let rows = statements(&app, &public, "{ territories { nodes { name } } }").await;
    let total = statements(&app, &public, "{ territories { totalCount } }").await;
    let both = statements(&app, &public, "{ territories { totalCount nodes { name } } }").await;
    assert_eq!((rows, total, both), (1, 1, 2));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nodes_of_one_type_are_read_at_once(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = app.public().ask("{ territories(first: 50) { nodes { id } } }").await;
    let ids = answer.texts("/territories/nodes", "id");
    let before = app.statements();
    let found = app.public().ask_with("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": ids })).await;
    assert_eq!(app.statements() - before, 1);
    assert_eq!(found.texts("/nodes", "id"), ids);
}
