//! Where the thread from evaluations to results breaks.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};

use crate::rules::Stage;
use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, an_evaluation, an_indicator, with};

const QUERY: &str = "query ($filter: ThreadGapFilter, $unansweredDays: Int = 30, $silentDays: Int = 60,
        $periodMonths: Int = 12, $first: Int, $after: String) {
    threadGaps(filter: $filter, unansweredDays: $unansweredDays, silentDays: $silentDays, periodMonths: $periodMonths,
        first: $first, after: $after) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }
        nodes { rule since node { id __typename } organisation { name } person { familyName } body { name } } } }";

async fn ask(actor: &Actor<'_>, variables: Value) -> Answer {
    actor.ask_with(QUERY, variables).await
}

/// Each gap in a line, in their order.
fn lines(answer: &Answer) -> Vec<String> {
    let gaps = answer.at("/threadGaps/nodes").as_array().expect("gaps").iter();
    gaps.map(|gap| format!("{} {}", gap["since"], gap["rule"]).replace('"', "")).collect()
}

async fn found(actor: &Actor<'_>, rule: &str) -> Vec<String> {
    lines(&ask(actor, json!({ "filter": { "rule": [rule] } })).await)
}

/// A measure that is being carried out since August and was due in October.
fn a_measure(stage: &Stage, title: &str) -> Value {
    json!({ "actionPlan": { "id": stage.plan() }, "title": title, "startsOn": "2017-08-01", "dueOn": "2017-10-29",
        "responsible": { "name": "Myndigheten" }, "responsiblePerson": { "id": stage.person() } })
}

async fn carry_out(stage: &Stage, measure: &str) {
    for status in ["PLANNED", "IN_PROGRESS"] {
        stage.change("Measure", measure, json!({ "status": status }), "").await;
    }
}

/// An evaluation that was presented, with its agenda item.
async fn presented(stage: &Stage, purpose: &str, over: Value) -> (String, String) {
    let evaluation = stage.create("Evaluation", with(an_evaluation("Utvärderingen"), over)).await;
    let meeting = stage.meeting("Mötet").await;
    let item = json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": purpose,
        "evaluations": [{ "id": evaluation }] });
    let item = stage.create("AgendaItem", item).await;
    stage.change("AgendaItem", &item, json!({ "status": "SCHEDULED" }), "").await;
    (evaluation, item)
}

/// An object for each rule at which the thread breaks.
async fn broken(stage: &Stage) {
    let commissioned = json!({ "commissioner": { "name": "Myndigheten" } });
    let (_, item) = presented(stage, "INFORMATION", commissioned.clone()).await;
    stage.change("AgendaItem", &item, json!({ "status": "HANDLED" }), "").await;
    let delivered = with(an_evaluation("Levererad"), with(commissioned, json!({ "deliveredOn": "2017-09-01" })));
    let delivered = stage.create("Evaluation", delivered).await;
    stage.create("Recommendation", json!({ "evaluation": { "id": delivered }, "text": "Gör så" })).await;
    let open = stage.item(&stage.meeting("Mötet").await, "DISCUSSION").await;
    let decision = stage.create("Decision", crate::rules::a_decision(&open, "ADOPT")).await;
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    let assignment = json!({ "title": "Uppdraget", "dueOn": "2017-10-30", "leader": { "id": stage.person() },
        "body": { "name": "Ledningsgruppen" }, "orderedBy": { "organisation": { "name": "Myndigheten" } } });
    stage.create("Assignment", assignment).await;
    let measure = stage.create("Measure", a_measure(stage, "Åtgärden")).await;
    carry_out(stage, &measure).await;
    stage.create("Indicator", an_indicator("NY")).await;
    stage.create("Indicator", with(an_indicator("GAMMAL"), json!({ "owner": { "name": "Myndigheten" } }))).await;
    let figure = json!({ "indicatorCode": "GAMMAL", "claim": "MEASURED", "value": 1, "qualifier": "EXACT",
        "periodFrom": "2015-01-01", "periodTo": "2015-12-31" });
    stage.create("Observation", figure).await;
}

const ALL: [&str; 11] = [
    "2015-12-31 INDICATOR_WITHOUT_OBSERVATION",
    "2017-08-01 MEASURE_SILENT",
    "2017-09-01 RECOMMENDATION_UNANSWERED",
    "2017-10-29 MEASURE_OVERDUE",
    "2017-10-30 ASSIGNMENT_WITHOUT_PLAN",
    "2017-10-31 EVALUATION_UNANSWERED",
    "2017-10-31 DECISION_WITHOUT_ASSIGNMENT",
    "2017-11-01 MEASURE_WITHOUT_RESULT_AREA",
    "2017-11-01 RESULT_AREA_WITHOUT_INDICATOR",
    "2017-11-01 RESULT_AREA_WITHOUT_INDICATOR",
    "2017-11-01 INDICATOR_WITHOUT_OBSERVATION",
];

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_rule_finds_where_the_thread_breaks(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    broken(&stage).await;
    let answer = ask(&stage.app.as_role(Role::Reader), json!({})).await;
    assert_eq!(lines(&answer), ALL, "the oldest first");
    assert_eq!(answer.at("/threadGaps/totalCount"), ALL.len());
    let gaps = answer.at("/threadGaps/nodes").as_array().expect("gaps").iter();
    let responsible: Vec<String> = gaps
        .map(|gap| {
            let name = |of: &str, field: &str| gap[of][field].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {}",
                gap["node"]["__typename"].as_str().unwrap_or_default(),
                name("organisation", "name"),
                name("person", "familyName"),
                name("body", "name")
            )
        })
        .collect();
    let expected = [
        "Indicator Myndigheten - -",
        "Measure Myndigheten Åberg -",
        "Recommendation Myndigheten - -",
        "Measure Myndigheten Åberg -",
        "Assignment Myndigheten Åberg Ledningsgruppen",
        "Evaluation Myndigheten - Ledningsgruppen",
        "Decision Myndigheten - Ledningsgruppen",
        "Measure Myndigheten Åberg -",
        "ResultArea - - -",
        "ResultArea - - -",
        "Indicator - - -",
    ];
    assert_eq!(responsible, expected);
    let mut pages = Vec::new();
    let (mut after, mut previous) = (Value::Null, false);
    loop {
        let page = ask(&stage.editor(), json!({ "first": 2, "after": after })).await;
        assert_eq!(page.at("/threadGaps/pageInfo/hasPreviousPage"), previous);
        pages.extend(lines(&page));
        assert_eq!(
            page.at("/threadGaps/pageInfo/endCursor"),
            page.at("/threadGaps/edges")
                .as_array()
                .and_then(|edges| edges.last())
                .map_or(&Value::Null, |edge| &edge["cursor"])
        );
        if page.at("/threadGaps/pageInfo/hasNextPage") == false {
            break;
        }
        (after, previous) = (page.at("/threadGaps/pageInfo/endCursor").clone(), true);
    }
    assert_eq!(pages, ALL, "page by page");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_or_followed_up_is_no_gap(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let editor = stage.editor();
    let (evaluation, item) = presented(&stage, "DISCUSSION", json!({})).await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await, [""; 0], "it was not presented yet");
    stage.change("AgendaItem", &item, json!({ "status": "HANDLED" }), "").await;
    let deferred = stage.create("Decision", crate::rules::a_decision(&item, "DEFER")).await;
    stage.change("Decision", &deferred, json!({ "status": "TAKEN" }), "").await;
    let decision = stage.create("Decision", crate::rules::a_decision(&item, "ADOPT")).await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await.len(), 1, "neither put off nor drafted is decided");
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await, [""; 0]);
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await, [""; 0]);
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await.len(), 1);
    let (other, item) = presented(&stage, "INFORMATION", json!({})).await;
    stage.change("AgendaItem", &item, json!({ "status": "HANDLED" }), "").await;
    let recommend = async |evaluation: &str| {
        stage.create("Recommendation", json!({ "evaluation": { "id": evaluation }, "text": "Gör så" })).await
    };
    let advice = recommend(&other).await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await.len(), 1);
    let response = json!({ "recommendation": { "id": advice }, "stance": "AGREE", "text": "Ja",
        "responsible": { "name": "Myndigheten" }, "respondedOn": "2017-11-01" });
    stage.create("ManagementResponse", response).await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await, [""; 0]);
    recommend(&evaluation).await;
    stage.app.pass(TimeDelta::days(30));
    let editor = stage.editor();
    assert_eq!(found(&editor, "RECOMMENDATION_UNANSWERED").await, [""; 0], "30 days are not more than 30 days");
    stage.app.pass(TimeDelta::days(1));
    let editor = stage.editor();
    assert_eq!(found(&editor, "RECOMMENDATION_UNANSWERED").await, ["2017-11-01 RECOMMENDATION_UNANSWERED"]);
    let later = json!({ "filter": { "rule": ["RECOMMENDATION_UNANSWERED"] }, "unansweredDays": 31 });
    assert_eq!(lines(&ask(&editor, later).await), [""; 0]);
    let plan =
        json!({ "title": "Planen", "decision": { "id": decision }, "startsOn": "2018-01-01", "endsOn": "2018-12-31" });
    stage.create("ActionPlan", plan).await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await, [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_measure_is_a_gap_until_it_reports_and_is_done(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let editor = stage.editor();
    let measure = stage.create("Measure", a_measure(&stage, "Åtgärden")).await;
    assert_eq!(found(&editor, "MEASURE_SILENT").await, [""; 0], "nobody works on it yet");
    carry_out(&stage, &measure).await;
    let report = json!({ "measure": { "id": measure }, "reportedOn": "2017-09-01", "progress": 5 });
    let report = stage.create("MeasureUpdate", report).await;
    assert_eq!(found(&editor, "MEASURE_SILENT").await, ["2017-09-01 MEASURE_SILENT"]);
    let more = json!({ "filter": { "rule": ["MEASURE_SILENT"] }, "silentDays": 61 });
    assert_eq!(lines(&ask(&editor, more).await), [""; 0]);
    stage.change("MeasureUpdate", &report, json!({ "reportedOn": "2017-09-02" }), "").await;
    assert_eq!(found(&editor, "MEASURE_SILENT").await, [""; 0]);
    let day = stage.see("measure", &measure, "silentSince stale").await;
    assert_eq!(day, json!({ "silentSince": "2017-09-02", "stale": false }));
    stage.delete("MeasureUpdate", &report).await;
    let day = stage.see("measure", &measure, "silentSince stale").await;
    assert_eq!(day, json!({ "silentSince": "2017-08-01", "stale": true }), "as if it had never been");
    stage.change("Measure", &measure, json!({ "startsOn": null }), "").await;
    assert_eq!(stage.see("measure", &measure, "silentSince").await["silentSince"], "2017-11-01", "entered then");
    stage.change("Measure", &measure, json!({ "resultAreaCodes": ["A"] }), "").await;
    assert_eq!(found(&editor, "MEASURE_WITHOUT_RESULT_AREA").await, [""; 0]);
    assert_eq!(found(&editor, "MEASURE_OVERDUE").await.len(), 1);
    stage.app.tamper("UPDATE action_plan SET status = 'CANCELLED'").await;
    assert_eq!(found(&editor, "MEASURE_OVERDUE").await, [""; 0], "its plan was given up");
    stage.app.tamper("UPDATE action_plan SET status = 'IN_EFFECT'").await;
    stage.change("Measure", &measure, json!({ "status": "COMPLETED", "resultAreaCodes": [] }), "").await;
    for rule in ["MEASURE_OVERDUE", "MEASURE_SILENT", "MEASURE_WITHOUT_RESULT_AREA"] {
        assert_eq!(found(&editor, rule).await, [""; 0], "{rule}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_indicator_is_observed_in_the_current_or_the_last_period(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    stage.create("Indicator", with(an_indicator("I"), json!({ "resultAreaCode": "A" }))).await;
    assert_eq!(found(&stage.editor(), "RESULT_AREA_WITHOUT_INDICATOR").await.len(), 1, "B has none");
    let figure = |from: &str, to: &str| {
        json!({ "indicatorCode": "I", "claim": "MEASURED", "value": 1, "qualifier": "EXACT", "periodFrom": from,
            "periodTo": to })
    };
    let of = async |months: i32| {
        let of = json!({ "filter": { "rule": ["INDICATOR_WITHOUT_OBSERVATION"] }, "periodMonths": months });
        lines(&ask(&stage.editor(), of).await).concat().replace(" INDICATOR_WITHOUT_OBSERVATION", "")
    };
    assert_eq!(of(12).await, "2017-11-01", "there is none");
    let future = stage.create("Observation", figure("2018-01-01", "2018-12-31")).await;
    assert_eq!(of(12).await, "2017-11-01", "a period that has not begun");
    stage.delete("Observation", &future).await;
    let forecast = with(figure("2017-01-01", "2017-12-31"), json!({ "claim": "FORECAST" }));
    stage.create("Observation", forecast).await;
    assert_eq!(of(12).await, "2017-11-01", "a forecast");
    stage.create("Observation", figure("2016-01-01", "2016-06-30")).await;
    let by = [(12, ""), (6, "2016-06-30"), (4, "2016-06-30"), (3, "2016-06-30"), (2, "2016-06-30"), (1, "2016-06-30")];
    for (months, gap) in by {
        assert_eq!(of(months).await, gap, "periods of {months} months");
    }
    stage.create("Observation", figure("2017-05-01", "2017-07-31")).await;
    for (months, gap) in [(12, ""), (6, ""), (4, ""), (3, ""), (2, "2017-07-31"), (1, "2017-07-31")] {
        assert_eq!(of(months).await, gap, "periods of {months} months");
    }
    let latest = stage.create("Observation", figure("2017-10-01", "2017-10-31")).await;
    assert_eq!(of(1).await, "");
    stage.change("Observation", &latest, json!({ "status": "RETURNED" }), "").await;
    assert_eq!(of(1).await, "2017-07-31", "what was returned does not count");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn gaps_are_filtered(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    broken(&stage).await;
    stage.create("Organisation", json!({ "name": "Enheten", "kind": "UNIT" })).await;
    let of = async |filter: Value| lines(&ask(&stage.editor(), json!({ "filter": filter })).await);
    assert_eq!(of(json!({ "organisation": [{ "name": "Myndigheten" }] })).await, ALL[..8]);
    assert_eq!(of(json!({ "organisation": [{ "name": "Enheten" }] })).await, [""; 0]);
    assert_eq!(of(json!({ "organisation": [] })).await, [""; 0], "none of no organisations");
    let led = [ALL[1], ALL[3], ALL[4], ALL[7]];
    assert_eq!(of(json!({ "person": [{ "id": stage.person() }] })).await, led);
    assert_eq!(of(json!({ "rule": [] })).await, [""; 0]);
    let since = |from: &str, to: &str| json!({ "since": { "from": from, "to": to } });
    assert_eq!(of(since("2017-09-01", "2017-10-29")).await, ALL[2..4]);
    assert_eq!(of(since("2017-11-01", "2017-11-01")).await, ALL[7..]);
    assert_eq!(of(since("2017-11-02", "2018-11-01")).await, [""; 0]);
    let followed = [ALL[4], ALL[5], ALL[6]];
    assert_eq!(of(json!({ "body": [{ "name": "Ledningsgruppen" }] })).await, followed);
    let both = json!({ "body": [{ "name": "Ledningsgruppen" }], "rule": ["EVALUATION_UNANSWERED", "MEASURE_SILENT"] });
    assert_eq!(of(both).await, [ALL[5]]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_group_follows_up_what_came_of_its_decisions(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = stage.item(&stage.meeting("Mötet").await, "DISCUSSION").await;
    let decision = stage.create("Decision", crate::rules::a_decision(&item, "ADOPT")).await;
    let assignment = json!({ "title": "Uppdraget", "dueOn": "2017-12-24", "leader": { "id": stage.person() },
        "decision": { "id": decision }, "orderedBy": { "organisation": { "name": "Myndigheten" } } });
    let assignment = stage.create("Assignment", assignment).await;
    let plan = json!({ "title": "Planen 2018", "assignment": { "id": assignment }, "startsOn": "2018-01-01", "endsOn": "2018-12-31" });
    let plan = stage.create("ActionPlan", plan).await;
    let under = |plan: &str, title: &str| with(a_measure(&stage, title), json!({ "actionPlan": { "id": plan } }));
    let measure = stage.create("Measure", under(&plan, "Följs upp")).await;
    stage.create("Measure", under(&stage.plan(), "En annans")).await;
    let filter = json!({ "body": [{ "name": "Ledningsgruppen" }], "rule": ["MEASURE_OVERDUE"] });
    let answer = ask(&stage.editor(), json!({ "filter": filter })).await;
    assert_eq!(answer.texts("/threadGaps/nodes", "since").len(), 1);
    assert_eq!(answer.at("/threadGaps/nodes/0/node/id"), &json!(measure));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_demos_evaluations_are_found_to_be_unanswered(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    for actor in [app.public(), app.as_role(Role::Reader)] {
        let query =
            "{ threadGaps(filter: { rule: [EVALUATION_UNANSWERED] }) { totalCount nodes { since organisation { name }
            node { ... on Evaluation { title } } } } }";
        let answer = actor.ask(query).await;
        assert_eq!(answer.at("/threadGaps/totalCount"), 2, "{}", answer.body);
        assert_eq!(answer.at("/threadGaps/nodes/0/since"), "2017-10-31");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_its_name(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let public = app.public();
    let cases = [
        (json!({ "unansweredDays": -1 }), "unansweredDays is -1"),
        (json!({ "unansweredDays": 3651 }), "unansweredDays is 3651"),
        (json!({ "silentDays": -1 }), "silentDays is -1"),
        (json!({ "periodMonths": 0 }), "periodMonths is 0"),
        (json!({ "periodMonths": 5 }), "1, 2, 3, 4, 6 or 12"),
        (json!({ "first": 0 }), "first is 0"),
        (json!({ "first": 101 }), "first is 101"),
        (json!({ "after": "x" }), "cursor is malformed"),
        (
            json!({ "after": "WyJDb21taXRtZW50IixudWxsLDAsIiIsIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd" }),
            "another list",
        ),
        (json!({ "filter": { "since": { "from": "2017-01-02", "to": "2017-01-01" } } }), "before it starts"),
        (json!({ "filter": { "rule": null } }), "null"),
    ];
    for (variables, words) in cases {
        let answer = ask(&public, variables.clone()).await;
        let message = answer.refusal("BAD_USER_INPUT");
        assert!(message.contains(words), "{variables}: {message}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_trace_link_says_what_came_of_it_and_what_was_given_up_says_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let editor = stage.editor();
    let (evaluation, item) = presented(&stage, "INFORMATION", json!({})).await;
    stage.change("AgendaItem", &item, json!({ "status": "HANDLED" }), "").await;
    let other = stage.item(&stage.meeting("Mötet").await, "DISCUSSION").await;
    let decision = stage.create("Decision", crate::rules::a_decision(&other, "ADOPT")).await;
    let link = |from: &str, to: &str, relation: &str| json!({ "from": from, "to": to, "relation": relation });
    stage.create("TraceLink", link(&evaluation, &decision, "LED_TO")).await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await.len(), 1, "a draft");
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    assert_eq!(found(&editor, "EVALUATION_UNANSWERED").await, [""; 0]);
    let assignment = json!({ "title": "Uppdraget", "dueOn": "2017-10-30", "leader": { "id": stage.person() },
        "decision": { "id": decision }, "orderedBy": { "organisation": { "name": "Myndigheten" } } });
    let assignment = stage.create("Assignment", assignment).await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await, [""; 0]);
    let plan = json!({ "title": "Planen 2018", "assignment": { "id": assignment }, "startsOn": "2018-01-01", "endsOn": "2018-12-31" });
    let plan = stage.create("ActionPlan", plan).await;
    assert_eq!(found(&editor, "ASSIGNMENT_WITHOUT_PLAN").await, [""; 0]);
    stage.change("ActionPlan", &plan, json!({ "status": "CANCELLED" }), "").await;
    assert_eq!(found(&editor, "ASSIGNMENT_WITHOUT_PLAN").await.len(), 1, "the plan was given up");
    stage.create("TraceLink", link(&stage.plan(), &assignment, "BASED_ON")).await;
    assert_eq!(found(&editor, "ASSIGNMENT_WITHOUT_PLAN").await, [""; 0]);
    stage.change("Assignment", &assignment, json!({ "status": "CANCELLED" }), "").await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await.len(), 1, "the assignment was given up");
    stage.create("TraceLink", link(&decision, &stage.plan(), "INFORMED")).await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await.len(), 1, "that says nothing of what came of it");
    stage.create("TraceLink", link(&decision, &stage.plan(), "CONTRIBUTES_TO")).await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await, [""; 0]);
    let hidden = json!({ "id": stage.plan(), "access": "RESTRICTED" });
    stage.app.as_role(Role::Admin).mutate("updateActionPlan", hidden, "").await;
    assert_eq!(found(&editor, "DECISION_WITHOUT_ASSIGNMENT").await.len(), 1, "for whoever cannot see it");
}
