//! A thread of 10,000 objects, of which an answer holds 1,000 at the most, against one of 25 objects of the same; and how many
//! statements the demo's threads take.

use entity::{action_plan, measure, measure_result_area, result_area, steering_framework};
use serde_json::{Value, json};
use uuid::Uuid;

use super::copies::copies;
use super::statement_log;
use super::support::{App, Backend, Role};
use super::timing::Times;

const MEASURES: u32 = 5_000;
const ROUNDS: usize = 9;

const THREAD: &str =
    "query ($from: ID!, $first: Int!) { thread(from: $from, direction: BOTH, depth: 12, first: $first) {
    truncated nodes { distance node { id } } edges { from to relation } } }";

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    println!("\nThreads, {on:?}: depth 12, both ways");
    for (list, part) in [("evaluations", "Facebook"), ("actionPlans", "2018–2020")] {
        let id = named(&app, list, part).await;
        let (statements, nodes, truncated) = walk(&app, &id, 500).await;
        println!("from the demo's {part}: {nodes} objects, {statements} statements, truncated: {truncated}");
    }
    let plan = fill(&app).await;
    let (mut large, mut small) = (Times::default(), Times::default());
    let (statements, nodes, truncated) = walk(&app, &plan, 1_000).await;
    let (fewer, few, _) = walk(&app, &plan, 25).await;
    for _ in 0..ROUNDS {
        large.add(walk(&app, &plan, 1_000)).await;
        small.add(walk(&app, &plan, 25)).await;
    }
    println!(
        "of 10,000: {nodes} objects, {statements} statements, truncated: {truncated}; {few} objects: {fewer} statements; \
         times {}; medians {:.1?} and {:.1?}",
        large.against(&small),
        large.median(),
        small.median()
    );
}

/// A plan with measures, each of which contributes to a result area of its own. Its id.
async fn fill(app: &App) -> String {
    let copy = [("title", "'Planen'")];
    copies::<action_plan::Column>(app, "action_plan", 1, &copy, "").await;
    copies::<steering_framework::Column>(app, "steering_framework", 1, &[("name", "'Ramverket'")], "").await;
    let plan = "(SELECT id FROM action_plan WHERE title = 'Planen')";
    let measures = [
        ("action_plan_id", plan),
        ("title", "'Åtgärd ' || number"),
        ("source", "NULL"),
        ("external_id", "NULL"),
        ("focus_area_id", "NULL"),
    ];
    copies::<measure::Column>(app, "measure", MEASURES, &measures, "").await;
    let framework = "(SELECT id FROM steering_framework WHERE name = 'Ramverket')";
    let areas = [
        ("framework_id", framework),
        ("code", "'X' || number"),
        ("name", "'Område ' || number"),
        ("parent_id", "NULL"),
    ];
    copies::<result_area::Column>(app, "result_area", MEASURES, &areas, "").await;
    let joined = ", measure AS m, result_area AS a
        WHERE a.code LIKE 'X%' AND m.title = 'Åtgärd ' || substr(a.code, 2) AND number <= 1";
    let links = [("measure_id", "m.id"), ("result_area_id", "a.id")];
    copies::<measure_result_area::Column>(app, "measure_result_area", 1, &links, joined).await;
    app.tamper("ANALYZE").await;
    named(app, "actionPlans", "Planen").await
}

async fn named(app: &App, list: &str, part: &str) -> String {
    let answer = app.as_role(Role::Reader).ask(format!("{{ {list}(first: 100) {{ nodes {{ id title }} }} }}")).await;
    let nodes = answer.at(&format!("/{list}/nodes")).as_array().expect("a list");
    let found = nodes.iter().find(|node| node["title"].as_str().is_some_and(|title| title.contains(part)));
    found.and_then(|node| node["id"].as_str()).expect("one of this name").to_owned()
}

/// The statements, the objects, and whether there are more.
async fn walk(app: &App, from: &str, first: u32) -> (usize, usize, Value) {
    statement_log::take();
    // What no answer has been kept for.
    let variables = json!({ "from": from, "first": first, "asked": Uuid::new_v4() });
    let answer = app.as_role(Role::Reader).ask_with(THREAD, variables).await;
    let nodes = answer.at("/thread/nodes").as_array().map_or(0, Vec::len);
    (statement_log::take().len(), nodes, answer.at("/thread/truncated").clone())
}
