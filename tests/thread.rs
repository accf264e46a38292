//! The thread: what led to an object and what came of it.

use entity::trace_link::{self, TraceRelation};
use entity::{Access, Row, measure, measure_result_area, result_area, steering_framework};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, World, id_of, plan, unused_id, with};

const QUERY: &str = "query ($from: ID!, $direction: ThreadDirection = BOTH, $depth: Int = 12, $first: Int = 500) {
    thread(from: $from, direction: $direction, depth: $depth, first: $first) {
        truncated nodes { distance node { id __typename } }
        edges { from to relation reference since traceLink { basis confidence } } } }";

async fn thread(actor: &Actor<'_>, variables: Value) -> Answer {
    actor.ask_with(QUERY, variables).await
}

/// The types in a thread, each with how far it is from the start, the nearest first.
fn types(answer: &Answer) -> Vec<(i64, String)> {
    let nodes = answer.at("/thread/nodes").as_array().expect("nodes").iter();
    let mut types: Vec<_> = nodes
        .map(|node| {
            (node["distance"].as_i64().expect("a distance"), node["node"]["__typename"].to_string().replace('"', ""))
        })
        .collect();
    types.sort();
    types.dedup();
    types
}

fn is_in(answer: &Answer, distance: i64, kind: &str) -> bool {
    types(answer).contains(&(distance, kind.to_owned()))
}

/// The demo's evaluation with the whole chain.
async fn evaluation(app: &App) -> String {
    let query = "{ evaluations(filter: { present: [CRITERION_RATINGS] }) { nodes { id } } }";
    app.as_role(Role::Reader).ask(query).await.text("/evaluations/nodes/0/id").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_came_of_an_evaluation_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let reader = app.as_role(Role::Reader);
    let answer = thread(&reader, json!({ "from": evaluation(&app).await, "direction": "DOWNSTREAM" })).await;
    assert_eq!(answer.at("/thread/nodes/0/distance"), 0);
    let chain = [(1, "AgendaItem"), (2, "Decision"), (3, "Assignment"), (3, "ActionPlan"), (4, "Measure")];
    for (distance, kind) in chain.into_iter().chain([(4, "ResultArea"), (4, "Indicator"), (5, "Observation")]) {
        assert!(is_in(&answer, distance, kind), "no {kind} after {distance} steps: {:?}", types(&answer));
    }
    for kind in ["Finding", "Recommendation"] {
        assert!(is_in(&answer, 1, kind), "{kind}");
    }
    assert!(types(&answer).iter().all(|(distance, kind)| *distance >= 0 && kind != "Meeting"));
    let edges = answer.at("/thread/edges").as_array().expect("edges");
    let presented = edges.iter().find(|edge| edge["relation"] == "PRESENTED_AT").expect("it was presented");
    assert_eq!(presented["reference"], "AgendaItem.evaluations");
    assert_eq!((&presented["from"], &presented["traceLink"]), (answer.at("/thread/nodes/0/node/id"), &Value::Null));
    assert_eq!(answer.at("/thread/truncated"), false);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_led_to_a_measure_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let reader = app.as_role(Role::Reader);
    let downstream = thread(&reader, json!({ "from": evaluation(&app).await, "direction": "DOWNSTREAM" })).await;
    let nodes = downstream.at("/thread/nodes").as_array().expect("nodes");
    let measure = nodes.iter().find(|node| node["node"]["__typename"] == "Measure").expect("a measure");
    let answer = thread(&reader, json!({ "from": measure["node"]["id"], "direction": "UPSTREAM" })).await;
    for (distance, kind) in
        [(-1, "ActionPlan"), (-2, "Assignment"), (-2, "Decision"), (-3, "AgendaItem"), (-2, "Evaluation")]
    {
        assert!(is_in(&answer, distance, kind), "no {kind} {distance} steps away: {:?}", types(&answer));
    }
    assert!(is_in(&answer, -4, "Meeting") && !is_in(&answer, 1, "ResultArea"));
    let both = thread(&reader, json!({ "from": measure["node"]["id"] })).await;
    assert!(is_in(&both, -2, "Evaluation") && is_in(&both, 1, "ResultArea"), "{:?}", types(&both));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_trace_link_is_a_step_with_what_it_rests_on(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let public = app.public();
    let answer = public.ask("{ traceLinks(filter: { relation: [RESPONDS_TO] }) { nodes { basis to { id } } } }").await;
    let missing = answer.text("/traceLinks/nodes/0/to/id");
    let found = thread(&public, json!({ "from": missing, "direction": "DOWNSTREAM", "depth": 1 })).await;
    let edges = found.at("/thread/edges").as_array().expect("edges");
    let answered = edges.iter().find(|edge| edge["relation"] == "ANSWERED_BY").expect("the plan answers it");
    assert_eq!((&answered["from"], &answered["reference"]), (&json!(missing), &Value::Null));
    assert_eq!(
        answered["traceLink"],
        json!({ "basis": answer.at("/traceLinks/nodes/0/basis"), "confidence": "INFERRED" })
    );
    assert!(is_in(&found, 1, "ActionPlan") && is_in(&found, 1, "Decision"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_seen_is_like_what_is_not_there(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let hidden = evaluation(&app).await;
    let nothing = json!({ "truncated": false, "nodes": [], "edges": [] });
    let public = app.public();
    assert_eq!(thread(&public, json!({ "from": hidden })).await.at("/thread"), &nothing);
    let unknown = id_of::<entity::evaluation::Model>(unused_id());
    assert_eq!(thread(&public, json!({ "from": unknown })).await.at("/thread"), &nothing);
    // The decision is public, and what it came of is not: as if it had come of nothing.
    let reader = app.as_role(Role::Reader);
    let downstream = thread(&reader, json!({ "from": hidden, "direction": "DOWNSTREAM", "depth": 2 })).await;
    let nodes = downstream.at("/thread/nodes").as_array().expect("nodes");
    let decision = nodes.iter().find(|node| node["node"]["__typename"] == "Decision").expect("a decision");
    let from = json!({ "from": decision["node"]["id"], "direction": "UPSTREAM" });
    assert!(is_in(&thread(&reader, from.clone()).await, -2, "Evaluation"));
    let seen = thread(&public, from).await;
    let text = seen.body.to_string();
    assert!(!text.contains(&hidden) && !text.contains("PRESENTED_AT"), "{text}");
    assert_eq!(seen.at("/thread/truncated"), false);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_circle_ends(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let other = app.write(vec![plan("Den andra", Access::Internal)]).await[0].id;
    let link = |from: Uuid, to: Uuid| {
        let kind = entity::action_plan::Model::TYPE.to_owned();
        let (from_type, to_type, relation) = (kind.clone(), kind, TraceRelation::LedTo);
        trace_link::Model { from_type, from_id: from, to_type, to_id: to, relation, ..Default::default() }
    };
    app.write(vec![link(world.plan, other), link(other, world.plan)]).await;
    let from = id_of::<entity::action_plan::Model>(world.plan);
    let answer = thread(&app.as_role(Role::Reader), json!({ "from": from })).await;
    assert_eq!(answer.at("/thread/nodes").as_array().map(Vec::len), Some(2));
    assert_eq!(answer.at("/thread/edges").as_array().map(Vec::len), Some(2), "each step once: {}", answer.body);
}

/// A plan with measures, each of which contributes to a result area of its own.
async fn measures(app: &App, world: &World, count: usize) -> String {
    let plan = app.write(vec![plan("Planen", Access::Internal)]).await[0].id;
    let framework = steering_framework::Model { name: format!("{count} områden"), ..Default::default() };
    let framework_id = app.write(vec![framework]).await[0].id;
    let new = |number: usize| measure::Model {
        action_plan_id: plan,
        responsible_id: world.agency,
        title: format!("Åtgärd {number}"),
        ..Default::default()
    };
    let area = |number: usize| result_area::Model {
        framework_id,
        code: number.to_string(),
        name: format!("Område {number}"),
        position: 1,
        ..Default::default()
    };
    let measures = app.write((0..count).map(new).collect()).await;
    let areas = app.write((0..count).map(area).collect()).await;
    let links = measures.iter().zip(&areas).map(|(measure, area)| measure_result_area::Model {
        measure_id: measure.id,
        result_area_id: area.id,
        ..Default::default()
    });
    app.write(links.collect()).await;
    id_of::<entity::action_plan::Model>(plan)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_are_as_many_as_levels_and_types(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let reader = app.as_role(Role::Reader);
    let mut counts = Vec::new();
    for count in [2, 40] {
        let from = measures(&app, &world, count).await;
        thread(&reader, json!({ "from": from })).await.data();
        let before = app.statements();
        let answer = thread(&reader, json!({ "from": from })).await;
        counts.push(app.statements() - before);
        assert_eq!(answer.at("/thread/nodes").as_array().map(Vec::len), Some(1 + 2 * count));
    }
    eprintln!("statements for a thread of 5 and of 81 objects: {counts:?}");
    assert_eq!(counts[0], counts[1]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_cut_where_there_is_no_room(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let from = measures(&app, &world, 6).await;
    let reader = app.as_role(Role::Reader);
    for (first, expected, truncated) in [(1, 1, true), (4, 4, true), (12, 12, true), (13, 13, false), (14, 13, false)] {
        let answer = thread(&reader, json!({ "from": from, "first": first })).await;
        let nodes = answer.at("/thread/nodes").as_array().expect("nodes");
        assert_eq!((nodes.len(), answer.at("/thread/truncated")), (expected, &json!(truncated)), "first: {first}");
        let ids: Vec<&Value> = nodes.iter().map(|node| &node["node"]["id"]).collect();
        for edge in answer.at("/thread/edges").as_array().expect("edges") {
            assert!(ids.contains(&&edge["from"]) && ids.contains(&&edge["to"]), "an edge to nowhere: {edge}");
        }
    }
    // What led to it and what came of it are as near.
    let other = app.write(vec![plan("Före", Access::Internal), plan("Längre före", Access::Internal)]).await;
    let kind = entity::action_plan::Model::TYPE.to_owned();
    let led = |from: Uuid, to: Uuid| trace_link::Model {
        from_type: kind.clone(),
        from_id: from,
        to_type: kind.clone(),
        to_id: to,
        relation: TraceRelation::LedTo,
        ..Default::default()
    };
    app.write(vec![led(other[0].id, crate::support::uuid_of(&from)), led(other[1].id, other[0].id)]).await;
    let near = thread(&reader, json!({ "from": from, "first": 3 })).await;
    let distances: Vec<_> = types(&near).into_iter().map(|(distance, _)| distance).collect();
    assert_eq!(distances, [-1, 0, 1], "{}", near.body);
    // What lies deeper was not asked for.
    let answer = thread(&reader, json!({ "from": from, "depth": 1 })).await;
    assert_eq!(
        (answer.at("/thread/nodes").as_array().map(Vec::len), answer.at("/thread/truncated")),
        (Some(8), &json!(false))
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_thread_is_asked_for_is_checked(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let from = id_of::<entity::action_plan::Model>(world.plan);
    let reader = app.as_role(Role::Reader);
    for (over, words) in [
        (json!({ "depth": 0 }), "depth is 0: give 1 to 12."),
        (json!({ "depth": 13 }), "depth is 13: give 1 to 12."),
        (json!({ "first": 0 }), "first is 0: give 1 to 1000."),
        (json!({ "first": 1_001 }), "first is 1001: give 1 to 1000."),
        (json!({ "first": -1 }), "first is -1: give 1 to 1000."),
        (json!({ "from": "!" }), "An id is malformed: use ids as this API gave them."),
    ] {
        let answer = thread(&reader, with(json!({ "from": from }), over)).await;
        assert_eq!(answer.refusal("BAD_USER_INPUT"), words);
    }
    // Each step of each thread is charged.
    let cost = |depth: i32, first: i32| json!({ "from": from, "depth": depth, "first": first });
    let cheap = thread(&reader, cost(1, 1)).await.body.pointer("/extensions/cost/requested").cloned();
    let dear = thread(&reader, cost(12, 1)).await.body.pointer("/extensions/cost/requested").cloned();
    let [cheap, dear] = [cheap, dear].map(|cost| cost.and_then(|cost| cost.as_i64()).expect("a cost"));
    assert_eq!(dear - cheap, 11 * 100);
}
