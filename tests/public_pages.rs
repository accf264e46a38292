//! What an agency's public pages ask for stays below four fifths of what the public's operations may cost.

use rstest::rstest;

use crate::support::{App, Backend, Backend::*};

/// The management group's meetings, with everything that is known of each item.
const MEETINGS: &str =
    "{ meetings(first: 20) { totalCount pageInfo { endCursor hasNextPage } nodes { id title startsOn place
    body { name } agendaItems(first: 50) { nodes { id title purpose summary
      presenters { ... on Person { familyName } ... on Post { title } }
      decisions(first: 3) { nodes { kind text decidedOn } }
      evaluations(first: 3) { nodes { title url } } documents(first: 3) { nodes { title url } } } } } } }";

/// Evaluations with what they found, and what was answered.
const EVALUATIONS: &str = "{ evaluations(first: 50, filter: { missing: [DECISIONS] }) { totalCount nodes { id title publishedOn url kind
    commissioner { name } evaluator { name } territories { name code } themes { name }
    findings(first: 20) { nodes { kind text } } criterionRatings(first: 6) { nodes { criterion rating } }
    recommendations(first: 20) { nodes { text priority status response { stance text respondedOn responsible { name } } } }
    agendaItems(first: 5) { nodes { meeting { startsOn body { name } } } } } } }";

/// Results with their figures and what is aimed at.
const RESULTS: &str = "{ resultAreas(first: 25) { nodes { code name owner { name } measureCounts { status count }
    objectives(first: 5) { nodes { title horizonTo } }
    indicators(first: 10) { nodes { code name unit targets(first: 5) { nodes { kind periodTo value } }
      observations(first: 24, orderBy: { field: PERIOD_TO, direction: DESC }) {
        nodes { periodFrom periodTo value qualifier claim territory { code name } } } } } } } }";

/// A plan with all its measures.
const PLAN: &str = "{ actionPlans(first: 5) { nodes { title startsOn endsOn progress measureCounts { status count }
    focusAreas(first: 10) { nodes { title kind measureCounts { status count } } }
    measures(first: 100) { totalCount nodes { title status progress health dueOn overdue responsible { name }
      resultAreas { code name } updates(first: 3) { nodes { reportedOn progress comment } } } } } } }";

/// How many evaluations were published in each of ten years.
const YEARS: &str = "fragment Published on EvaluationConnection { totalCount }
{ y1: evaluations(filter: { publishedOn: { from: \"2016-01-01\", to: \"2016-12-31\" } }) { ...Published }
  y2: evaluations(filter: { publishedOn: { from: \"2017-01-01\", to: \"2017-12-31\" } }) { ...Published }
  lacking: evaluations(filter: { missing: [RECOMMENDATIONS, RESPONSES, DECISIONS] }) { ...Published }
  late: measures(filter: { overdue: true, present: [RESULT_AREAS], not: { status: [CANCELLED] } }) { totalCount } }";

#[rstest]
#[case::meetings(MEETINGS)]
#[case::evaluations(EVALUATIONS)]
#[case::results(RESULTS)]
#[case::plan(PLAN)]
#[case::years(YEARS)]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_costs_less_than_four_fifths_of_the_limit(#[values(Sqlite, Postgres)] on: Backend, #[case] page: &str) {
    let app = App::demo(on).await;
    let answer = app.public().ask(page).await;
    answer.data();
    let cost = |name: &str| answer.body["extensions"]["cost"][name].as_u64().expect("a number");
    let (requested, limit) = (cost("requested"), cost("limit"));
    assert!(requested * 10 <= limit * 8, "{requested} of {limit}");
    println!("{requested} of {limit}: {} %", requested * 100 / limit);
}
