//! Pushing evaluations: what a source sends, again and again, until it is here.

use entity::Access;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{
    Answer, App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, recommend, with,
};

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    revision userErrors { code message path }
    results { externalId status statusKept userErrors { code message path }
      evaluation { id version title summary status access evaluatorAsStated evaluator { name }
        territories { code } resultAreas { code }
        findings { id externalId position text kind }
        observations(orderBy: { field: CREATED_AT }) { nodes { id externalId value valueText qualifier status } } } } } }";

/// The fields under `evaluation` above, for looking again.
const STATE: &str = "{ evaluations(orderBy: { field: CREATED_AT }) { totalCount nodes { externalId title summary version
    findings { externalId text } observations { totalCount } territories { code } } } }";

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
    results.iter().map(|result| format!("{} {}", text(result, "externalId"), text(result, "status"))).collect()
}

/// What is wrong with each row: code and path.
#[track_caller]
fn wrong(answer: &Answer) -> Vec<String> {
    let results = answer.at("/pushEvaluations/results").as_array().cloned().unwrap_or_default();
    let errors = results.iter().flat_map(|result| result["userErrors"].as_array().cloned().unwrap_or_default());
    let path = |error: &Value| error["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(".");
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
    assert_eq!(app.public().ask("{ evaluations { nodes { title } } }").await.texts("/evaluations/nodes", "title"), ["Utvärdering a"]);
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
    assert_eq!((&kept["territories"], &kept["findings"][0]["text"]), (&json!([{ "code": "2580" }]), &json!("Ett")));
    let emptied = json!({ "externalId": "a", "summary": null, "territoryCodes": [], "findings": [], "observations": [] });
    let emptied = push(&app, &[emptied]).await;
    assert_eq!(outcome(&emptied), ["a UPDATED"]);
    let emptied = first(&emptied);
    assert_eq!((&emptied["summary"], &emptied["territories"]), (&Value::Null, &json!([])));
    assert_eq!((&emptied["findings"], &emptied["observations"]["nodes"]), (&json!([]), &json!([])));
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
    let own = json!({ "evaluation": id, "kind": "RISK", "text": "Redaktörens", "position": 9 });
    editor.create("Finding", own).await;
    let own = json!({ "evaluation": id, "indicatorCode": "I", "claim": "STATED", "valueText": "redaktörens" });
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
    assert_eq!(texts(&after["findings"], "text"), [r#""Tre""#, r#""Andra""#, r#""Redaktörens""#]);
    assert_eq!(after["findings"][1]["id"], before["findings"][1]["id"], "it is the same finding");
    assert_eq!(texts(&after["observations"]["nodes"], "value"), ["400.0", "null"]);
    assert_eq!(after["version"], 1, "the evaluation itself did not change");
    // A finding and an observation removed, a finding added, one of each changed.
    assert_eq!(app.changes().await, changes + 5);
    assert!(styrgraf::ledger::verify(&app.server.db).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_finding_that_is_referred_to_is_not_removed(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let answer = push(&app, &[row("a", json!({ "findings": [finding("f-1", "Ett"), finding("f-2", "Två")] }))]).await;
    let (evaluation, found) = (first(&answer)["id"].as_str(), first(&answer)["findings"][0]["id"].as_str());
    recommend(&app, evaluation.expect("an id"), found).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let refused = push(&app, &[json!({ "externalId": "a", "title": "Ny", "findings": [finding("f-2", "Två")] })]).await;
    assert_eq!(outcome(&refused), ["a REJECTED"]);
    assert_eq!(wrong(&refused), ["IN_USE input.evaluations.0.findings"]);
    let message = refused.text("/pushEvaluations/results/0/userErrors/0/message");
    assert!(message.contains("f-1") && message.contains("Recommendation.finding"), "{message}");
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
    let other = push(&app, &[json!({ "externalId": "a", "findings": [finding("f-1", "Ett")] })]).await;
    assert_eq!(outcome(&other), ["a UPDATED"], "the other one goes");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn wrong_rows_stop_all_or_only_themselves(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let changes = app.changes().await;
    let rows = [row("a", json!({})), row("b", json!({ "territoryCodes": ["9999"] })), row("c", json!({}))];
    let all = push(&app, &rows).await;
    assert_eq!(outcome(&all), ["a REJECTED", "b REJECTED", "c REJECTED"]);
    assert_eq!(wrong(&all), ["UNKNOWN_REFERENCE input.evaluations.1.territoryCodes"]);
    assert!(all.at("/pushEvaluations/revision").is_null());
    assert_eq!(app.changes().await, changes);
    let failed = send(&app, json!({ "errorPolicy": "REJECT_FAILED", "evaluations": rows })).await;
    assert_eq!(outcome(&failed), ["a CREATED", "b REJECTED", "c CREATED"]);
    assert!(failed.at("/pushEvaluations/results/1/evaluation").is_null());
    assert!(failed.at("/pushEvaluations/revision").is_string());
    assert_eq!(app.changes().await, changes + 2);
    let none = send(&app, json!({ "errorPolicy": "REJECT_FAILED", "evaluations": [rows[1]] })).await;
    assert_eq!(outcome(&none), ["b REJECTED"]);
    assert!(none.at("/pushEvaluations/revision").is_null(), "nothing was written");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_row_is_told_at_its_place(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    for name in ["Samma", "Samma"] {
        crate::organisation::create(&app, json!({ "kind": "CONSULTANCY", "name": name })).await;
    }
    let (changes, organisations) = (app.changes().await, app.number("SELECT count(*) AS number FROM organisation").await);
    let observed = |over: Value| json!({ "observations": [observation("1", over)] });
    let cases = [
        (json!({ "title": null }), "REQUIRED title"),
        (json!({ "title": " " }), "REQUIRED title"),
        (json!({ "title": "å".repeat(301) }), "TOO_LONG title"),
        (json!({ "summary": "å".repeat(20_001) }), "TOO_LONG summary"),
        (json!({ "registrationNumber": "1".repeat(41) }), "TOO_LONG registrationNumber"),
        (json!({ "evaluatorAsStated": "å".repeat(301) }), "TOO_LONG evaluatorAsStated"),
        (json!({ "url": format!("https://example.org/{}", "a".repeat(2_000)) }), "TOO_LONG url"),
        (json!({ "url": "ftp://example.org" }), "INVALID url"),
        (json!({ "externalId": "å".repeat(301) }), "TOO_LONG externalId"),
        (json!({ "externalId": "" }), "REQUIRED externalId"),
        (json!({ "access": "RESTRICTED" }), "INVALID access"),
        (json!({ "coversFrom": "2017-01-02", "coversTo": "2017-01-01" }), "OUT_OF_RANGE coversTo"),
        (json!({ "territoryCodes": ["2580", "0000"] }), "UNKNOWN_REFERENCE territoryCodes"),
        (json!({ "resultAreaCodes": ["Z"] }), "UNKNOWN_REFERENCE resultAreaCodes"),
        (json!({ "evaluator": { "name": "Ingen" } }), "UNKNOWN_REFERENCE evaluator"),
        (json!({ "evaluator": { "name": "Samma" } }), "UNKNOWN_REFERENCE evaluator"),
        (json!({ "commissioner": { "organisationNumber": "1" } }), "UNKNOWN_REFERENCE commissioner"),
        (json!({ "findings": [finding("", "Ett")] }), "REQUIRED findings.0.externalId"),
        (json!({ "findings": [finding("1", "Ett"), finding("1", "Två")] }), "DUPLICATE_IN_PUSH findings.1.externalId"),
        (json!({ "findings": [finding("1", &"å".repeat(20_001))] }), "TOO_LONG findings.0.text"),
        (json!({ "findings": [{ "externalId": "1", "text": "Ett" }] }), "REQUIRED findings.0.kind"),
        (json!({ "findings": (0..201).map(|n| finding(&n.to_string(), "x")).collect::<Vec<_>>() }), "TOO_MANY findings"),
        (observed(json!({ "indicatorCode": "Z" })), "UNKNOWN_REFERENCE observations.0.indicatorCode"),
        (observed(json!({ "territoryCode": "Z" })), "UNKNOWN_REFERENCE observations.0.territoryCode"),
        (observed(json!({ "qualifier": null })), "REQUIRED observations.0.qualifier"),
        (observed(json!({ "value": null, "valueText": "få" })), "INVALID observations.0.qualifier"),
        (observed(json!({ "value": null, "qualifier": null })), "REQUIRED observations.0.value"),
        (observed(json!({ "periodFrom": "2016-01-01" })), "REQUIRED observations.0.periodTo"),
        (observed(json!({ "periodTo": "2016-01-01" })), "REQUIRED observations.0.periodFrom"),
        (observed(json!({ "periodFrom": "2016-01-02", "periodTo": "2016-01-01" })), "OUT_OF_RANGE observations.0.periodTo"),
        (observed(json!({ "valueText": "å".repeat(301) })), "TOO_LONG observations.0.valueText"),
        (observed(json!({ "territoryAsStated": "å".repeat(301) })), "TOO_LONG observations.0.territoryAsStated"),
        (observed(json!({ "quote": "å".repeat(20_001) })), "TOO_LONG observations.0.quote"),
    ];
    let rows: Vec<Value> = cases.iter().zip(0..).map(|((over, _), n)| row(&format!("r{n}"), over.clone())).collect();
    let expected: Vec<String> = cases.iter().zip(0..).map(|((_, wrong), n)| {
        let (code, path) = wrong.split_once(' ').expect("two words");
        format!("{code} input.evaluations.{n}.{path}")
    }).collect();
    let refused = push(&app, &rows).await;
    assert_eq!(wrong(&refused), expected);
    assert_eq!(app.changes().await, changes);
    assert_eq!(app.number("SELECT count(*) AS number FROM organisation").await, organisations, "none is ever made");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_is_wrong_as_a_whole_is_refused(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let changes = app.changes().await;
    let many: Vec<Value> = (0..1_001).map(|n| row(&n.to_string(), json!({}))).collect();
    for (input, code, path, word) in [
        (json!({ "evaluations": [] }), "TOO_MANY", "input.evaluations", "1 to 1000"),
        (json!({ "evaluations": many }), "TOO_MANY", "input.evaluations", "1001"),
        (json!({ "source": "other", "evaluations": [row("a", json!({}))] }), "FORBIDDEN_SOURCE", "input.source", "source"),
    ] {
        let answer = send(&app, input).await;
        let error = answer.user_error("pushEvaluations");
        assert_eq!((error.code.as_str(), error.path.as_str()), (code, path));
        assert!(error.message.contains(word), "{}", error.message);
        assert_eq!(outcome(&answer), [""; 0]);
    }
    let twice = push(&app, &[row("a", json!({})), row("b", json!({})), row("a", json!({ "title": "Ny" }))]).await;
    assert_eq!(outcome(&twice), ["a REJECTED", "b REJECTED", "a REJECTED"]);
    assert_eq!(wrong(&twice), ["DUPLICATE_IN_PUSH input.evaluations.2.externalId"]);
    assert_eq!(app.changes().await, changes);
    for role in [Role::Reader, Role::Editor, Role::Admin] {
        let input = json!({ "source": "tests", "evaluations": [row("a", json!({}))] });
        app.as_role(role).ask_with(PUSH, json!({ "input": input })).await.refusal("FORBIDDEN");
    }
    assert_eq!(app.changes().await, changes);
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
    let id = crate::organisation::create(&app, json!({ "kind": "CONSULTANCY", "name": "Sweco", "organisationNumber": "55-1" })).await;
    let refs = [json!({ "id": id }), json!({ "name": "Sweco" }), json!({ "organisationNumber": "55-1" })];
    let rows: Vec<Value> = refs.iter().zip(0..).map(|(evaluator, n)| row(&n.to_string(), json!({ "evaluator": evaluator }))).collect();
    let answer = push(&app, &rows).await;
    for n in 0..3 {
        assert_eq!(answer.text(&format!("/pushEvaluations/results/{n}/evaluation/evaluator/name")), "Sweco");
    }
    let unknown = push(&app, &[row("x", json!({ "evaluatorAsStated": "Någon konsult" }))]).await;
    assert_eq!(first(&unknown)["evaluatorAsStated"], "Någon konsult");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_status_goes_forward_only(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let status = async |wanted: &str| {
        let answer = push(&app, &[row("a", json!({ "status": wanted }))]).await;
        let result = answer.at("/pushEvaluations/results/0").clone();
        (outcome(&answer).remove(0), result["evaluation"]["status"].clone(), result["statusKept"].clone())
    };
    assert_eq!(status("COMMISSIONED").await, ("a CREATED".into(), json!("COMMISSIONED"), json!(false)));
    assert_eq!(status("PUBLISHED").await, ("a UPDATED".into(), json!("PUBLISHED"), json!(false)), "it may jump");
    let changes = app.changes().await;
    for behind in ["PLANNED", "IN_PROGRESS", "DELIVERED"] {
        assert_eq!(status(behind).await, ("a UNCHANGED".into(), json!("PUBLISHED"), json!(true)), "{behind}");
    }
    assert_eq!(app.changes().await, changes);
    let sideways = push(&app, &[row("a", json!({ "status": "CANCELLED" }))]).await;
    assert_eq!(wrong(&sideways), ["INVALID_TRANSITION input.evaluations.0.status"]);
    assert!(sideways.text("/pushEvaluations/results/0/userErrors/0/message").contains("CLOSED"));
    // What is kept beside the status is written.
    let answer = push(&app, &[row("a", json!({ "status": "PLANNED", "title": "Ny" }))]).await;
    assert_eq!((outcome(&answer), &first(&answer)["status"]), (vec!["a UPDATED".into()], &json!("PUBLISHED")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_is_not_closed_over_an_open_recommendation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = push(&app, &[row("a", json!({ "status": "DELIVERED" }))]).await;
    recommend(&app, first(&answer)["id"].as_str().expect("an id"), None).await;
    let refused = push(&app, &[row("a", json!({ "status": "CLOSED" }))]).await;
    assert_eq!(wrong(&refused), ["INVALID_TRANSITION input.evaluations.0.status"]);
    app.tamper("UPDATE recommendation SET status = 'ANSWERED'").await;
    assert_eq!(outcome(&push(&app, &[row("a", json!({ "status": "CLOSED" }))]).await), ["a UPDATED"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_evaluation_takes_no_pushes(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = push(&app, &[row("a", json!({}))]).await;
    let id = first(&answer)["id"].as_str().expect("an id").to_owned();
    let restricted = json!({ "id": id, "access": Access::Restricted });
    app.as_role(Role::Admin).mutate("updateEvaluation", restricted, "access").await.written("updateEvaluation");
    let changes = app.changes().await;
    let refused = push(&app, &[row("a", json!({ "title": "Ny" }))]).await;
    assert_eq!(wrong(&refused), ["INVALID input.evaluations.0.externalId"]);
    assert_eq!(first(&refused), &Value::Null);
    assert_eq!(app.changes().await, changes);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_would_be_and_writes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    push(&app, &[row("a", json!({}))]).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let query = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision
        userErrors { code message path } results { externalId status userErrors { code message path }
        evaluation { title version } } } }";
    let rows = [row("a", json!({ "title": "Ny" })), row("b", json!({ "findings": [finding("1", "Ett")] }))];
    let input = json!({ "source": "tests", "dryRun": true, "evaluations": rows });
    let answer = app.as_role(Role::Integration).ask_with(query, json!({ "input": input })).await;
    assert_eq!(outcome(&answer), ["a UPDATED", "b CREATED"]);
    assert_eq!(first(&answer), &json!({ "title": "Ny", "version": 2 }));
    assert!(answer.at("/pushEvaluations/revision").is_null());
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_of_a_push_do_not_grow_with_its_rows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let many = |count: usize, title: &str| -> Vec<Value> {
        let lists = json!({ "title": title, "status": "DELIVERED", "territoryCodes": ["2505", "25"], "resultAreaCodes": ["A"],
            "evaluator": { "name": "Myndigheten" }, "findings": [finding("1", title), finding("2", "Två"), finding("3", "Tre")],
            "observations": [observation("1", json!({ "territoryCode": "25" }))] });
        (0..count).map(|n| row(&format!("{count}-{n}"), lists.clone())).collect()
    };
    let query = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision
        userErrors { code message path } results { externalId status userErrors { code message path } } } }";
    let integration = app.as_role(Role::Integration);
    let mut counts = Vec::new();
    for title in ["Ny", "Ny", "Andra"] {
        for count in [10, 1_000] {
            let input = json!({ "source": "tests", "evaluations": many(count, title) });
            let before = app.statements();
            let answer = integration.ask_with(query, json!({ "input": input })).await;
            counts.push(app.statements() - before);
            assert_eq!(outcome(&answer).len(), count);
            assert_eq!(wrong(&answer), [""; 0]);
        }
    }
    let [created, many_created, same, many_same, updated, many_updated] = counts[..] else { panic!("six pushes") };
    assert_eq!((created, same, updated), (many_created, many_same, many_updated));
    assert!(same < created && created < 40, "{counts:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pushes_at_the_same_time_create_each_row_once(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let changes = app.changes().await;
    let rows: Vec<Value> =
        (0..20).map(|n| row(&n.to_string(), json!({ "findings": [finding("1", "Ett")], "territoryCodes": ["25"] }))).collect();
    let answers = futures_util::future::join_all((0..6).map(|_| push(&app, &rows))).await;
    let created = answers.iter().flat_map(outcome).filter(|outcome| outcome.ends_with("CREATED")).count();
    let unchanged = answers.iter().flat_map(outcome).filter(|outcome| outcome.ends_with("UNCHANGED")).count();
    assert_eq!((created, unchanged), (20, 100));
    // Each with a finding and a territory.
    assert_eq!(app.changes().await, changes + 60);
    assert!(styrgraf::ledger::verify(&app.server.db).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pushes_that_change_the_same_rows_leave_no_change_out(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let rows = |title: &str, reverse: bool| {
        let mut rows: Vec<Value> = (0..10).map(|n| row(&n.to_string(), json!({ "title": title }))).collect();
        if reverse {
            rows.reverse();
        }
        rows
    };
    push(&app, &rows("Noll", false)).await;
    let titles = ["Ett", "Två", "Tre", "Fyra", "Fem", "Sex"];
    let pushes = titles.iter().enumerate().map(async |(n, title)| push(&app, &rows(title, n % 2 == 0)).await);
    for answer in futures_util::future::join_all(pushes).await {
        assert_eq!(outcome(&answer).iter().filter(|outcome| outcome.ends_with("UPDATED")).count(), 10);
    }
    assert_eq!(app.number("SELECT count(*) AS number FROM evaluation WHERE version = 7").await, 10);
    assert_eq!(app.number("SELECT count(DISTINCT title) AS number FROM evaluation").await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_approved_figure_that_a_source_changes_is_submitted_again(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let figure = |over: Value| [row("a", json!({ "observations": [observation("1", over)] }))];
    let answer = push(&app, &figure(json!({}))).await;
    let id = first(&answer)["observations"]["nodes"][0]["id"].clone();
    let approve = json!({ "id": id, "status": "APPROVED" });
    app.as_role(Role::Editor).mutate("updateObservation", approve, "status").await.written("updateObservation");
    let status = |answer: &Answer| first(answer)["observations"]["nodes"][0]["status"].clone();
    let same = push(&app, &figure(json!({ "status": "SUBMITTED" }))).await;
    assert_eq!((outcome(&same), status(&same)), (vec!["a UNCHANGED".to_owned()], json!("APPROVED")));
    let quoted = push(&app, &figure(json!({ "quote": "drygt 240" }))).await;
    assert_eq!((outcome(&quoted), status(&quoted)), (vec!["a UPDATED".to_owned()], json!("APPROVED")), "no figure");
    let changed = push(&app, &figure(json!({ "value": 250 }))).await;
    assert_eq!((outcome(&changed), status(&changed)), (vec!["a UPDATED".to_owned()], json!("SUBMITTED")));
}
