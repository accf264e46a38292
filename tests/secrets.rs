//! A row that may not be seen moves none of the answers that are put together of many rows: threads, gaps, commitments, packs,
//! statistics, series and searches. Each is asked before the hidden rows are there and afterwards.

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, App, Backend, Backend::*, Role, an_evaluation, with};

/// Who asks, of those from whom something can be hidden.
fn viewers(app: &App) -> [(&'static str, Actor<'_>); 5] {
    [
        ("public", app.public()),
        ("reader", app.as_role(Role::Reader)),
        ("integration", app.as_role(Role::Integration)),
        ("another integration", app.as_integration("other")),
        ("editor", app.as_role(Role::Editor)),
    ]
}

const QUESTIONS: [&str; 7] = [
    "threadGaps(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { rule since node { id } organisation { id } person { id }
        body { id } } }",
    "commitments(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { title dueOn state overdue node { id } person { id }
        organisation { id } agendaItem { id } } }",
    "bodies { nodes { nextMeeting { id pack { agendaItems { totalCount nodes { id documents { totalCount } } }
        assignments { totalCount } measures { totalCount nodes { id } } staleMeasures { totalCount } recommendations { totalCount }
        gaps { totalCount } } } } }",
    "search(query: \"exempel\", first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { field snippet { text } node { id } } }",
    "one: search(query: \"hemligheten\") { totalCount nodes { node { id } } }",
    "all: measureStatistics { groups { count meanProgress overdue stale } }
     area: measureStatistics(groupBy: [RESULT_AREA, STATUS]) { groupCount groups { resultArea { id } status count } }
     plan: measureStatistics(groupBy: [ACTION_PLAN, DUE_MONTH, RESPONSIBLE]) { groupCount groups { actionPlan { id } dueMonth count } }
     focus: measureStatistics(groupBy: [FOCUS_AREA, HEALTH]) { groupCount groups { focusArea { id } health count } }",
    "place: evaluationStatistics(groupBy: [TERRITORY, COMMISSIONER]) { groupCount groups { territory { id } commissioner { id } count } }
     year: evaluationStatistics(groupBy: [DELIVERED_YEAR, KIND, STATUS]) { groupCount groups { deliveredYear count } }
     figures: observationStatistics(groupBy: [INDICATOR, CLAIM]) { groupCount groups { indicator { id } claim count } }
     advice: recommendationStatistics(groupBy: [STATUS, PRIORITY]) { groupCount groups { status priority count overdue } }",
];

const SERIES: &str =
    "query ($indicators: [IndicatorKey!]) { indicators(filter: { by: $indicators }, first: 100) { nodes { code } } }";

/// All that a viewer is told.
async fn told(actor: &Actor<'_>, starts: &[String]) -> BTreeMap<String, Value> {
    let mut told = BTreeMap::new();
    for question in QUESTIONS {
        told.insert(question.to_owned(), actor.ask(format!("{{ {question} }}")).await.data().clone());
    }
    for start in starts {
        let query =
            "query ($from: ID!) { thread(from: $from, depth: 6, first: 200) { truncated nodes { distance node { id } }
            edges { from to relation reference } } }";
        told.insert(start.clone(), actor.ask_with(query, json!({ "from": start })).await.data().clone());
    }
    let codes = actor.ask_with(SERIES, json!({})).await;
    for code in codes.texts("/indicators/nodes", "code") {
        for claim in ["MEASURED", "ESTIMATED_EFFECT", "STATED", "FORECAST"] {
            let query = format!(
                "{{ observationSeries(indicator: {{ code: \"{code}\" }}, claim: {claim}) {{ points {{ periodFrom periodTo total qualifier
                 excludedAsNested {{ code }} }} }} }}"
            );
            told.insert(format!("{code} {claim}"), actor.ask(query).await.data().clone());
        }
    }
    told
}

/// The ids of what a thread can start from, which everybody may see or not.
async fn starts(app: &App) -> Vec<String> {
    let query = "{ evaluations(first: 100) { nodes { id } } actionPlans(first: 100) { nodes { id } } measures(first: 100) { nodes { id } }
        selfAssessments(first: 100) { nodes { id } } resultAreas(first: 100) { nodes { id } } meetings(first: 100) { nodes { id } } }";
    let answer = app.as_role(Role::Admin).ask(query).await;
    let lists = ["evaluations", "actionPlans", "measures", "selfAssessments", "resultAreas", "meetings"];
    lists.iter().flat_map(|list| answer.texts(&format!("/{list}/nodes"), "id")).map(str::to_owned).collect()
}

/// What there is already, to which the hidden rows are tied.
struct Demo {
    unanswered: String,
    answered_item: String,
    next_item: String,
    plan: String,
    indicator: String,
    unit: String,
    person: String,
    measure: String,
}

impl Demo {
    async fn of(app: &App) -> Self {
        let query = "{ gaps: threadGaps(filter: { rule: [EVALUATION_UNANSWERED] }) { nodes { node { id ... on Evaluation { agendaItems { nodes { id } } } } } }
            bodies { nodes { nextMeeting { agendaItems { nodes { id } } } } }
            measures(filter: { present: [RESULT_AREAS] }) { nodes { id actionPlan { id } responsible { id } } }
            observations(filter: { present: [VALUE, TERRITORY, PERIOD_FROM] }) { nodes { indicator { code } } } persons { nodes { id } } }";
        let answer = app.as_role(Role::Admin).ask(query).await;
        let text = |place: &str| answer.text(place).to_owned();
        let bodies = answer.at("/bodies/nodes").as_array().expect("groups").iter();
        let mut next = bodies.filter_map(|body| body["nextMeeting"]["agendaItems"]["nodes"][0]["id"].as_str());
        Self {
            unanswered: text("/gaps/nodes/0/node/id"),
            answered_item: text("/gaps/nodes/0/node/agendaItems/nodes/0/id"),
            next_item: next.next().expect("a next meeting").to_owned(),
            plan: text("/measures/nodes/0/actionPlan/id"),
            indicator: text("/observations/nodes/0/indicator/code"),
            unit: text("/measures/nodes/0/responsible/id"),
            person: text("/persons/nodes/0/id"),
            measure: text("/measures/nodes/0/id"),
        }
    }
}

/// Rows of this access everywhere: decisions, assignments, plans, measures, figures, evaluations, papers and links.
async fn hide(app: &App, demo: &Demo, access: &str) {
    let admin = app.as_role(Role::Admin);
    let hidden = |input: Value| with(input, json!({ "access": access }));
    let create = async |kind: &str, input: Value| admin.create(kind, hidden(input)).await;
    let evaluation = with(
        an_evaluation("Hemligheten exempel"),
        json!({ "deliveredOn": "2016-01-01", "territoryCodes": ["2580", "25"], "commissioner": { "id": demo.unit } }),
    );
    let evaluation = create("Evaluation", evaluation).await;
    let advice = json!({ "evaluation": { "id": evaluation }, "text": "Hemligheten exempel", "dueOn": "2016-02-01" });
    let advice = admin.create("Recommendation", advice).await;
    let note = json!({ "agendaItem": { "id": demo.answered_item }, "kind": "NOTE", "text": "Hemligheten exempel", "decidedOn": "2017-10-31" });
    let decision = create("Decision", note).await;
    admin.mutate("updateDecision", json!({ "id": decision, "status": "TAKEN" }), "id").await.written("updateDecision");
    let assignment = json!({ "title": "Hemligheten exempel", "dueOn": "2017-11-01", "leader": { "id": demo.person },
        "decision": { "id": decision }, "orderedBy": { "organisation": { "id": demo.unit } } });
    let assignment = create("Assignment", assignment).await;
    let plan = json!({ "title": "Hemligheten exempel", "assignment": { "id": assignment }, "startsOn": "2018-01-01", "endsOn": "2018-12-31" });
    let plan = create("ActionPlan", plan).await;
    for (plan, over) in [
        (&demo.plan, json!({ "recommendation": { "id": advice } })),
        (&plan, json!({ "decision": { "id": decision } })),
    ] {
        let measure = json!({ "title": "Hemligheten exempel", "actionPlan": { "id": plan }, "dueOn": "2016-01-01",
            "startsOn": "2016-01-01", "progress": 1, "responsible": { "id": demo.unit } });
        let measure = create("Measure", with(measure, over)).await;
        for status in ["PLANNED", "IN_PROGRESS"] {
            admin
                .mutate("updateMeasure", json!({ "id": measure, "status": status }), "id")
                .await
                .written("updateMeasure");
        }
        let link = json!({ "from": demo.measure, "to": measure, "relation": "LED_TO" });
        admin.create("TraceLink", link).await;
    }
    let item = json!({ "meeting": { "id": meeting_of(app, &demo.next_item).await }, "title": "Hemligheten exempel", "purpose": "DISCUSSION",
        "evaluations": [{ "id": demo.unanswered }] });
    create("AgendaItem", item).await;
    let paper = json!({ "title": "Hemligheten exempel", "kind": "NOTICE", "attachedTo": [{ "agendaItem": { "id": demo.next_item } }] });
    create("Document", paper).await;
    for claim in ["MEASURED", "ESTIMATED_EFFECT"] {
        let figure = json!({ "indicatorCode": demo.indicator, "claim": claim, "value": 1_000, "qualifier": "EXACT", "territoryCode": "14",
            "periodFrom": "2016-01-01", "periodTo": "2016-12-31", "measure": { "id": demo.measure } });
        let figure = create("Observation", figure).await;
        admin
            .mutate("updateObservation", json!({ "id": figure, "status": "APPROVED" }), "id")
            .await
            .written("updateObservation");
    }
}

async fn meeting_of(app: &App, item: &str) -> String {
    let query = "query ($id: ID!) { agendaItem(by: { id: $id }) { meeting { id } } }";
    app.as_role(Role::Admin).ask_with(query, json!({ "id": item })).await.text("/agendaItem/meeting/id").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_may_not_be_seen_moves_no_answer(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (demo, starts) = (Demo::of(&app).await, starts(&app).await);
    let ask_all = async || {
        let mut all = BTreeMap::new();
        for (name, actor) in viewers(&app) {
            all.insert(name, told(&actor, &starts).await);
        }
        all.insert("admin", told(&app.as_role(Role::Admin), &starts).await);
        all
    };
    let before = ask_all().await;
    hide(&app, &demo, "RESTRICTED").await;
    let restricted = ask_all().await;
    for (name, _) in viewers(&app) {
        for (question, answer) in &restricted[name] {
            assert_eq!(answer, &before[name][question], "{name} is told of what is RESTRICTED: {question}");
        }
    }
    for question in QUESTIONS {
        assert_ne!(restricted["admin"][question], before["admin"][question], "an admin sees it: {question}");
    }
    hide(&app, &demo, "INTERNAL").await;
    let internal = ask_all().await;
    for name in ["public", "integration", "another integration"] {
        for (question, answer) in &internal[name] {
            assert_eq!(answer, &before[name][question], "{name} is told of what is INTERNAL: {question}");
        }
    }
    for question in QUESTIONS {
        assert_ne!(internal["reader"][question], before["reader"][question], "a reader sees it: {question}");
    }
}
