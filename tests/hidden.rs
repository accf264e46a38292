//! What a viewer may not see is nowhere: not in lists, counts, look-ups, filters, `node` or relations.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, App, Argument, Backend, Backend::*, Field, Role, Schema};

/// The ids that one viewer sees, by type.
type Seen = BTreeMap<String, BTreeSet<String>>;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_viewer_may_not_see_is_nowhere(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    mix(&app).await;
    let schema = Schema::of(&app).await;
    let all = seen(&schema, &app.as_role(Role::Admin)).await;
    let actors = [
        ("public", app.public()),
        ("reader", app.as_role(Role::Reader)),
        ("integration", app.as_role(Role::Integration)),
        ("editor", app.as_role(Role::Editor)),
    ];
    for (name, actor) in actors {
        let seen = seen(&schema, &actor).await;
        let hidden: Seen = all.iter().map(|(kind, ids)| (kind.clone(), ids - &seen[kind])).collect();
        assert!(!hidden["Evaluation"].is_empty(), "{name} sees what is restricted");
        assert!(seen.iter().all(|(kind, ids)| ids.is_subset(&all[kind])), "{name} sees what an admin does not");
        cannot_be_opened(&schema, &actor, &hidden).await;
        relations_lead_to(&schema, &actor, &seen).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sees_every_row(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    mix(&app).await;
    let schema = Schema::of(&app).await;
    for (kind, ids) in seen(&schema, &app.as_role(Role::Admin)).await {
        let rows = app.number(&format!("SELECT count(*) AS number FROM {}", crate::indexes::snake(&kind))).await;
        assert_eq!(i64::try_from(ids.len()), Ok(rows), "{kind}");
    }
}

/// Totals are counted as all rows less the hidden ones: a row that is hidden for two reasons is hidden once.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_total_is_what_the_pages_show(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    scatter(&app).await;
    let schema = Schema::of(&app).await;
    let [public, reader, admin] = [app.public(), app.as_role(Role::Reader), app.as_role(Role::Admin)];
    let [public, reader, admin] =
        [seen(&schema, &public).await, seen(&schema, &reader).await, seen(&schema, &admin).await];
    for kind in ["AgendaItem", "Measure", "MeasureUpdate", "Decision", "Evaluation", "Observation"] {
        assert!(!public[kind].is_empty(), "{kind}: none is public");
        assert!(public[kind].len() < reader[kind].len(), "{kind}: {} are public", public[kind].len());
        assert!(reader[kind].len() < admin[kind].len(), "{kind}: {} are internal", reader[kind].len());
    }
}

/// Of every type with an access a third is public, a third internal and a third restricted, in turns.
async fn scatter(app: &App) {
    for table in entity::TABLES.iter().filter(|table| table.has_access).map(|table| table.name) {
        let place = format!("SELECT count(*) FROM {table} AS earlier WHERE earlier.id < {table}.id");
        let access = format!("CASE ({place}) % 3 WHEN 0 THEN 'INTERNAL' WHEN 1 THEN 'PUBLIC' ELSE 'RESTRICTED' END");
        app.tamper(&format!("UPDATE {table} SET access = {access}")).await;
    }
}

/// Of every type with an access one row becomes restricted and one public.
pub async fn mix(app: &App) {
    for table in entity::TABLES.iter().filter(|table| table.has_access).map(|table| table.name) {
        for (row, access) in ["RESTRICTED", "PUBLIC"].iter().enumerate() {
            let which = format!("SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {row}");
            app.tamper(&format!("UPDATE {table} SET access = '{access}' WHERE id = ({which})")).await;
        }
    }
}

/// What the lists show, whose counts must agree.
async fn seen(schema: &Schema, actor: &Actor<'_>) -> Seen {
    let mut seen = Seen::new();
    for (list, kind) in schema.lists() {
        let (mut ids, mut after) = (BTreeSet::new(), Value::Null);
        let total = loop {
            let page = "pageInfo { hasNextPage endCursor }";
            let answer = actor
                .ask(format!(
                    "{{ list: {}(first: 100, after: {after}) {{ totalCount nodes {{ id }} {page} }} }}",
                    list.name
                ))
                .await;
            ids.extend(answer.texts("/list/nodes", "id").into_iter().map(str::to_owned));
            after = answer.at("/list/pageInfo/endCursor").clone();
            if answer.at("/list/pageInfo/hasNextPage") == false {
                break answer.at("/list/totalCount").clone();
            }
        };
        assert_eq!(total, ids.len(), "{}", list.name);
        seen.insert(kind.to_owned(), ids);
    }
    seen
}

async fn cannot_be_opened(schema: &Schema, actor: &Actor<'_>, hidden: &Seen) {
    for (list, kind) in schema.lists() {
        let ids: Vec<&String> = hidden[kind].iter().take(100).collect();
        let Some(first) = ids.first() else { continue };
        let look_up = schema.fields("Query").iter().find(|field| field.kind.named() == kind).expect("a look-up");
        let query = format!(
            "query ($ids: [ID!]!, $id: ID!) {{ nodes(ids: $ids) {{ id }} node(id: $id) {{ id }}
             one: {}(by: {{ id: $id }}) {{ id }} list: {}(filter: {{ id: $ids }}) {{ totalCount nodes {{ id }} }} }}",
            look_up.name, list.name
        );
        let answer = actor.ask_with(query, json!({ "ids": ids, "id": first })).await;
        let nothing = vec![Value::Null; ids.len()];
        let expected = json!({ "nodes": nothing, "node": null, "one": null, "list": { "totalCount": 0, "nodes": [] } });
        assert_eq!(answer.data(), &expected, "{kind}");
    }
}

async fn relations_lead_to(schema: &Schema, actor: &Actor<'_>, seen: &Seen) {
    for (list, kind) in schema.lists() {
        let relations = schema.fields(kind).iter().filter(|field| seen.contains_key(field.kind.node()));
        for relation in relations.filter(|field| !field.args.iter().any(Argument::is_needed)) {
            let is_list = relation.kind.named().ends_with("Connection");
            let selection = if is_list { "(first: 50) { totalCount nodes { id } }" } else { " { id }" };
            let query =
                format!("{{ list: {}(first: 100) {{ nodes {{ it: {}{selection} }} }} }}", list.name, relation.name);
            let answer = actor.ask(query).await;
            for node in answer.at("/list/nodes").as_array().into_iter().flatten() {
                check(kind, relation, &node["it"], &seen[relation.kind.node()]);
            }
        }
    }
}

fn check(kind: &str, relation: &Field, found: &Value, seen: &BTreeSet<String>) {
    let nodes = found.get("nodes").unwrap_or(found);
    let nodes = nodes.as_array().map_or_else(|| vec![nodes], |nodes| nodes.iter().collect());
    let ids: Vec<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    for id in &ids {
        assert!(seen.contains(*id), "{kind}.{} leads to {id}, which is hidden", relation.name);
    }
    if let Some(total) = found.get("totalCount").filter(|_| ids.len() < 50) {
        assert_eq!(total, ids.len(), "{kind}.{} counts what is hidden", relation.name);
    }
}
