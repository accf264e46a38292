//! How many statements a reader's query over measures and all that hangs on them runs.

use entity::{action_plan, measure, measure_update};
use sea_orm::DbBackend;

use super::anew::Anew;
use super::copies::copies;
use super::statement_log;
use super::support::{App, Backend, Role};

const QUERY: &str = "{ measures(first: 25) { totalCount nodes { title resultAreas { name } responsible { name }
    updates(first: 5) { nodes { progress comment } }
    actionPlan { title assignment { decision { agendaItem { meeting { title body { name } } } } } } } } }";

/// Fields of the query that lead to other tables: resultAreas, responsible, updates, actionPlan, assignment, decision,
/// agendaItem, meeting, body.
const RELATIONS: u64 = 9;

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    let few = count(&app).await;
    many(&app).await;
    let (many, read) = (count(&app).await, statement_log::take());
    println!("\nStatements of measures(first: 25), {on:?}, by a reader");
    println!(
        "The demo: {}, with {} measures: {}. Relations, list and count: {}.",
        few.0,
        many.1,
        many.0,
        RELATIONS + 2
    );
    println!("They read: {}", read.iter().map(|sql| table(sql)).collect::<Vec<_>>().join(", "));
}

/// The statements of the query, and how many measures there are.
async fn count(app: &App) -> (u64, i64) {
    let reader = app.as_role(Role::Reader);
    reader.ask_anew(QUERY).await.data();
    statement_log::take();
    let before = app.statements();
    let answer = reader.ask_anew(QUERY).await;
    (app.statements() - before, answer.at("/measures/totalCount").as_i64().expect("a number"))
}

/// Four measures in each of 25 plans, with an update and every result area, so that every relation has much to find.
async fn many(app: &App) {
    copies::<action_plan::Column>(app, "action_plan", 25, &[], "").await;
    let parent =
        [("action_plan_id", "action_plan.id"), ("source", "NULL"), ("external_id", "NULL"), ("focus_area_id", "NULL")];
    copies::<measure::Column>(app, "measure", 4, &parent, ", action_plan").await;
    let parent = [("measure_id", "measure.id"), ("source", "NULL"), ("external_id", "NULL")];
    copies::<measure_update::Column>(app, "measure_update", 7, &parent, ", measure").await;
    let id = if app.backend() == DbBackend::Postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    app.tamper(&format!(
        "INSERT INTO measure_result_area (id, version, created_at, updated_at, measure_id, result_area_id)
         SELECT {id}, 1, measure.created_at, measure.created_at, measure.id, result_area.id FROM measure, result_area
         WHERE true ON CONFLICT DO NOTHING"
    ))
    .await;
}

/// The first table that a statement names.
fn table(sql: &str) -> &str {
    let name = sql.split("FROM ").find(|rest| rest.starts_with(['"', 'l'])).unwrap_or(sql);
    name.trim_start_matches('"').split(['"', ' ']).next().unwrap_or_default()
}
