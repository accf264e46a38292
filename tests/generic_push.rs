//! The push that every type gets by one line, here for measures with their reports: parts, links, rules, and what follows
//! from them, in a number of statements that does not grow with the rows.

use std::sync::Arc;

use async_graphql::{EmptySubscription, Object, Request, Schema};
use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::auth::viewer::{Role as Granted, Viewer};
use styrgraf::domain::measure::Measure;
use styrgraf::domain::nodes::NODES;
use styrgraf::kit::context::RequestContext;
use styrgraf::kit::rows::Rows;
use styrgraf::kit::scope::Scope;
use styrgraf::write::WriteContext;
use tokio::task::LocalSet;
use uuid::Uuid;

use crate::support::{App, Backend, Backend::*, World, id_of};

derive::push!(Measure, measures, status);

struct Nothing;

#[Object]
impl Nothing {
    async fn nothing(&self) -> bool {
        true
    }
}

const PUSH: &str = "mutation ($input: PushMeasuresInput!) { pushMeasures(input: $input) { userErrors { message }
    results { externalId outcome userErrors { code message path }
    measure { progress health updates(first: 1) { totalCount } resultAreas { code } } } } }";

/// Runs a push of measures, and says how many statements it took.
async fn push(app: &App, measures: &[Value]) -> (Value, u64) {
    let viewer =
        Viewer { subject: Some("tests".into()), roles: vec![Granted::Integration], sources: vec!["tests".into()] };
    let scope = Scope::new(Arc::new(viewer), &app.server.clock);
    let schema = Schema::new(Nothing, MeasurePush, EmptySubscription);
    let input = json!({ "input": { "source": "tests", "measures": measures } });
    let request = Request::new(PUSH).variables(async_graphql::Variables::from_json(input));
    let before = app.statements();
    let local = LocalSet::new();
    let answer = local.run_until(async {
        let rows = Rows::new(app.server.db.clone(), scope);
        let context = Arc::new(RequestContext::new(rows, NODES));
        let writes = Arc::new(WriteContext::new(app.server.ledger.clone(), Uuid::now_v7()));
        schema.execute(request.data(context).data(writes)).await
    });
    let answer = serde_json::to_value(answer.await).expect("an answer");
    assert!(answer["errors"].is_null(), "{answer}");
    (answer["data"]["pushMeasures"]["results"].clone(), app.statements() - before)
}

fn measure(plan: &str, number: usize, reports: &[(&str, i32)]) -> Value {
    let report = |(index, (day, progress)): (usize, &(&str, i32))| json!({ "externalId": format!("m{number}-r{index}"), "reportedOn": day, "progress": progress, "health": "ON_TRACK" });
    let reports: Vec<Value> = reports.iter().enumerate().map(report).collect();
    json!({ "externalId": format!("m{number}"), "actionPlan": { "id": plan }, "responsible": { "name": "Myndigheten" },
        "title": format!("Åtgärd {number}"), "status": "IN_PROGRESS", "resultAreaCodes": ["A", "B"], "updates": reports })
}

async fn prepared(on: Backend) -> (App, String) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    app.tamper("UPDATE action_plan SET access = 'PUBLIC'").await;
    (app, id_of::<entity::action_plan::Model>(world.plan))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn measures_with_their_reports_take_as_many_statements_however_many_they_are(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let (app, plan) = prepared(on).await;
    let reports = [("2017-03-01", 10), ("2017-05-01", 40), ("2017-04-01", 30)];
    let later = [("2017-03-01", 10), ("2017-05-01", 50), ("2017-04-01", 30)];
    let many = |first: usize, count: usize, reports: &[(&str, i32)]| -> Vec<Value> {
        (first..first + count).map(|number| measure(&plan, number, reports)).collect()
    };
    let mut counts = Vec::new();
    for (expected, reports) in [("CREATED", &reports), ("UNCHANGED", &reports), ("UPDATED", &later)] {
        for (first, count) in [(0, 10), (1_000, 100)] {
            let (results, statements) = push(&app, &many(first, count, reports)).await;
            let results = results.as_array().expect("results");
            assert_eq!(results.len(), count);
            for result in results {
                assert_eq!(result["outcome"], expected, "{result}");
                let shown = json!({ "progress": reports[1].1, "health": "ON_TRACK", "updates": { "totalCount": 3 },
                    "resultAreas": [{ "code": "A" }, { "code": "B" }] });
                assert_eq!(result["measure"], shown, "the newest report is the measure's: {result}");
            }
            counts.push(statements);
        }
    }
    eprintln!("statements for 10 and 100 measures with 3 reports each, new, the same, changed: {counts:?}");
    let [created, many_created, same, many_same, changed, many_changed] = counts[..] else { panic!("six pushes") };
    assert_eq!((created, same, changed), (many_created, many_same, many_changed));
    assert!(same < created && created < 40, "{counts:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_wrong_rejects_its_row_at_its_place(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, plan) = prepared(on).await;
    let wrong = measure(&plan, 1, &[("2017-03-01", 10), ("2999-01-01", 101)]);
    let (results, _) = push(&app, &[measure(&plan, 0, &[]), wrong]).await;
    let errors: Vec<String> = results[1]["userErrors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| {
            let path: Vec<&str> = error["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
            format!("{} {}", error["code"].as_str().unwrap_or_default(), path.join("."))
        })
        .collect();
    let expected =
        ["OUT_OF_RANGE input.measures.1.updates.1.progress", "OUT_OF_RANGE input.measures.1.updates.1.reportedOn"];
    assert_eq!(errors, expected);
    assert_eq!(results[0]["outcome"], "REJECTED", "all or nothing");
}
