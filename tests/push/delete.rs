//! What a source has no longer: it names it beside its rows, and it is deleted.

use rstest::rstest;
use serde_json::{Value, json};

use super::{OUTCOMES, PUSH, finding, first, observation, outcome, push, row, send, state, with_indicator, wrong};
use crate::support::{Answer, App, Backend, Backend::*, Role, recommend};

async fn delete(app: &App, ids: &[&str]) -> Answer {
    send(app, json!({ "deleteExternalIds": ids })).await
}

async fn count(app: &App, table: &str) -> i64 {
    app.number(&format!("SELECT count(*) AS number FROM {table}")).await
}

/// The messages of all results.
fn messages(answer: &Answer) -> Vec<String> {
    let results = answer.at("/pushEvaluations/results").as_array().cloned().unwrap_or_default();
    let errors = results.iter().flat_map(|result| result["userErrors"].as_array().cloned().unwrap_or_default());
    errors.map(|error| error["message"].as_str().unwrap_or_default().to_owned()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_goes_with_its_links_and_findings(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let lists =
        json!({ "territoryCodes": ["2580", "25"], "resultAreaCodes": ["A"], "findings": [finding("1", "Ett")] });
    push(&app, &[row("a", lists.clone()), row("b", lists)]).await;
    let changes = app.changes().await;
    let answer =
        send(&app, json!({ "evaluations": [row("c", json!({}))], "deleteExternalIds": ["nowhere", " a "] })).await;
    assert_eq!(outcome(&answer), ["c CREATED", "nowhere UNCHANGED", "a DELETED"], "those of the rows come first");
    assert_eq!(wrong(&answer), [""; 0]);
    assert!(answer.at("/pushEvaluations/revision").is_string());
    assert!(answer.at("/pushEvaluations/results/2/evaluation").is_null());
    // One created; one deleted with two territories, an area and a finding.
    assert_eq!(app.changes().await, changes + 6);
    let left = ["evaluation", "evaluation_territory", "evaluation_result_area", "finding"];
    for (table, rows) in left.into_iter().zip([2, 2, 1, 1]) {
        assert_eq!(count(&app, table).await, rows, "{table}");
    }
    let (changes, seen) = (app.changes().await, state(&app).await);
    let again = delete(&app, &["a"]).await;
    assert_eq!((outcome(&again), wrong(&again)), (vec!["a UNCHANGED".to_owned()], Vec::new()), "it is gone already");
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
    let back = push(&app, &[row("a", json!({}))]).await;
    assert_eq!((outcome(&back), &first(&back)["version"]), (vec!["a CREATED".to_owned()], &json!(1)));
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_referred_to_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let figures = json!({ "observations": [observation("1", json!({})), observation("2", json!({}))] });
    let found = json!({ "findings": [finding("1", "Ett")] });
    let rows = [row("advised", found), row("figures", figures), row("free", json!({}))];
    let answer = push(&app, &rows).await;
    recommend(&app, first(&answer)["id"].as_str().expect("an id"), None).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let ids = ["free", "advised", "figures"];
    let all = delete(&app, &ids).await;
    assert_eq!(outcome(&all), ["free REJECTED", "advised REJECTED", "figures REJECTED"], "one stops all");
    let at = ["IN_USE input.deleteExternalIds.1", "IN_USE input.deleteExternalIds.2"];
    assert_eq!(wrong(&all), at);
    let told = messages(&all);
    assert!(told[0].contains("Recommendation.evaluation (1)"), "{told:?}");
    assert!(told[1].contains("Observation.evaluation (2)"), "{told:?}");
    assert!(all.at("/pushEvaluations/revision").is_null());
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
    let failed = send(&app, json!({ "errorPolicy": "REJECT_FAILED", "deleteExternalIds": ids })).await;
    assert_eq!(outcome(&failed), ["free DELETED", "advised REJECTED", "figures REJECTED"]);
    assert_eq!(wrong(&failed), at);
    assert_eq!(app.changes().await, changes + 1);
    push(&app, &[json!({ "externalId": "figures", "observations": [] })]).await;
    assert_eq!(outcome(&delete(&app, &["figures"]).await), ["figures DELETED"], "nothing refers to it any more");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_finding_that_another_evaluations_advice_rests_on_keeps_its_own(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let answer = push(&app, &[row("a", json!({ "findings": [finding("1", "Ett")] })), row("b", json!({}))]).await;
    let other = answer.text("/pushEvaluations/results/1/evaluation/id");
    recommend(&app, other, first(&answer)["findings"]["nodes"][0]["id"].as_str()).await;
    let refused = delete(&app, &["a"]).await;
    assert_eq!(wrong(&refused), ["IN_USE input.deleteExternalIds.0"]);
    assert!(messages(&refused)[0].contains("Recommendation.finding (1)"), "{:?}", messages(&refused));
    assert_eq!(count(&app, "finding").await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_would_go(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let answer = push(&app, &[row("a", json!({ "findings": [finding("1", "Ett")] })), row("b", json!({}))]).await;
    recommend(&app, answer.text("/pushEvaluations/results/1/evaluation/id"), None).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let dry = send(&app, json!({ "dryRun": true, "deleteExternalIds": ["a", "x"] })).await;
    assert_eq!(outcome(&dry), ["a DELETED", "x UNCHANGED"]);
    assert!(dry.at("/pushEvaluations/revision").is_null());
    let refused = send(&app, json!({ "dryRun": true, "deleteExternalIds": ["a", "b"] })).await;
    assert_eq!(outcome(&refused), ["a REJECTED", "b REJECTED"]);
    assert_eq!(wrong(&refused), ["IN_USE input.deleteExternalIds.1"]);
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_deletes_only_its_own(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    push(&app, &[row("a", json!({}))]).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    let input = json!({ "source": "other", "deleteExternalIds": ["a"] });
    let answer = app.as_integration("other").ask_with(PUSH, json!({ "input": input })).await;
    assert_eq!((outcome(&answer), wrong(&answer)), (vec!["a UNCHANGED".to_owned()], Vec::new()));
    let foreign = json!({ "source": "tests", "deleteExternalIds": ["a"] });
    let answer = app.as_integration("other").ask_with(PUSH, json!({ "input": foreign })).await;
    assert_eq!(answer.user_error("pushEvaluations").code, "FORBIDDEN_SOURCE");
    for role in [Role::Reader, Role::Editor, Role::Admin] {
        let input = json!({ "source": "tests", "deleteExternalIds": ["a"] });
        app.as_role(role).ask_with(PUSH, json!({ "input": input })).await.refusal("FORBIDDEN");
    }
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_evaluation_is_not_deleted_by_its_source(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = push(&app, &[row("a", json!({}))]).await;
    let restricted = json!({ "id": first(&answer)["id"], "access": "RESTRICTED" });
    app.as_role(Role::Admin).mutate("updateEvaluation", restricted, "access").await.written("updateEvaluation");
    let refused = delete(&app, &["a"]).await;
    assert_eq!(outcome(&refused), ["a REJECTED"]);
    assert!(wrong(&refused)[0].starts_with("INVALID input.deleteExternalIds.0"), "{:?}", wrong(&refused));
    assert_eq!(count(&app, "evaluation").await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_id_is_named_once_and_a_push_has_at_most_1000(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    push(&app, &[row("a", json!({})), row("b", json!({}))]).await;
    let (changes, seen) = (app.changes().await, state(&app).await);
    for (rows, ids, number) in
        [(vec![row("a", json!({}))], vec!["b", "a"], 1), (vec![], vec!["a", "b", " a"], 2), (vec![], vec!["a", "a"], 1)]
    {
        let answer = send(&app, json!({ "evaluations": rows, "deleteExternalIds": ids })).await;
        let place = format!("DUPLICATE_IN_PUSH input.deleteExternalIds.{number}");
        assert_eq!(wrong(&answer).len(), 1, "{}", answer.body);
        assert!(wrong(&answer)[0].starts_with(&place), "{:?}", wrong(&answer));
        assert!(messages(&answer)[0].contains("is used by an earlier row"), "{:?}", messages(&answer));
        assert!(outcome(&answer).iter().all(|outcome| outcome.ends_with("REJECTED")), "{}", answer.body);
    }
    for (blank, code) in [(" ", "REQUIRED"), (&*"å".repeat(301), "TOO_LONG")] {
        let answer = delete(&app, &[blank]).await;
        assert!(wrong(&answer)[0].starts_with(&format!("{code} input.deleteExternalIds.0")), "{:?}", wrong(&answer));
    }
    let many: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
    for (rows, ids) in [(vec![], &many[..]), (vec![row("a", json!({}))], &many[..1_000])] {
        let input = json!({ "source": "tests", "evaluations": rows, "deleteExternalIds": ids });
        let answer = app.as_role(Role::Integration).ask_with(OUTCOMES, json!({ "input": input })).await;
        let error = answer.user_error("pushEvaluations");
        assert_eq!((error.code.as_str(), error.path.as_str()), ("TOO_MANY", "input.evaluations"));
        assert!(error.message.contains("1001"), "{}", error.message);
    }
    let empty = send(&app, json!({ "evaluations": [], "deleteExternalIds": [] })).await;
    let error = empty.user_error("pushEvaluations");
    assert_eq!((error.code.as_str(), error.path.as_str()), ("REQUIRED", "input.evaluations"));
    assert_eq!((app.changes().await, state(&app).await), (changes, seen));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_of_deletions_do_not_grow_with_their_number(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with_indicator(on).await;
    let mut counts = Vec::new();
    for count in [5, 500] {
        let ids: Vec<String> = (0..count).map(|number| format!("{count}-{number}")).collect();
        let lists = json!({ "territoryCodes": ["25"], "resultAreaCodes": ["A"], "findings": [finding("1", "Ett")] });
        let rows: Vec<Value> = ids.iter().map(|id| row(id, lists.clone())).collect();
        for part in [json!({ "evaluations": rows }), json!({ "deleteExternalIds": ids })] {
            let input = crate::support::with(json!({ "source": "tests" }), part);
            let before = app.statements();
            let answer = app.as_role(Role::Integration).ask_with(OUTCOMES, json!({ "input": input })).await;
            counts.push(app.statements() - before);
            assert_eq!((outcome(&answer).len(), wrong(&answer)), (count, Vec::new()));
        }
    }
    assert_eq!(counts[1], counts[3], "{counts:?}");
    assert_eq!(count(&app, "evaluation").await + count(&app, "finding").await, 0);
}
