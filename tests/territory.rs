//! Sweden's territories: reference data, the same for everybody.

use rstest::rstest;
use serde_json::json;
use styrgraf::clock::Clock;

use crate::support::{App, Backend, Backend::*, Role, an_evaluation, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn all_territories_are_there_from_the_start(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = app
        .public()
        .ask(
            "{ all: territories { totalCount }
               countries: territories(filter: { level: COUNTRY }) { totalCount }
               parts: territories(filter: { level: LANDSDEL }) { totalCount }
               counties: territories(filter: { level: COUNTY }) { totalCount }
               municipalities: territories(filter: { level: MUNICIPALITY }) { totalCount } }",
        )
        .await;
    for (name, count) in [("all", 315), ("countries", 1), ("parts", 3), ("counties", 21), ("municipalities", 290)] {
        assert_eq!(answer.at(&format!("/{name}/totalCount")), count, "{name}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_municipality_lies_in_its_county_its_part_and_the_country(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = app
        .public()
        .ask(r#"{ territory(by: { code: "2580" }) { name parent { code name parent { name parent { name parent { name } } } } } }"#)
        .await;
    assert_eq!(answer.text("/territory/name"), "Luleå");
    assert_eq!(answer.text("/territory/parent/code"), "25");
    assert_eq!(answer.text("/territory/parent/parent/name"), "Norrland");
    assert!(answer.at("/territory/parent/parent/parent/parent").is_null());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_filter_by_territory_finds_everything_below_it(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"{ territories(filter: { within: ["25"] }, first: 100, orderBy: { field: CODE }) {
        totalCount nodes { code } } }"#;
    let answer = app.public().ask(query).await;
    assert_eq!(answer.at("/territories/totalCount"), 15);
    assert!(answer.texts("/territories/nodes", "code").contains(&"2580"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn names_are_in_swedish_order(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query =
        "{ territories(filter: { level: MUNICIPALITY }, last: 12, orderBy: { field: NAME }) { nodes { name } } }";
    let answer = app.public().ask(query).await;
    let names = answer.texts("/territories/nodes", "name");
    let expected = [
        "Örebro",
        "Örkelljunga",
        "Örnsköldsvik",
        "Östersund",
        "Österåker",
        "Östhammar",
        "Östra Göinge",
        "Överkalix",
        "Övertorneå",
    ];
    assert!(names.ends_with(&expected), "{names:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_changes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let again = styrgraf::App::open(app.config(), Clock::fixed(app.now())).await.expect("a second start");
    again.db.close().await;
    assert_eq!(app.changes().await, before);
    assert_eq!(before, 315 + 9, "territories and themes");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_can_write_territories(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let answer = app.as_role(Role::Admin).ask("mutation { createTerritory { __typename } }").await;
    answer.refusal("BAD_USER_INPUT");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_territory_has_includes_what_is_below_it(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    for (title, codes) in [("Två", json!(["2580", "2505"])), ("Länet", json!(["25"])), ("Stockholm", json!(["01"]))] {
        editor.create("Evaluation", with(an_evaluation(title), json!({ "territoryCodes": codes }))).await;
    }
    let seat = |name: &str, code: &str| json!({ "kind": "MUNICIPALITY", "name": name, "territoryCode": code });
    for (name, code) in [("Luleå kommun", "2580"), ("Region Norrbotten", "25")] {
        editor.create("Organisation", seat(name, code)).await;
    }
    let query = "{ territories(filter: { code: [\"SE\", \"25\", \"2580\", \"2584\"] }, orderBy: { field: CODE }) { nodes {
        code evaluations(first: 2, orderBy: { field: TITLE }) { totalCount nodes { title } pageInfo { hasNextPage endCursor } }
        organisations(orderBy: { field: NAME }) { totalCount nodes { name } } } } }";
    let found = editor.ask(query).await;
    let of = |index: usize, list: &str| found.at(&format!("/territories/nodes/{index}/{list}/totalCount")).clone();
    let codes = found.texts("/territories/nodes", "code");
    assert_eq!(codes, ["25", "2580", "2584", "SE"]);
    for (index, code) in codes.iter().enumerate() {
        let all = format!(
            "{{ evaluations(filter: {{ territory: [\"{code}\"] }}) {{ totalCount }}
               organisations(filter: {{ territory: [\"{code}\"] }}) {{ totalCount }} }}"
        );
        let all = editor.ask(all).await;
        assert_eq!(of(index, "evaluations"), *all.at("/evaluations/totalCount"), "{code}: as the filter says");
        assert_eq!(of(index, "organisations"), *all.at("/organisations/totalCount"), "{code}: as the filter says");
    }
    assert_eq!(found.texts("/territories/nodes/0/evaluations/nodes", "title"), ["Länet", "Två"], "each once");
    let after = found.text("/territories/nodes/3/evaluations/pageInfo/endCursor");
    let next = format!(
        "{{ territory(by: {{ code: \"SE\" }}) {{ evaluations(first: 2, after: \"{after}\", orderBy: {{ field: TITLE }}) {{
            nodes {{ title }} pageInfo {{ hasPreviousPage hasNextPage }} }} }} }}"
    );
    let next = editor.ask(next).await;
    assert_eq!(next.texts("/territory/evaluations/nodes", "title"), ["Två"]);
    let sides = json!({ "hasPreviousPage": true, "hasNextPage": false });
    assert_eq!(next.at("/territory/evaluations/pageInfo"), &sides);
}
