//! Who sees what, in lists, counts, look-ups, nodes, relations and filters alike.

pub mod case;
mod chain;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{
    Actor, App, Backend, Backend::*, Field, Role, Schema, World, an_evaluation, an_indicator, id_of, with,
};
use case::{ALL, Case, Cases, Who};
use styrgraf::domain::evaluation::Finding;
use styrgraf::kit::node::Node;
use styrgraf::kit::sight::Sight;

impl Who {
    pub fn actor(self, app: &App) -> Actor<'_> {
        match self {
            Self::Public => app.public(),
            Self::Reader => app.as_role(Role::Reader),
            Self::Own => app.as_integration("tests"),
            Self::Other => app.as_integration("other"),
            Self::Editor => app.as_role(Role::Editor),
            Self::Admin => app.as_role(Role::Admin),
        }
    }
}

/// What is not for everybody although the registry does not say so: people are internal as a whole, and recommendations
/// are seen with their evaluation although they are not deleted with it.
const HIDDEN_OTHERWISE: [&str; 2] = ["Person", "Recommendation"];

async fn start(on: Backend) -> (App, Cases) {
    let app = App::start(on).await;
    let cases = rows::write(&app).await;
    let hidden = entity::TABLES.iter().filter(|table| table.has_access || table.references.iter().any(|to| to.part));
    for kind in hidden.map(|table| table.node_type).chain(HIDDEN_OTHERWISE) {
        assert!(cases.0.contains_key(kind), "{kind} is not for everybody, and no case here says who sees it");
    }
    (app, cases)
}

/// The root fields of a type: its list and its look-up.
fn roots(schema: &Schema, kind: &str) -> (String, String) {
    let lists = schema.lists();
    let (list, _) = lists.iter().find(|(_, node)| *node == kind).unwrap_or_else(|| panic!("no list of {kind}"));
    (list.name.clone(), kind[..1].to_lowercase() + &kind[1..])
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn lists_and_counts_hold_what_each_may_see_in_every_order(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, cases) = start(on).await;
    let schema = Schema::of(&app).await;
    for (kind, cases) in &cases.0 {
        let list = roots(&schema, kind).0;
        let orders = schema.values(&format!("{kind}OrderField"));
        let pages = orders.iter().map(|order| {
            format!("{order}: {list}(first: 100, orderBy: {{ field: {order} }}) {{ totalCount nodes {{ id }} edges {{ node {{ id }} }} }}")
        });
        let query = format!("{{ {} }}", pages.collect::<Vec<_>>().join(" "));
        for who in ALL {
            let expected: BTreeSet<String> =
                cases.iter().filter(|case| case.seen_by(who)).map(|case| case.id.clone()).collect();
            let answer = who.actor(&app).ask(&query).await;
            for order in &orders {
                let page = answer.at(&format!("/{order}"));
                let seen: BTreeSet<String> = texts(&page["nodes"]).into_iter().collect();
                assert_eq!(seen, expected, "{who:?} sees other {kind} by {order}");
                assert_eq!(page["totalCount"], expected.len(), "{who:?} counts other {kind}");
                assert_eq!(page["edges"].as_array().map(Vec::len), Some(expected.len()));
            }
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn look_ups_and_nodes_find_what_each_may_see(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, cases) = start(on).await;
    let schema = Schema::of(&app).await;
    for (kind, cases) in &cases.0 {
        let one = roots(&schema, kind).1;
        for who in ALL {
            for some in cases.chunks(20) {
                found(&app, who, &one, some).await;
            }
        }
    }
}

/// Looks these rows up in every way.
async fn found(app: &App, who: Who, one: &str, cases: &[Case]) {
    let mut fields = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        fields.push(format!("node_{number}: node(id: \"{}\") {{ id }}", case.id));
        let keys = case.keys.iter().enumerate();
        fields.extend(keys.map(|(way, key)| format!("by_{number}_{way}: {one}(by: {key}) {{ id }}")));
    }
    let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    let query = format!("query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ id }} {} }}", fields.join(" "));
    let answer = who.actor(app).ask_with(query, json!({ "ids": ids })).await;
    for (number, case) in cases.iter().enumerate() {
        let expected = if case.seen_by(who) { json!({ "id": case.id }) } else { Value::Null };
        assert_eq!(answer.at(&format!("/nodes/{number}")), &expected, "{who:?}: nodes, {case:?}");
        assert_eq!(answer.at(&format!("/node_{number}")), &expected, "{who:?}: node, {case:?}");
        for way in 0..case.keys.len() {
            assert_eq!(answer.at(&format!("/by_{number}_{way}")), &expected, "{who:?} by {}, {case:?}", case.keys[way]);
        }
    }
}

/// What a relation leads to, by the id of the node that it leads from.
type Led = BTreeMap<String, Vec<String>>;

/// The relation as a selection, if the field is one.
fn relation(schema: &Schema, field: &Field) -> Option<String> {
    let (name, kind) = (&field.name, schema.kind(field.kind.named()));
    let is_node = schema.fields(&kind.name).iter().any(|field| field.name == "id");
    match () {
        () if kind.name.ends_with("Connection") => Some(format!("{name}(first: 100) {{ totalCount nodes {{ id }} }}")),
        () if kind.kind == "UNION" => Some(format!("{name} {{ ... on Node {{ id }} }}")),
        () if is_node => Some(format!("{name} {{ id }}")),
        () => None,
    }
}

async fn led(app: &App, who: Who, list: &str, field: &str, selection: &str) -> Led {
    let query = format!("{{ {list}(first: 100) {{ nodes {{ id {selection} }} }} }}");
    let answer = who.actor(app).ask(query).await;
    let nodes = answer.at(&format!("/{list}/nodes")).as_array().cloned().unwrap_or_default();
    let to = |node: &Value| match &node[field] {
        Value::Array(_) => texts(&node[field]),
        Value::Object(fields) if fields.contains_key("nodes") => {
            let ids = texts(&fields["nodes"]);
            assert_eq!(fields["totalCount"], ids.len(), "{who:?} counts others in {list}.{field}");
            ids
        }
        other => texts(&json!([other])),
    };
    nodes.iter().map(|node| (node["id"].as_str().unwrap_or_default().to_owned(), to(node))).collect()
}

/// Whether anybody may see it: territories, organisations and the like.
fn is_open(cases: &Cases, id: &str) -> bool {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id).expect("a global id");
    let kind = String::from_utf8(bytes).expect("text");
    !cases.0.contains_key(kind.split(':').next().unwrap_or_default())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn relations_lead_to_what_each_may_see_and_nothing_else(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, cases) = start(on).await;
    let schema = Schema::of(&app).await;
    let (mut relations, mut hidden) = (0, 0);
    for (root, kind) in schema.lists() {
        for field in schema.fields(kind) {
            let Some(selection) = relation(&schema, field) else { continue };
            relations += 1;
            let all = led(&app, Who::Admin, &root.name, &field.name, &selection).await;
            for who in ALL.into_iter().filter(|who| *who != Who::Admin) {
                let seen: BTreeSet<&str> =
                    cases.0.values().flatten().filter(|case| case.seen_by(who)).map(|case| case.id.as_str()).collect();
                for (from, to) in led(&app, who, &root.name, &field.name, &selection).await {
                    let expected: Vec<&String> =
                        all[&from].iter().filter(|id| seen.contains(id.as_str()) || is_open(&cases, id)).collect();
                    hidden += all[&from].len() - expected.len();
                    assert_eq!(
                        to.iter().collect::<BTreeSet<_>>(),
                        expected.into_iter().collect(),
                        "{who:?}: {kind}.{}",
                        field.name
                    );
                }
            }
        }
    }
    assert!(relations > 60 && hidden > 500, "{relations} relations, {hidden} times something was hidden");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn filters_do_not_tell_of_what_is_hidden(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, cases) = start(on).await;
    let schema = Schema::of(&app).await;
    let mut tried = 0;
    for (root, kind) in schema.lists() {
        let fields = schema.kind(&format!("{kind}Filter")).input_fields.iter().flatten();
        for field in fields.filter(|field| field.kind.named() == "ID") {
            let query = format!(
                "query ($ids: [ID!]!) {{ {0}(filter: {{ {1}: $ids }}) {{ totalCount }} }}",
                root.name, field.name
            );
            let ask = async |who: Who, ids: Vec<&str>| who.actor(&app).ask_with(&query, json!({ "ids": ids })).await;
            for named in cases.0.values() {
                if !ask(Who::Admin, vec![&named[0].id]).await.errors().is_empty() {
                    continue;
                }
                for who in ALL {
                    let hidden: Vec<&str> =
                        named.iter().filter(|case| !case.seen_by(who)).map(|case| case.id.as_str()).collect();
                    let answer = ask(who, hidden).await;
                    assert_eq!(
                        answer.at(&format!("/{}/totalCount", root.name)),
                        0,
                        "{who:?}: {kind} by {}",
                        field.name
                    );
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 150, "{tried}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn searches_find_what_each_may_see(#[values(Sqlite, Postgres)] on: Backend) {
    let (app, cases) = start(on).await;
    app.tamper("DELETE FROM search_text").await;
    let is_searched = |kind: &str| entity::TABLES.iter().any(|one| one.node_type == kind && !one.searched.is_empty());
    for kind in cases.0.keys() {
        let table = crate::indexes::snake(kind);
        let words = "INSERT INTO search_text (node_id, node_type, updated_ms, title, words)";
        app.tamper(&format!("{words} SELECT id, '{kind}', 0, '', 'ordet' FROM {table}")).await;
    }
    for who in ALL {
        let (actor, mut sum) = (who.actor(&app), 0);
        for (kind, cases) in &cases.0 {
            let expected: BTreeSet<String> = cases
                .iter()
                .filter(|case| is_searched(kind) && case.seen_by(who))
                .map(|case| case.id.clone())
                .collect();
            let kind = crate::indexes::snake(kind).to_uppercase();
            let query = format!(
                "{{ search(query: \"ordet\", types: [{kind}], first: 100) {{ totalCount nodes {{ node {{ id }} }} }} }}"
            );
            let answer = actor.ask(query).await;
            let hits = answer.at("/search/nodes").as_array().expect("hits").iter();
            let seen: BTreeSet<String> = hits.map(|hit| hit["node"]["id"].to_string().replace('"', "")).collect();
            assert_eq!(seen, expected, "{who:?} finds other {kind}");
            assert_eq!(answer.at("/search/totalCount"), expected.len(), "{who:?} counts other {kind}");
            sum += expected.len();
        }
        let answer = actor.ask("{ search(query: \"ordet\") { totalCount } }").await;
        assert_eq!(answer.at("/search/totalCount"), sum, "{who:?} counts others");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_does_not_change_what_he_cannot_see(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let (admin, editor) = (app.as_role(Role::Admin), app.as_role(Role::Editor));
    admin.create("Indicator", an_indicator("I")).await;
    let restricted = |base: Value| with(base, json!({ "access": "RESTRICTED" }));
    let evaluation = admin.create("Evaluation", restricted(an_evaluation("Dold"))).await;
    let found = json!({ "evaluation": { "id": evaluation }, "kind": "NEED", "text": "Dold" });
    let found_id = admin.create("Finding", found.clone()).await;
    let figure = json!({ "indicatorCode": "I", "claim": "STATED", "valueText": "dold" });
    let figure_id = admin.create("Observation", restricted(figure.clone())).await;
    let plan = id_of::<entity::action_plan::Model>(world.plan);
    let measure = json!({ "actionPlan": { "id": plan }, "title": "Dold", "responsible": { "name": "Myndigheten" } });
    let measure_id = admin.create("Measure", restricted(measure)).await;
    let before = app.changes().await;
    for (kind, id) in
        [("Evaluation", &evaluation), ("Finding", &found_id), ("Observation", &figure_id), ("Measure", &measure_id)]
    {
        for (verb, fields) in [("update", "version"), ("delete", "")] {
            let mutation = format!("{verb}{kind}");
            let answer = editor.mutate(&mutation, json!({ "id": id }), fields).await;
            let expected = ("UNKNOWN_REFERENCE".to_owned(), "input.id".to_owned());
            assert_eq!(answer.refused(&mutation, &["There is no"]), expected);
        }
    }
    let report = json!({ "measure": { "id": measure_id }, "reportedOn": "2017-11-01", "progress": 1 });
    for (mutation, input, field) in [
        ("createFinding", found, "evaluation"),
        ("createObservation", with(figure.clone(), json!({ "evaluation": { "id": evaluation } })), "evaluation"),
        ("createObservation", with(figure, json!({ "measure": { "id": measure_id } })), "measure"),
        ("createMeasureUpdate", report.clone(), "measure"),
    ] {
        let answer = editor.mutate(mutation, input, "version").await;
        assert_eq!(answer.refused(mutation, &[field]), ("UNKNOWN_REFERENCE".into(), format!("input.{field}")));
    }
    assert_eq!(app.changes().await, before);
    admin.mutate("createMeasureUpdate", report, "version").await.written("createMeasureUpdate");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_row_under_no_root_is_seen_by_admins_only(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.write(vec![entity::finding::Model { text: "Ingens".into(), ..Default::default() }]).await;
    for who in ALL {
        let found = who.actor(&app).ask("{ findings { totalCount nodes { text evaluation { id } } } }").await;
        assert_eq!(found.at("/findings/totalCount"), i32::from(who == Who::Admin), "{who:?}");
    }
}

#[test]
fn rows_under_a_parent_that_was_found_are_not_asked_about_it_again() {
    let viewer = styrgraf::auth::Viewer::public();
    let sight = Sight::of(&viewer);
    assert!(!Finding::visible(&sight).is_empty());
    assert!(!Finding::visible(&sight.through(Some("id"))).is_empty(), "by another way they are");
    assert!(Finding::visible(&sight.through(Some("evaluation_id"))).is_empty());
}
