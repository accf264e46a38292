//! Rules that look at several rows, while others write some of them: the writers meet at what the rows belong to.

use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, with};

const ROUNDS: usize = 25;

async fn start(on: Backend) -> App {
    let app = App::start(on).await;
    World::of(&app).await;
    app
}

/// Whether mutations that are sent at the same time are taken.
async fn at_once(app: &App, mutations: &[(&str, Value)]) -> Vec<bool> {
    let editor = app.as_role(Role::Editor);
    let sent = mutations.iter().map(async |(name, input)| {
        let answer: Answer = editor.mutate(name, input.clone(), "").await;
        answer.user_errors(name).is_empty()
    });
    join_all(sent).await
}

fn id(id: &str) -> Value {
    json!({ "id": id })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_target_of_a_kind_is_taken_for_a_time(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    for round in 0..ROUNDS {
        let code = format!("I{round}");
        app.as_role(Role::Editor).create("Indicator", an_indicator(&code)).await;
        let target = |value: usize| {
            json!({ "indicatorCode": code, "kind": "TARGET", "value": value, "periodFrom": "2017-01-01",
                "periodTo": "2017-12-31" })
        };
        let taken = at_once(&app, &[1, 2, 3, 4].map(|value| ("createTarget", target(value)))).await;
        assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "round {round}: {taken:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_for_information_gets_no_decision_at_the_same_time(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let meeting = json!({ "body": { "name": "Ledningsgruppen" }, "title": "Mötet", "startsOn": "2017-10-31" });
    let meeting = editor.create("Meeting", meeting).await;
    for round in 0..ROUNDS {
        let item = json!({ "meeting": id(&meeting), "title": "Punkten", "purpose": "DISCUSSION" });
        let item = editor.create("AgendaItem", item).await;
        let decision = json!({ "agendaItem": id(&item), "kind": "ADOPT", "text": "Ja", "decidedOn": "2017-10-31" });
        let informs = json!({ "id": item, "purpose": "INFORMATION" });
        let taken = at_once(&app, &[("updateAgendaItem", informs), ("createDecision", decision)]).await;
        assert!(taken[0] ^ taken[1], "round {round}: {taken:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_is_not_rated_by_what_was_no_criterion_yet(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    for round in 0..ROUNDS {
        let evaluation = app.as_role(Role::Editor).create("Evaluation", an_evaluation("Utvärderingen")).await;
        let rating = json!({ "evaluation": id(&evaluation), "criterion": "COHERENCE", "rating": 4 });
        let delivered = json!({ "id": evaluation, "deliveredOn": "2017-10-01" });
        let taken = at_once(&app, &[("updateEvaluation", delivered), ("createCriterionRating", rating)]).await;
        assert!(taken[0] ^ taken[1], "round {round}: {taken:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_evaluation_has_no_open_recommendation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    for round in 0..ROUNDS {
        let evaluation = app.as_role(Role::Editor).create("Evaluation", an_evaluation("Utvärderingen")).await;
        app.tamper("UPDATE evaluation SET status = 'DELIVERED' WHERE status = 'PLANNED'").await;
        let advice = json!({ "evaluation": id(&evaluation), "text": "Gör så" });
        let closed = json!({ "id": evaluation, "status": "CLOSED" });
        let taken = at_once(&app, &[("updateEvaluation", closed), ("createRecommendation", advice)]).await;
        assert!(taken[0] ^ taken[1], "round {round}: {taken:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_self_assessment_has_scores_in_its_own_editions_areas(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let edition = |year: i32| json!({ "year": { "competition": "Priset", "year": year } });
    for year in [2017, 2019] {
        editor.create("CompetitionEdition", json!({ "competition": "Priset", "year": year })).await;
        editor.create("AssessmentArea", json!({ "edition": edition(year), "code": "K", "name": "Kund" })).await;
    }
    for round in 0..ROUNDS {
        let assessment = json!({ "title": "Inventeringen", "periodFrom": "2016-09-01", "periodTo": "2016-12-31" });
        let assessment = editor.create("SelfAssessment", with(assessment, json!({ "edition": edition(2017) }))).await;
        let area = json!({ "code": { "edition": edition(2017), "code": "K" } });
        let score = json!({ "selfAssessment": id(&assessment), "area": area, "maturity": 3 });
        let moved = json!({ "id": assessment, "edition": edition(2019) });
        let taken = at_once(&app, &[("updateSelfAssessment", moved), ("createAreaScore", score)]).await;
        assert!(taken[0] ^ taken[1], "round {round}: {taken:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_handled_item_keeps_a_decision(#[values(Sqlite, Postgres)] on: Backend) {
    let app = start(on).await;
    let editor = app.as_role(Role::Editor);
    let meeting = json!({ "body": { "name": "Ledningsgruppen" }, "title": "Mötet", "startsOn": "2017-10-31" });
    let meeting = editor.create("Meeting", meeting).await;
    for round in 0..ROUNDS {
        let item = json!({ "meeting": id(&meeting), "title": "Punkten", "purpose": "DECISION" });
        let item = editor.create("AgendaItem", item).await;
        let scheduled = json!({ "id": item, "status": "SCHEDULED" });
        editor.mutate("updateAgendaItem", scheduled, "").await.written("updateAgendaItem");
        let decision = json!({ "agendaItem": id(&item), "kind": "ADOPT", "text": "Ja", "decidedOn": "2017-10-31" });
        let two = [editor.create("Decision", decision.clone()).await, editor.create("Decision", decision).await];
        let handled = json!({ "id": item, "status": "HANDLED" });
        let [one, other] = two.map(|decision| ("deleteDecision", id(&decision)));
        let taken = at_once(&app, &[("updateAgendaItem", handled), one, other]).await;
        assert_ne!(taken, [true; 3], "round {round}");
    }
    let bare = "SELECT count(*) AS number FROM agenda_item WHERE status = 'HANDLED' AND NOT EXISTS
        (SELECT 1 FROM decision WHERE decision.agenda_item_id = agenda_item.id)";
    assert_eq!(app.number(bare).await, 0);
}
