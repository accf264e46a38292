//! What is kept, for whom, and for how long.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::auth::Grant;

use super::{ORGANISATIONS, Raw, THEMES, ask, hit, post, run};
use crate::support::{App, Backend, Backend::*, Role, World, an_evaluation};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_is_answered_again_without_a_statement(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let first = ask(&app.public(), THEMES).await;
    assert_eq!(first.cache(), "fwd=miss; stored");
    hit(&app.public(), THEMES).await;
    let before = run(&app);
    let again = ask(&app.public(), THEMES).await;
    assert!(again.is_hit() && again.body == first.body, "{}: {}", again.cache(), again.body);
    assert_eq!(run(&app), before);
    assert_eq!(again.header("styrgraf-revision"), app.server.ledger.newest().to_string());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_write_ends_what_it_touches_and_nothing_else(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    hit(&app.public(), ORGANISATIONS).await;
    hit(&app.public(), THEMES).await;
    World::of(&app).await;
    let organisations = ask(&app.public(), ORGANISATIONS).await;
    assert_eq!(organisations.cache(), "fwd=stale; stored");
    assert!(organisations.body.contains("Myndigheten"), "{}", organisations.body);
    let themes = hit(&app.public(), THEMES).await;
    // It holds at the newest revision too.
    assert_eq!(themes.header("styrgraf-revision"), app.server.ledger.newest().to_string());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_shows_who_asks_is_nobody_elses(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let grant = |subject: &str| Grant {
        subject: subject.into(),
        roles: vec![Role::Reader],
        sources: Vec::new(),
        expires: TimeDelta::hours(1),
    };
    for subject in ["anna", "bo", "anna"] {
        let answer =
            ask(&app.bearing(app.token(&grant(subject))), "{ viewer { subject } themes { totalCount } }").await;
        assert!(answer.body.contains(subject), "{}", answer.body);
        assert_eq!(answer.cache(), "fwd=miss");
    }
    hit(&app.bearing(app.token(&grant("anna"))), THEMES).await;
    assert!(ask(&app.bearing(app.token(&grant("bo"))), THEMES).await.is_hit(), "both see the same");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn errors_and_mutations_are_not_kept(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    for _ in 0..2 {
        let wrong = ask(&app.public(), r#"{ themes { totalCount } node(id: "x") { id } }"#).await;
        assert!(
            wrong.body.contains("BAD_USER_INPUT") && wrong.cache() == "fwd=miss",
            "{}: {}",
            wrong.cache(),
            wrong.body
        );
        assert_eq!(ask(&app.public(), "{ nothing }").await.cache(), "");
        let create = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "Två" }) { revision } }"#;
        let created = ask(&editor, create).await;
        assert_eq!((created.cache(), created.header("cache-control")), ("", "no-store"));
    }
    assert!(ask(&app.public(), ORGANISATIONS).await.body.contains(r#""totalCount":2"#), "each of two was written");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_made_internal_is_not_shown_any_more(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let mut evaluation = an_evaluation("Snart dold");
    evaluation["access"] = json!("PUBLIC");
    let id = editor.create("Evaluation", evaluation).await;
    for status in ["COMMISSIONED", "IN_PROGRESS", "DELIVERED", "PUBLISHED"] {
        editor.mutate("updateEvaluation", json!({ "id": id, "status": status }), "").await.data();
    }
    let queries = [
        "{ evaluations { totalCount nodes { title } } }".to_owned(),
        format!(r#"{{ node(id: "{id}") {{ id }} }}"#),
        r#"{ search(query: "dold") { totalCount nodes { field } } }"#.to_owned(),
        "{ evaluationStatistics { groups { count } } }".to_owned(),
    ];
    let mut shown = Vec::new();
    for query in &queries {
        shown.push(hit(&app.public(), query).await.body);
    }
    assert!(shown[0].contains("Snart dold"), "{}", shown[0]);
    editor.mutate("updateEvaluation", json!({ "id": id, "access": "INTERNAL" }), "").await.data();
    for (query, before) in queries.iter().zip(shown) {
        let after = ask(&app.public(), query).await.body;
        assert_ne!(after, before, "{query}");
        assert!(!after.contains("Snart dold"), "{after}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_holds_until_midnight_in_sweden(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let due = Some(entity::Date("2017-11-01".parse().expect("a day")));
    let measure = entity::measure::Model {
        action_plan_id: world.plan,
        responsible_id: world.agency,
        title: "Förfaller i dag".into(),
        due_on: due,
        ..Default::default()
    };
    app.write(vec![measure]).await;
    let (reader, query) = (app.as_role(Role::Reader), "{ measures { nodes { overdue } } }");
    // At nine in the morning, in winter time.
    assert!(hit(&reader, query).await.body.contains("false"));
    app.pass(TimeDelta::hours(14) + TimeDelta::minutes(59));
    assert!(hit(&app.as_role(Role::Reader), query).await.body.contains("false"), "it is 22:59 in UTC");
    app.pass(TimeDelta::minutes(1));
    let next_day = ask(&app.as_role(Role::Reader), query).await;
    assert!(next_day.body.contains("true"), "{}: {}", next_day.cache(), next_day.body);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_next_token_shows_what_it_allows(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for source in ["a", "b"] {
        let mut evaluation = an_evaluation(&format!("Från {source}"));
        evaluation["externalId"] = json!("1");
        let input = json!({ "source": source, "evaluations": [evaluation] });
        let push = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision } }";
        app.as_integration(source).ask_with(push, json!({ "input": input })).await.data();
    }
    let token = |roles: &[Role], sources: &[&str]| {
        let sources = sources.iter().map(ToString::to_string).collect();
        app.token(&Grant { subject: "den ena".into(), roles: roles.to_vec(), sources, expires: TimeDelta::hours(1) })
    };
    let query = "{ evaluations { totalCount } }";
    for (roles, sources, expected) in [
        (&[Role::Integration][..], &["a"][..], 1),
        (&[Role::Integration], &["c"], 0),
        (&[Role::Integration], &["a", "b"], 2),
        (&[Role::Reader], &[], 2),
        (&[Role::Integration, Role::Reader], &["c"], 2),
    ] {
        for _ in 0..2 {
            let answer: Value =
                serde_json::from_str(&ask(&app.bearing(token(roles, sources)), query).await.body).unwrap();
            assert_eq!(answer["data"]["evaluations"]["totalCount"], expected, "{roles:?} {sources:?}");
        }
    }
    assert!(ask(&app.public(), query).await.body.contains(r#""totalCount":0"#));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_for_the_same_question_only(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let two = "query A { themes { totalCount } } query B { territories { totalCount } }";
    let ask = async |operation: &str, variables: Value| {
        let body = json!({ "query": two, "operationName": operation, "variables": variables });
        Raw::to(app.public().post().json(&body)).await
    };
    let first = ask("A", json!({})).await;
    let second = ask("B", json!({})).await;
    assert_ne!(first.body, second.body);
    assert_eq!(ask("A", json!({ "other": 1 })).await.cache(), "fwd=miss; stored");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_schema_says_of_itself_is_kept(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let query = "{ __schema { description queryType { name } } }";
    assert!(hit(&app.public(), query).await.body.contains("Query"));
    World::of(&app).await;
    hit(&app.public(), query).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hit_is_refused_like_any_other_request(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    hit(&app.public(), THEMES).await;
    assert_eq!(Raw::to(post(&app.bearing("x"), THEMES)).await.status, 401);
    assert_eq!(Raw::to(post(&app.public(), THEMES).header("Host", "evil.example")).await.status, 421);
    let accept = post(&app.public(), THEMES).header("Accept", "text/event-stream");
    assert_eq!(Raw::to(accept).await.status, 406);
    let foreign = post(&app.public(), THEMES).header("Styrgraf-Revision", "0123456789ab.0000000000000001");
    assert!(Raw::to(foreign).await.body.contains("BAD_USER_INPUT"));
    let mutation = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "A" }) { revision } }"#;
    assert_eq!(Raw::to(app.as_role(Role::Editor).get(mutation)).await.status, 405);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hit_takes_no_slot(#[values(Sqlite)] on: Backend) {
    let app = App::with(on, false, |server| server.engine.limits.public_operations = 1).await;
    hit(&app.public(), THEMES).await;
    let full = app.server.engine.limits;
    assert_eq!(full.public_operations, 1);
    let many = (0..50).map(|_| async { ask(&app.public(), THEMES).await.status });
    let answered = futures_util::future::join_all(many).await;
    assert!(answered.iter().all(|status| *status == 200), "{answered:?}");
}
