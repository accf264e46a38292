//! Text is trimmed and composed wherever it comes in, so that what looks the same is the same.

use rstest::rstest;
use serde_json::{Value, json};

use crate::organisation::create;
use crate::support::{App, Backend, Backend::*, Role, World, an_evaluation, an_indicator, with};

/// "Åre" and "Åre": one letter, and an A with a ring to be put on it.
const COMPOSED: &str = "\u{c5}re";
const DECOMPOSED: &str = "A\u{30a}re";

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    userErrors { code path } results { externalId outcome evaluation { externalId source title evaluator { name } }
      userErrors { code message path } } } }";

async fn found(app: &App, query: &str, value: &str) -> Value {
    app.as_role(Role::Reader).ask_with(query, json!({ "v": value })).await.at("/it").clone()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_kept_without_the_spaces_around_it(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let input = json!({ "kind": "UNIT", "name": "  Padded \n", "nameEn": "\u{a0}Two  words\t", "number": " 55-1 ",
        "website": " https://example.org/ ", "territoryCode": " 25 " });
    let fields = "name nameEn number website territory { code }";
    let created = editor.mutate("createOrganisation", input, fields).await;
    let created = created.written("createOrganisation");
    let expected = json!({ "id": created["id"], "name": "Padded", "nameEn": "Two  words", "number": "55-1",
        "website": "https://example.org/", "territory": { "code": "25" } });
    assert_eq!(created, &expected);
    let changes = app.changes().await;
    let same = json!({ "id": created["id"], "name": " Padded", "number": "55-1 " });
    editor.mutate("updateOrganisation", same, "name").await.written("updateOrganisation");
    assert_eq!(app.changes().await, changes, "nothing differs");
    for blank in ["", " ", "\n\t", "\u{200b}"] {
        for (mutation, input) in [
            ("createOrganisation", json!({ "kind": "UNIT", "name": blank })),
            ("updateOrganisation", json!({ "id": created["id"], "name": blank })),
        ] {
            let refused = editor.mutate(mutation, input, "name").await;
            assert_eq!(refused.refused(mutation, &["name"]), ("REQUIRED".into(), "input.name".into()), "{blank:?}");
        }
    }
    let twice = json!({ "kind": "UNIT", "name": "En till", "number": "55-1  " });
    let twice = editor.mutate("createOrganisation", twice, "name").await;
    assert_eq!(twice.refused("createOrganisation", &["55-1"]), ("ALREADY_EXISTS".into(), "input.number".into()));
    assert_eq!(app.changes().await, changes);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn keys_filters_and_names_are_read_as_they_are_kept(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let id =
        create(&app, json!({ "kind": "UNIT", "name": DECOMPOSED, "number": "å 1".replace('å', "a\u{30a}") })).await;
    assert_eq!(app.texts("SELECT name AS text FROM organisation WHERE kind = 'UNIT'").await, [COMPOSED]);
    let by_number = "query ($v: String!) { it: organisation(by: { number: $v }) { id } }";
    for number in ["\u{e5} 1", "a\u{30a} 1", "  \u{e5} 1\n"] {
        assert_eq!(found(&app, by_number, number).await["id"], id, "{number:?}");
    }
    let by_name = "query ($v: String!) { it: organisations(filter: { name: [$v] }) { totalCount nodes { id } } }";
    for name in [COMPOSED, DECOMPOSED, " A\u{30a}re "] {
        let list = found(&app, by_name, name).await;
        assert_eq!((&list["totalCount"], &list["nodes"][0]["id"]), (&json!(1), &json!(id)), "{name:?}");
        let child = create(&app, json!({ "kind": "UNIT", "name": "Under", "parent": { "name": name } })).await;
        let parent = "query ($v: ID!) { it: organisation(by: { id: $v }) { parent { id } } }";
        assert_eq!(found(&app, parent, &child).await["parent"]["id"], id, "{name:?}");
    }
    let editor = app.as_role(Role::Editor);
    editor.create("Indicator", an_indicator(" I ")).await;
    for code in ["I", " I\t"] {
        let one = found(&app, "query ($v: String!) { it: indicator(by: { code: $v }) { code } }", code).await;
        assert_eq!(one["code"], "I", "{code:?}");
        let figure = json!({ "indicatorCode": code, "claim": "STATED", "valueText": "få", "territoryCode": " 2580" });
        editor.create("Observation", figure).await;
    }
    let list = "query ($v: String!) { it: territories(filter: { code: [$v] }) { totalCount } }";
    let within = "query ($v: String!) { it: territories(filter: { within: [$v] }) { totalCount } }";
    let below = "query ($v: String!) { it: observations(filter: { territory: [$v] }) { totalCount } }";
    for (query, total) in [(list, 1), (within, 15), (below, 2)] {
        assert_eq!(found(&app, query, " 25 ").await["totalCount"], total, "{query}");
    }
    let one = found(&app, "query ($v: String!) { it: territory(by: { code: $v }) { code } }", " 25 ").await;
    assert_eq!(one["code"], "25");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_source_finds_its_rows_in_whatever_form_it_names_them(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    create(&app, json!({ "kind": "CONSULTANCY", "name": COMPOSED })).await;
    let push = async |source: &str, ids: &[&str], title: &str| {
        let over = |id: &str| json!({ "externalId": id, "evaluator": { "name": DECOMPOSED } });
        let rows: Vec<Value> = ids.iter().map(|id| with(an_evaluation(title), over(id))).collect();
        let input = json!({ "source": source, "evaluations": rows });
        app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await
    };
    let created = push(" tests ", &[" A\u{30a} "], " Titel ").await;
    let result = created.at("/pushEvaluations/results/0");
    assert_eq!((&result["outcome"], &result["externalId"]), (&json!("CREATED"), &json!("\u{c5}")), "{}", created.body);
    let kept =
        json!({ "externalId": "\u{c5}", "source": "tests", "title": "Titel", "evaluator": { "name": COMPOSED } });
    assert_eq!(result["evaluation"], kept);
    let again = push("tests", &["\u{c5}"], "Titel").await;
    assert_eq!(again.text("/pushEvaluations/results/0/outcome"), "UNCHANGED");
    let twice = push("tests", &["\u{c5}", "A\u{30a}"], "Titel").await;
    assert_eq!(twice.text("/pushEvaluations/results/1/userErrors/0/code"), "DUPLICATE_IN_PUSH");
    let key =
        "query ($v: String!) { it: evaluation(by: { external: { source: \" tests\", externalId: $v } }) { title } }";
    for id in ["\u{c5}", "A\u{30a}", " \u{c5} "] {
        assert_eq!(found(&app, key, id).await, json!({ "title": "Titel" }), "{id:?}");
    }
}
