//! Pushing 1,000 evaluations with 3 findings each: how many statements, and how much longer than plain INSERTs.

use serde_json::{Value, json};

use super::plain_insert;
use super::statement_log;
use super::support::{App, Backend, Role};
use super::timing::Times;

pub const ROWS: usize = 1_000;
pub const FINDINGS: usize = 3;
const ROUNDS: usize = 9;

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision userErrors { code message path } results { externalId outcome userErrors { code message path } } } }";

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    println!("\nPush, {on:?}");
    println!("| what is pushed | statements: 10 rows | {ROWS} rows |\n|---|--:|--:|");
    for (what, row) in [
        ("evaluations with 3 findings", plain as Make),
        ("with territories, a commissioner and an observation too", full),
    ] {
        let new = (statements(&app, "few", 10, row).await, statements(&app, "many", ROWS, row).await);
        let again = (statements(&app, "few", 10, row).await, statements(&app, "many", ROWS, row).await);
        println!("| {what}, new | {} | {} |\n| {what}, unchanged | {} | {} |", new.0, new.1, again.0, again.1);
    }
    ratio(&app).await;
}

type Make = fn(&str, usize) -> Value;

/// How many statements one push runs. `BEGIN` and `COMMIT` are not among them.
async fn statements(app: &App, name: &str, rows: usize, make: Make) -> u64 {
    app.as_role(Role::Reader).ask("{ __typename }").await;
    let before = app.statements();
    push(app, name, rows, make).await;
    app.statements() - before
}

/// The same rows into the same tables by turns, so that both find them equally full.
async fn ratio(app: &App) {
    let (mut pushed, mut repeated, mut inserted) = (Times::default(), Times::default(), Times::default());
    for round in 0..=ROUNDS {
        if round == 1 {
            // What the first round warmed up is not measured.
            (pushed, repeated, inserted) = Default::default();
        }
        let name = format!("round{round}");
        pushed.add(push(app, &name, ROWS, plain)).await;
        let statements = plain_insert::statements(app, round);
        inserted.add(plain_insert::run(app, statements)).await;
        repeated.add(push(app, &name, ROWS, plain)).await;
    }
    statement_log::take();
    let (push, plain) = (pushed.median(), inserted.median());
    println!(
        "Time of a push over HTTP against plain INSERTs: {}; medians {push:.0?} and {plain:.0?}",
        pushed.against(&inserted)
    );
    println!("Sent again, nothing changed: {}", repeated.against(&inserted));
}

async fn push(app: &App, name: &str, rows: usize, make: Make) {
    let evaluations: Vec<Value> = (0..rows).map(|row| make(name, row)).collect();
    let input = json!({ "source": "tests", "evaluations": evaluations });
    let answer = app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await;
    let rejected =
        answer.texts("/pushEvaluations/results", "outcome").into_iter().filter(|status| *status == "REJECTED");
    assert_eq!(rejected.count(), 0, "{}", answer.body);
    assert_eq!(answer.user_errors("pushEvaluations"), []);
}

fn plain(name: &str, row: usize) -> Value {
    let finding = |at: usize| json!({ "externalId": at.to_string(), "kind": "NEED", "text": format!("Behov {at}") });
    json!({ "externalId": format!("{name}-{row}"), "title": format!("Utvärdering {row}"), "kind": "EVALUATION",
        "status": "PUBLISHED", "subject": "Något", "subjectKind": "PROGRAMME",
        "findings": (0..FINDINGS).map(finding).collect::<Vec<_>>() })
}

fn full(name: &str, row: usize) -> Value {
    let mut evaluation = plain(&format!("full-{name}"), row);
    evaluation["commissioner"] = json!({ "name": "Tillväxtverket" });
    evaluation["territoryCodes"] = json!(["2580", "25"]);
    evaluation["observations"] = json!([{ "externalId": "1", "indicatorCode": "EX-JOBB", "value": row,
        "qualifier": "OVER", "claim": "STATED", "territoryCode": "25" }]);
    evaluation
}
