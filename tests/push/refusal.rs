//! What is wrong with a push or its rows, and what it then writes: nothing.

use rstest::rstest;
use serde_json::{Value, json};

use super::{OUTCOMES, PUSH, finding, first, observation, outcome, push, row, send, state, with_indicator, wrong};
use crate::support::{App, Backend, Backend::*, Role, recommend, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_finding_that_is_referred_to_is_not_removed(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let answer = push(&app, &[row("a", json!({ "findings": [finding("f-1", "Ett"), finding("f-2", "Två")] }))]).await;
    let (evaluation, found) = (first(&answer)["id"].as_str(), first(&answer)["findings"]["nodes"][0]["id"].as_str());
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
    assert_eq!(wrong(&all), ["UNKNOWN_REFERENCE input.evaluations.1.territoryCodes.0"]);
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
    let (changes, organisations) =
        (app.changes().await, app.number("SELECT count(*) AS number FROM organisation").await);
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
        (json!({ "territoryCodes": ["2580", "0000"] }), "UNKNOWN_REFERENCE territoryCodes.1"),
        (json!({ "resultAreaCodes": ["Z"] }), "UNKNOWN_REFERENCE resultAreaCodes.0"),
        (json!({ "evaluator": { "name": "Ingen" } }), "UNKNOWN_REFERENCE evaluator"),
        (json!({ "evaluator": { "name": "Samma" } }), "UNKNOWN_REFERENCE evaluator"),
        (json!({ "commissioner": { "number": "1" } }), "UNKNOWN_REFERENCE commissioner"),
        (json!({ "findings": [finding("", "Ett")] }), "REQUIRED findings.0.externalId"),
        (json!({ "findings": [finding("1", "Ett"), finding("1", "Två")] }), "DUPLICATE_IN_PUSH findings.1.externalId"),
        (json!({ "findings": [finding("1", &"å".repeat(20_001))] }), "TOO_LONG findings.0.text"),
        (json!({ "findings": [{ "externalId": "1", "text": "Ett" }] }), "REQUIRED findings.0.kind"),
        (
            json!({ "findings": (0..201).map(|n| finding(&n.to_string(), "x")).collect::<Vec<_>>() }),
            "TOO_MANY findings",
        ),
        (observed(json!({ "indicatorCode": "Z" })), "UNKNOWN_REFERENCE observations.0.indicatorCode"),
        (observed(json!({ "territoryCode": "Z" })), "UNKNOWN_REFERENCE observations.0.territoryCode"),
        (observed(json!({ "qualifier": null })), "REQUIRED observations.0.qualifier"),
        (observed(json!({ "value": null, "valueText": "få" })), "INVALID observations.0.qualifier"),
        (observed(json!({ "value": null, "qualifier": null })), "REQUIRED observations.0.value"),
        (observed(json!({ "periodFrom": "2016-01-01" })), "REQUIRED observations.0.periodTo"),
        (observed(json!({ "periodTo": "2016-01-01" })), "REQUIRED observations.0.periodFrom"),
        (
            observed(json!({ "periodFrom": "2016-01-02", "periodTo": "2016-01-01" })),
            "OUT_OF_RANGE observations.0.periodTo",
        ),
        (observed(json!({ "valueText": "å".repeat(301) })), "TOO_LONG observations.0.valueText"),
        (observed(json!({ "territoryAsStated": "å".repeat(301) })), "TOO_LONG observations.0.territoryAsStated"),
        (observed(json!({ "quote": "å".repeat(20_001) })), "TOO_LONG observations.0.quote"),
    ];
    let rows: Vec<Value> = cases.iter().zip(0..).map(|((over, _), n)| row(&format!("r{n}"), over.clone())).collect();
    let expected: Vec<String> = cases
        .iter()
        .zip(0..)
        .map(|((_, wrong), n)| {
            let (code, path) = wrong.split_once(' ').expect("two words");
            format!("{code} input.evaluations.{n}.{path}")
        })
        .collect();
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
        (json!({ "evaluations": [] }), "REQUIRED", "input.evaluations", "1 to 1000"),
        (json!({}), "REQUIRED", "input.evaluations", "1 to 1000"),
        (json!({ "evaluations": many }), "TOO_MANY", "input.evaluations", "1001"),
        (
            json!({ "source": "other", "evaluations": [row("a", json!({}))] }),
            "FORBIDDEN_SOURCE",
            "input.source",
            "source",
        ),
    ] {
        let input = with(json!({ "source": "tests" }), input);
        let answer = app.as_role(Role::Integration).ask_with(OUTCOMES, json!({ "input": input })).await;
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
async fn a_restricted_evaluation_takes_no_pushes(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = push(&app, &[row("a", json!({}))]).await;
    let id = first(&answer)["id"].as_str().expect("an id").to_owned();
    let restricted = json!({ "id": id, "access": "RESTRICTED" });
    app.as_role(Role::Admin).mutate("updateEvaluation", restricted, "access").await.written("updateEvaluation");
    let changes = app.changes().await;
    let refused = push(&app, &[row("a", json!({ "title": "Ny" }))]).await;
    assert_eq!(wrong(&refused), ["INVALID input.evaluations.0.externalId"]);
    assert_eq!(first(&refused), &Value::Null);
    assert_eq!(app.changes().await, changes);
}
