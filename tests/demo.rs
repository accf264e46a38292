//! The demo: what the page proves, and the examples that GraphiQL opens with.

mod facts;
mod queries;

use std::path::Path;

use rstest::rstest;
use serde_json::{Value, json};
use styrgraf::clock::Clock;

use crate::support::{App, Backend, Backend::*, Role};

/// The example evaluation is not the page's.
fn of_the_page(list: &Value) -> Vec<Value> {
    let rows = list.as_array().cloned().unwrap_or_default();
    rows.into_iter().filter(|row| !row["title"].as_str().unwrap_or_default().starts_with("Exempel:")).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn from_the_meeting_one_walks_to_the_plan_and_back(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let query = "{ meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes { startsOn startsAsStated body { name kind } agendaItems(first: 5) { nodes {
        title purpose status presenters { ... on Person { familyName } }
        decisions(first: 2) { nodes { kind status proposers { ... on Person { familyName } } assignments(first: 2) { nodes {
          dueOn dueAsStated leader { familyName } orderedBy { ... on Post { title holder { familyName } } }
          actionPlans(first: 2) { nodes { id startsOn endsOn measures { totalCount } } } } } } } } } } } }";
    let answer = app.as_role(Role::Reader).ask(query).await;
    let meeting = answer.at("/meetings/nodes/0");
    assert_eq!((&meeting["startsOn"], &meeting["body"]["kind"]), (&json!("2017-10-31"), &json!("MANAGEMENT_GROUP")));
    assert_eq!(meeting["startsAsStated"], "31 oktober");
    let items = meeting["agendaItems"]["nodes"].as_array().cloned().unwrap_or_default();
    let purposes: Vec<&Value> = items.iter().map(|item| &item["purpose"]).collect();
    assert_eq!(purposes, ["INFORMATION", "INFORMATION", "TRAINING", "DECISION"]);
    assert_eq!(items[0]["presenters"], json!([{ "familyName": "Olofsson" }]));
    let decision = &items[3]["decisions"]["nodes"][0];
    let three = json!([{ "familyName": "Johansson" }, { "familyName": "Odmark" }, { "familyName": "Carlsson" }]);
    assert_eq!((&decision["kind"], &decision["proposers"]), (&json!("ADOPT"), &three));
    let assignment = &decision["assignments"]["nodes"][0];
    assert_eq!(
        (&assignment["dueOn"], &assignment["leader"]["familyName"]),
        (&json!("2017-12-24"), &json!("Arwidsson"))
    );
    assert_eq!(assignment["orderedBy"]["holder"], Value::Null, "the page does not name the Director-General");
    let plan = &assignment["actionPlans"]["nodes"][0];
    assert_eq!((&plan["startsOn"], &plan["endsOn"]), (&json!("2018-01-01"), &json!("2020-12-31")));
    assert_eq!(plan["measures"]["totalCount"], 0, "nor any measures");
    let back = "query ($id: ID!) { actionPlan(by: { id: $id }) { progress
        assignment { decision { agendaItem { meeting { body { name } } } } } } }";
    let back = app.as_role(Role::Reader).ask_with(back, json!({ "id": plan["id"] })).await;
    let body = back.at("/actionPlan/assignment/decision/agendaItem/meeting/body/name");
    assert_eq!((body, back.at("/actionPlan/progress")), (&meeting["body"]["name"], &Value::Null));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_came_of_either_evaluation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let query =
        "{ evaluations { totalCount nodes { title status access recommendations { totalCount } findings { nodes { text } }
        territories { code } observations { nodes { value valueText qualifier claim } }
        agendaItems { nodes { purpose decisions { totalCount } } } } } }";
    let answer = app.public().ask(query).await;
    let evaluations = of_the_page(answer.at("/evaluations/nodes"));
    assert_eq!((evaluations.len(), answer.at("/evaluations/totalCount")), (2, &json!(2)), "the public sees the page's");
    for evaluation in &evaluations {
        assert_eq!((&evaluation["status"], &evaluation["access"]), (&json!("PUBLISHED"), &json!("PUBLIC")));
        assert_eq!(evaluation["recommendations"]["totalCount"], 0);
        let items = evaluation["agendaItems"]["nodes"].as_array().cloned().unwrap_or_default();
        assert_eq!(items.len(), 1);
        assert_eq!((&items[0]["purpose"], &items[0]["decisions"]["totalCount"]), (&json!("INFORMATION"), &json!(0)));
    }
    let stated = answer.body["data"].to_string();
    assert!(stated.contains("blygsam utveckling") && stated.contains(r#""value":240.0"#));
    let north = r#"{ evaluations(filter: { territory: ["25"] }) { totalCount } }"#;
    assert_eq!(app.public().ask(north).await.at("/evaluations/totalCount"), 2, "Norrbotten finds Luleå and Arjeplog");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_has_something_late_something_silent_and_something_on_its_way(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let app = App::demo(on).await;
    let query = "{ measures(orderBy: { field: TITLE }) { nodes { title overdue stale status } } }";
    let answer = app.public().ask(query).await;
    let measures = answer.at("/measures/nodes").as_array().cloned().unwrap_or_default();
    let count = |name: &str| measures.iter().filter(|measure| measure[name] == true).count();
    assert_eq!((count("overdue"), count("stale"), measures.len()), (1, 1, 6), "one of seven is internal");
    assert!(
        measures.iter().all(|measure| measure["title"].as_str().is_some_and(|title| title.starts_with("Exempel:")))
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_writes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let before = app.changes().await;
    let again = styrgraf::App::open(app.config(), Clock::fixed(app.now())).await.expect("a second start");
    again.db.close().await;
    assert_eq!(app.changes().await, before);
    assert!(before > 315 + 50, "{before}");
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

/// The public's limit, of which every document that is shipped stays below four fifths.
const MOST: u64 = 75_000 * 8 / 10;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_example_runs(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/ui/examples");
    let files = std::fs::read_dir(folder).expect("the examples").map(|file| file.expect("a file").path());
    let examples: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "graphql")).collect();
    assert!(examples.len() >= 5);
    for path in examples {
        let query = std::fs::read_to_string(&path).expect("an example");
        let variables = std::fs::read_to_string(path.with_extension("json"));
        let variables = variables.map_or(json!({}), |text| serde_json::from_str(&text).expect("variables"));
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let actors = match &name[..1] {
            "3" => vec![app.as_integration("demo")],
            "4" => vec![app.as_role(Role::Editor)],
            _ => vec![app.public(), app.as_role(Role::Reader)],
        };
        assert!(query.starts_with("# ") && query.contains(|letter| "åäö".contains(letter)), "{name} starts in Swedish");
        for actor in actors {
            let answer = actor.ask_with(&query, variables.clone()).await;
            let data = answer.data();
            let cost = answer.body["extensions"]["cost"]["requested"].as_u64().expect("a cost");
            assert!(cost <= MOST, "{name}: {cost} of {MOST}");
            assert!(has_rows(data), "{name} shows nothing: {data}");
            assert!(data.pointer("/createObjective/userErrors").is_none_or(|errors| *errors == json!([])), "{data}");
        }
    }
}

/// Whether each root field found something.
fn has_rows(data: &Value) -> bool {
    let roots = data.as_object().into_iter().flatten();
    roots.into_iter().all(|(_, root)| !root.is_null() && root["nodes"].as_array().is_none_or(|nodes| !nodes.is_empty()))
}
