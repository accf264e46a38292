//! Pushing 1,000 measures with 3 updates each: how much longer than plain INSERTs of the same rows.

use entity::{Date, action_plan, measure, measure_update, organisation};
use serde_json::{Value, json};
use uuid::Uuid;

use super::plain_insert::{inserts, new, run};
use super::push::ROWS;
use super::statement_log;
use super::support::{App, Backend, Role};
use super::timing::Times;

const UPDATES: usize = 3;
const ROUNDS: usize = 9;

const PUSH: &str = "mutation ($input: PushMeasuresInput!) { pushMeasures(input: $input) {
    revision userErrors { message } results { externalId outcome userErrors { message } } } }";

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    let unit = organisation::Model { name: "Enheten".into(), ..new(&app) };
    let plan = action_plan::Model { title: "Planen".into(), access: entity::Access::Public, ..new(&app) };
    let (unit, plan) = (app.write(vec![unit]).await[0].id, app.write(vec![plan]).await[0].id);
    let (mut pushed, mut inserted) = (Times::default(), Times::default());
    for round in 0..=ROUNDS {
        if round == 1 {
            // What the first round warmed up is not measured.
            (pushed, inserted) = Default::default();
        }
        pushed.add(push(&app, round)).await;
        let measures: Vec<_> = (0..ROWS).map(|row| a_measure(&app, (plan, unit), round, row)).collect();
        let updates: Vec<_> =
            measures.iter().flat_map(|measure| (1..=UPDATES).map(|at| an_update(&app, measure, at))).collect();
        let statements = [inserts(app.backend(), &measures), inserts(app.backend(), &updates)].concat();
        inserted.add(run(&app, statements)).await;
    }
    statement_log::take();
    let (push, insert) = (pushed.median(), inserted.median());
    println!(
        "\n{ROWS} measures with {UPDATES} updates each, {on:?}: a push over HTTP against plain INSERTs: {}; medians {push:.0?} and {insert:.0?}",
        pushed.against(&inserted)
    );
}

async fn push(app: &App, round: usize) {
    let measures: Vec<Value> = (0..ROWS).map(|row| pushed(round, row)).collect();
    let input = json!({ "source": "tests", "measures": measures });
    let answer = app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await;
    let outcomes = answer.texts("/pushMeasures/results", "outcome");
    assert!(outcomes.len() == ROWS && outcomes.iter().all(|outcome| *outcome == "CREATED"), "{}", answer.body);
}

fn pushed(round: usize, row: usize) -> Value {
    let update = |at: usize| json!({ "externalId": format!("{round}-{row}-{at}"), "reportedOn": format!("2017-10-0{at}"), "progress": at * 10 });
    json!({ "externalId": format!("{round}-{row}"), "title": format!("Åtgärd {row}"), "actionPlan": { "title": "Planen" },
        "responsible": { "name": "Enheten" }, "updates": (1..=UPDATES).map(update).collect::<Vec<_>>() })
}

fn a_measure(app: &App, (plan, unit): (Uuid, Uuid), round: usize, row: usize) -> measure::Model {
    measure::Model {
        source: Some("plain".into()),
        external_id: Some(format!("{round}-{row}")),
        action_plan_id: plan,
        responsible_id: unit,
        title: format!("Åtgärd {row}"),
        progress: 30,
        ..new(app)
    }
}

fn an_update(app: &App, measure: &measure::Model, at: usize) -> measure_update::Model {
    measure_update::Model {
        source: Some("plain".into()),
        external_id: measure.external_id.as_ref().map(|id| format!("{id}-{at}")),
        measure_id: measure.id,
        reported_on: format!("2017-10-0{at}").parse::<Date>().unwrap_or_default(),
        progress: i32::try_from(at * 10).unwrap_or_default(),
        ..new(app)
    }
}
