//! Lists of what lacks something, as far as the viewer can tell.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::stage::{a_decision, a_meeting};
use crate::support::{Actor, Backend, Backend::*, Role, an_evaluation, with};

/// The titles that a filter finds in a list, in their order, with the count that agrees.
pub async fn found(actor: &Actor<'_>, list: &str, filter: &str) -> String {
    let query = format!(
        "{{ it: {list}(filter: {{ {filter} }}, orderBy: {{ field: TITLE }}) {{ totalCount nodes {{ title }} }} }}"
    );
    let answer = actor.ask(query).await;
    let titles = answer.texts("/it/nodes", "title");
    assert_eq!(answer.at("/it/totalCount"), titles.len(), "{filter}");
    titles.join(" ")
}

/// Two public meetings, one with a public item, and both with what only insiders see.
async fn meetings(on: Backend) -> (Stage, Value) {
    let stage = Stage::set(on).await;
    let mut ids = json!({});
    for title in ["A", "B", "C"] {
        let meeting = with(a_meeting(title), json!({ "access": "PUBLIC", "place": (title == "A").then_some("Luleå") }));
        ids[title] = json!(stage.create("Meeting", meeting).await);
    }
    for (meeting, access) in [("A", "PUBLIC"), ("B", "INTERNAL")] {
        let item = json!({ "meeting": { "id": ids[meeting] }, "title": meeting, "purpose": "DECISION", "access": access,
            "presenters": [{ "person": { "id": stage.person() } }] });
        ids[format!("item {meeting}")] = json!(stage.create("AgendaItem", item).await);
    }
    (stage, ids)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_is_missing_for_whom_it_is_hidden_from(#[values(Sqlite, Postgres)] on: Backend) {
    let (stage, _) = meetings(on).await;
    let (reader, public) = (stage.app.as_role(Role::Reader), stage.app.public());
    for (list, filter, to_reader, to_public) in [
        ("meetings", "missing: [AGENDA_ITEMS]", "C", "B C"),
        ("meetings", "present: [AGENDA_ITEMS]", "A B", "A"),
        ("meetings", "present: [AGENDA_ITEMS], missing: [PLACE]", "B", ""),
        ("meetings", "missing: [AGENDA_ITEMS, PLACE]", "C", "B C"),
        ("meetings", "not: { missing: [AGENDA_ITEMS, PLACE] }", "A B", "A"),
        ("meetings", "present: [AGENDA_ITEMS, PLACE]", "A", "A"),
        ("meetings", "present: PLACE, missing: PLACE", "", ""),
        ("agendaItems", "missing: [PRESENTERS]", "", "A"),
        ("agendaItems", "present: [PRESENTERS]", "A B", ""),
        ("agendaItems", "missing: [DECISIONS, EVALUATIONS, THEMES, DOCUMENTS]", "A B", "A"),
    ] {
        assert_eq!(found(&reader, list, filter).await, to_reader, "{list} {filter}, reader");
        assert_eq!(found(&public, list, filter).await, to_public, "{list} {filter}, public");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_chain_lacks_is_found_over_several_steps(#[values(Sqlite, Postgres)] on: Backend) {
    let (stage, ids) = meetings(on).await;
    for (title, item) in [("Ett", Some("item A")), ("Två", Some("item B")), ("Tre", None)] {
        let evaluation = with(an_evaluation(title), json!({ "access": "PUBLIC" }));
        let evaluation = stage.create("Evaluation", evaluation).await;
        if let Some(item) = item {
            let key = json!({ "evaluations": [{ "id": evaluation }] });
            stage.change("AgendaItem", ids[item].as_str().expect("an id"), key, "").await;
        }
    }
    let public_one = with(a_decision(ids["item A"].as_str().expect("an id"), "ADOPT"), json!({ "access": "PUBLIC" }));
    stage.create("Decision", public_one).await;
    stage.create("Decision", a_decision(ids["item B"].as_str().expect("an id"), "ADOPT")).await;
    stage.app.tamper("UPDATE evaluation SET status = 'PUBLISHED'").await;
    let (reader, public) = (stage.app.as_role(Role::Reader), stage.app.public());
    for (filter, to_reader, to_public) in [
        ("missing: [AGENDA_ITEMS]", "Tre", "Tre Två"),
        ("present: [AGENDA_ITEMS], missing: [RECOMMENDATIONS, RESPONSES]", "Ett Två", "Ett"),
        ("missing: [DECISIONS]", "Tre", "Tre Två"),
        ("present: [DECISIONS]", "Ett Två", "Ett"),
    ] {
        assert_eq!(found(&reader, "evaluations", filter).await, to_reader, "{filter}, reader");
        assert_eq!(found(&public, "evaluations", filter).await, to_public, "{filter}, public");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_filter_turned_round_finds_the_rest(#[values(Sqlite, Postgres)] on: Backend) {
    let (stage, ids) = meetings(on).await;
    let reader = stage.app.as_role(Role::Reader);
    let by_a = format!("by: [{{ id: {} }}]", ids["A"]);
    for (filter, expected) in [
        ("missing: []", "A B C"),
        ("present: []", "A B C"),
        ("by: []", ""),
        ("not: {}", ""),
        ("not: { missing: [] }", ""),
        ("not: { not: {} }", "A B C"),
        ("not: { by: [] }", "A B C"),
        ("not: { present: [PLACE] }", "B C"),
        ("not: { not: { present: [PLACE] } }", "A"),
        ("not: { not: { not: { present: [PLACE] } } }", "B C"),
        (&by_a, "A"),
        (&format!("not: {{ {by_a} }}"), "B C"),
        (&format!("not: {{ {by_a}, missing: [PLACE] }}"), "A B C"),
    ] {
        assert_eq!(found(&reader, "meetings", filter).await, expected, "{filter}");
    }
    // A column that is null is neither before nor after a day, and still not within.
    stage.create("ActionPlan", json!({ "title": "Ny", "startsOn": "2018-01-01", "endsOn": "2018-12-31" })).await;
    let measure = |title: &str, due: Value| {
        json!({ "title": title, "actionPlan": { "title": "Ny" }, "dueOn": due,
        "responsible": { "name": "Myndigheten" } })
    };
    stage.create("Measure", measure("Utan", Value::Null)).await;
    stage.create("Measure", measure("Med", json!("2018-06-01"))).await;
    let within = r#"dueOn: { from: "2018-01-01" }"#;
    assert_eq!(found(&reader, "measures", within).await, "Med");
    assert_eq!(found(&reader, "measures", &format!("not: {{ {within} }}")).await, "Utan");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_no_object_can_lack_is_refused(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let reader = stage.app.as_role(Role::Reader);
    for value in ["TITLE", "title", "NOPE", "\"PLACE\"", "null", "[null]", "[[PLACE]]"] {
        for field in ["missing", "present"] {
            let query = format!("{{ meetings(filter: {{ {field}: {value} }}) {{ totalCount }} }}");
            reader.ask(query).await.refusal("BAD_USER_INPUT");
        }
    }
    let query = "query ($of: [MeetingField!]) { meetings(filter: { missing: $of }) { totalCount } }";
    reader.ask_with(query, json!({ "of": ["NOPE"] })).await.refusal("BAD_USER_INPUT");
    assert_eq!(reader.ask_with(query, json!({ "of": ["PLACE"] })).await.at("/meetings/totalCount"), 0);
}
