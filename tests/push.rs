//! Pushing evaluations: what a source sends, again and again, until it is here.

mod delete;
mod order;
mod overwritten;
mod refusal;
mod status;
mod together;
mod wrong_ids;

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, with};

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision userErrors { code message path }
    results { externalId outcome statusKept userErrors { code message path }
      evaluation { id version title summary status access evaluatorAsStated evaluator { name }
        territories { code } resultAreas { code }
        findings(orderBy: { field: POSITION }) { nodes { id externalId position text kind } }
        observations(orderBy: { field: CREATED_AT }) { nodes { id externalId value valueText qualifier status } } } } } }";

/// The same without the evaluations: what is asked for counts once for each row.
const OUTCOMES: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision userErrors { code message path }
    results { externalId outcome userErrors { code message path } } } }";

/// The fields under `evaluation` above, for looking again.
const STATE: &str =
    "{ evaluations(orderBy: { field: CREATED_AT }) { totalCount nodes { externalId title summary version
    findings(orderBy: { field: POSITION }) { nodes { externalId text } } observations { totalCount } territories { code } } } }";

async fn send(app: &App, input: Value) -> Answer {
    let input = with(json!({ "source": "tests" }), input);
    app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await
}

async fn push(app: &App, rows: &[Value]) -> Answer {
    send(app, json!({ "evaluations": rows })).await
}

fn row(external_id: &str, over: Value) -> Value {
    with(with(an_evaluation(&format!("Utvärdering {external_id}")), json!({ "externalId": external_id })), over)
}

fn finding(external_id: &str, text: &str) -> Value {
    json!({ "externalId": external_id, "kind": "NEED", "text": text })
}

fn observation(external_id: &str, over: Value) -> Value {
    let figure = json!({ "externalId": external_id, "indicatorCode": "I", "claim": "ESTIMATED_EFFECT", "value": 240.5,
        "qualifier": "OVER" });
    with(figure, over)
}

async fn with_indicator(on: Backend) -> App {
    let app = App::start(on).await;
    World::of(&app).await;
    app.as_role(Role::Editor).create("Indicator", an_indicator("I")).await;
    app
}

/// What became of each row, such as `a CREATED`.
#[track_caller]
fn outcome(answer: &Answer) -> Vec<String> {
    let results = answer.at("/pushEvaluations/results").as_array().cloned().unwrap_or_default();
    let text = |result: &Value, name: &str| result[name].as_str().unwrap_or_default().to_owned();
    results.iter().map(|result| format!("{} {}", text(result, "externalId"), text(result, "outcome"))).collect()
}

/// What is wrong with each row: code and path.
#[track_caller]
fn wrong(answer: &Answer) -> Vec<String> {
    let results = answer.at("/pushEvaluations/results").as_array().cloned().unwrap_or_default();
    let errors = results.iter().flat_map(|result| result["userErrors"].as_array().cloned().unwrap_or_default());
    let path = |error: &Value| {
        error["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(".")
    };
    errors.map(|error| format!("{} {}", error["code"].as_str().unwrap_or_default(), path(&error))).collect()
}

/// The first result's evaluation.
#[track_caller]
fn first(answer: &Answer) -> &Value {
    answer.at("/pushEvaluations/results/0/evaluation")
}

async fn state(app: &App) -> Value {
    app.as_role(Role::Reader).ask(STATE).await.data().clone()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_push_again_changes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let full = row(
        "a",
        json!({ "summary": "Kort", "status": "PUBLISHED", "access": "PUBLIC", "territoryCodes": ["2505", "2506"],
            "resultAreaCodes": ["A", "B"], "findings": [finding("1", "Ett"), finding("2", "Två")],
            "observations": [observation("1", json!({ "periodFrom": "2016-01-01", "periodTo": "2016-12-31" })),
                observation("2", json!({ "value": null, "qualifier": null, "valueText": "blygsam utveckling" }))] }),
    );
    let rows = [full.clone(), row("b", json!({}))];
    let created = push(&app, &rows).await;
    assert_eq!(outcome(&created), ["a CREATED", "b CREATED"]);
    assert_eq!(first(&created)["version"], 1);
    let (changes, seen) = (app.changes().await, state(&app).await);
    let again = push(&app, &rows).await;
    assert_eq!(outcome(&again), ["a UNCHANGED", "b UNCHANGED"]);
    assert_eq!(first(&again), first(&created), "what is told is the same");
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
    let updated = push(&app, &[row("b", json!({ "title": "Ny" })), full]).await;
    assert_eq!(outcome(&updated), ["b UPDATED", "a UNCHANGED"], "in the order of the input");
    assert_eq!((first(&updated)["title"].as_str(), first(&updated)["version"].as_i64()), (Some("Ny"), Some(2)));
    assert_eq!(app.changes().await, changes + 1);
    assert_eq!(
        app.public().ask("{ evaluations { nodes { title } } }").await.texts("/evaluations/nodes", "title"),
        ["Utvärdering a"]
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn absent_keeps_null_clears_and_an_empty_list_empties(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let lists = json!({ "summary": "Kort", "territoryCodes": ["2580"], "findings": [finding("1", "Ett")],
        "observations": [observation("1", json!({}))] });
    push(&app, &[row("a", lists)]).await;
    let kept = push(&app, &[json!({ "externalId": "a", "title": "Ny" })]).await;
    assert_eq!(outcome(&kept), ["a UPDATED"], "what is needed for a new one may be absent later: {}", kept.body);
    let kept = first(&kept);
    assert_eq!((kept["summary"].as_str(), kept["title"].as_str()), (Some("Kort"), Some("Ny")));
    assert_eq!(
        (&kept["territories"], &kept["findings"]["nodes"][0]["text"]),
        (&json!([{ "code": "2580" }]), &json!("Ett"))
    );
    let emptied =
        json!({ "externalId": "a", "summary": null, "territoryCodes": [], "findings": [], "observations": [] });
    let emptied = push(&app, &[emptied]).await;
    assert_eq!(outcome(&emptied), ["a UPDATED"]);
    let emptied = first(&emptied);
    assert_eq!((&emptied["summary"], &emptied["territories"]), (&Value::Null, &json!([])));
    assert_eq!((&emptied["findings"]["nodes"], &emptied["observations"]["nodes"]), (&json!([]), &json!([])));
    let refused = push(&app, &[json!({ "externalId": "a", "title": null, "kind": null })]).await;
    assert_eq!(wrong(&refused), ["REQUIRED input.evaluations.0.kind", "REQUIRED input.evaluations.0.title"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_under_an_evaluation_becomes_what_the_source_has(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let two = json!({ "findings": [finding("1", "Ett"), finding("2", "Två")],
        "observations": [observation("1", json!({})), observation("2", json!({}))] });
    // The ids of what hangs under two evaluations may be the same.
    let answer = push(&app, &[row("a", two.clone()), row("b", two)]).await;
    assert_eq!(outcome(&answer), ["a CREATED", "b CREATED"]);
    let before = first(&answer).clone();
    let editor = app.as_role(Role::Editor);
    let id = before["id"].as_str().expect("an id");
    let own = json!({ "evaluation": { "id": id }, "kind": "RISK", "text": "Redaktörens", "position": 9 });
    editor.create("Finding", own).await;
    let own =
        json!({ "evaluation": { "id": id }, "indicatorCode": "I", "claim": "STATED", "valueText": "redaktörens" });
    editor.create("Observation", own).await;
    let changes = app.changes().await;
    let now = json!({ "externalId": "a", "findings": [finding("3", "Tre"), finding("2", "Andra")],
        "observations": [observation("2", json!({ "value": 400 }))] });
    let answer = push(&app, &[now]).await;
    assert_eq!(outcome(&answer), ["a UPDATED"]);
    let after = first(&answer);
    let texts = |value: &Value, name: &str| -> Vec<String> {
        value.as_array().into_iter().flatten().map(|row| row[name].to_string()).collect()
    };
    assert_eq!(texts(&after["findings"]["nodes"], "text"), [r#""Tre""#, r#""Andra""#, r#""Redaktörens""#]);
    assert_eq!(after["findings"]["nodes"][1]["id"], before["findings"]["nodes"][1]["id"], "it is the same finding");
    assert_eq!(texts(&after["observations"]["nodes"], "value"), ["400.0"], "the editor's is not its source's to see");
    assert_eq!(state(&app).await["evaluations"]["nodes"][0]["observations"]["totalCount"], 2, "but it is there");
    assert_eq!(after["version"], 1, "the evaluation itself did not change");
    // A finding and an observation removed, a finding added, one of each changed.
    assert_eq!(app.changes().await, changes + 5);
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn sources_do_not_touch_each_other(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    push(&app, &[row("a", json!({}))]).await;
    let input = json!({ "source": "other", "evaluations": [row("a", json!({ "title": "Den andras" }))] });
    let answer = app.as_integration("other").ask_with(PUSH, json!({ "input": input })).await;
    assert_eq!(outcome(&answer), ["a CREATED"], "the same id at another source is another evaluation");
    assert_eq!(state(&app).await["evaluations"]["totalCount"], 2);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_is_named_in_three_ways(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id =
        crate::organisation::create(&app, json!({ "kind": "CONSULTANCY", "name": "Sweco", "number": "55-1" })).await;
    let refs = [json!({ "id": id }), json!({ "name": "Sweco" }), json!({ "number": "55-1" })];
    let rows: Vec<Value> =
        refs.iter().zip(0..).map(|(evaluator, n)| row(&n.to_string(), json!({ "evaluator": evaluator }))).collect();
    let answer = push(&app, &rows).await;
    for n in 0..3 {
        assert_eq!(answer.text(&format!("/pushEvaluations/results/{n}/evaluation/evaluator/name")), "Sweco");
    }
    let unknown = push(&app, &[row("x", json!({ "evaluatorAsStated": "Någon konsult" }))]).await;
    assert_eq!(first(&unknown)["evaluatorAsStated"], "Någon konsult");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_would_be_and_writes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    push(&app, &[row("a", json!({}))]).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let query = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision
        userErrors { code message path } results { externalId outcome userErrors { code message path }
        evaluation { title version } } } }";
    let rows = [row("a", json!({ "title": "Ny" })), row("b", json!({ "findings": [finding("1", "Ett")] }))];
    let input = json!({ "source": "tests", "dryRun": true, "evaluations": rows });
    let answer = app.as_role(Role::Integration).ask_with(query, json!({ "input": input })).await;
    assert_eq!(outcome(&answer), ["a UPDATED", "b CREATED"]);
    assert!(first(&answer).is_null(), "nothing is there yet");
    assert!(answer.at("/pushEvaluations/revision").is_null());
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
}
