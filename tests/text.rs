//! Text that looks the same is the same, wherever it comes in.

use rstest::rstest;
use serde_json::json;

use crate::organisation::create;
use crate::support::{App, Backend, Backend::*, Role, an_evaluation, with};

/// `Åre` with one letter for `Å`, and with two.
const COMPOSED: &str = "\u{c5}re";
const DECOMPOSED: &str = "A\u{30a}re";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_unicode_forms_of_a_name_are_one(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "COMPANY", "name": format!("  {DECOMPOSED} "), "number": " 55-1 " })).await;
    let kept = "SELECT name || '|' || organisation_number AS text FROM organisation";
    assert_eq!(app.texts(kept).await, [format!("{COMPOSED}|55-1")]);
    for name in [COMPOSED, DECOMPOSED, " \u{c5}re\n"] {
        let query = "query ($name: String!) { organisations(filter: { name: [$name] }) { nodes { id } } }";
        let found = app.public().ask_with(query, json!({ "name": name })).await;
        assert_eq!(found.texts("/organisations/nodes", "id"), [id.as_str()], "{name:?}");
        let child = json!({ "kind": "UNIT", "name": format!("Under {name}"), "parent": { "name": name } });
        create(&app, child).await;
    }
    let found = app.public().ask(r#"{ organisation(by: { number: "55-1 " }) { id } }"#).await;
    assert_eq!(found.text("/organisation/id"), id);
    let taken = json!({ "kind": "UNIT", "name": "En annan", "number": "55-1\t" });
    let taken = app.as_role(Role::Editor).mutate("createOrganisation", taken, "id").await;
    assert_eq!(taken.refused("createOrganisation", &["number"]).0, "ALREADY_EXISTS");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn keys_of_a_source_are_compared_without_their_blanks(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { results { outcome } } }";
    let mut outcomes = Vec::new();
    for (source, id) in [("tests", "A\u{30a} 1"), (" tests ", " \u{c5} 1 ")] {
        let row = with(an_evaluation("Titel"), json!({ "externalId": id }));
        let input = json!({ "input": { "source": source, "evaluations": [row] } });
        let answer = app.as_role(Role::Integration).ask_with(query, input).await;
        outcomes.push(answer.text("/pushEvaluations/results/0/outcome").to_owned());
    }
    assert_eq!(outcomes, ["CREATED", "UNCHANGED"]);
    let by = r#"{ evaluation(by: { external: { source: "tests ", externalId: "Å 1" } }) { title } }"#;
    assert_eq!(app.as_role(Role::Reader).ask(by).await.text("/evaluation/title"), "Titel");
}
