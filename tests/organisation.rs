//! Organisations: read by everybody, written by editors and admins.

use chrono::TimeDelta;
use entity::organisation::{Model, OrganisationKind};
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use crate::support::{App, Backend, Backend::*, Role};

/// Thirteen organisations, among them some of one name, and an agency with a department with a unit.
pub async fn some_organisations(app: &App) -> Vec<Model> {
    let names = ["Åre", "Zinkgruvan", "Ärla", "Örby", "Aspen", "zebra", "Östra", "Alpha", "Samma", "Samma"];
    let company = |name: &&str| Model { name: (*name).into(), kind: OrganisationKind::Company, ..Model::default() };
    let agency = organisation("Tillväxtverket", OrganisationKind::Agency, None);
    let department = organisation("Avdelningen", OrganisationKind::Department, Some(agency.id));
    let unit = organisation("Enheten", OrganisationKind::Unit, Some(department.id));
    app.write([agency, department, unit].into_iter().chain(names.iter().map(company)).collect()).await
}

fn organisation(name: &str, kind: OrganisationKind, parent_id: Option<Uuid>) -> Model {
    Model { id: Uuid::now_v7(), name: name.into(), kind, parent_id, ..Model::default() }
}

const CREATE: &str = "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) {
    organisation { id version name nameEn shortName number kind website createdAt updatedAt
      parent { name } territory { name } }
    revision userErrors { code message path } } }";
const UPDATE: &str = "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
    organisation { id version name nameEn number parent { id } } revision userErrors { code message path } } }";
const DELETE: &str = "mutation ($input: DeleteOrganisationInput!) { deleteOrganisation(input: $input) {
    deletedId revision userErrors { code message path } } }";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_an_organisation_that_everybody_sees(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.pass(TimeDelta::seconds(1));
    let input = json!({ "name": "Enheten Åre", "nameEn": "Unit Åre", "shortName": "ÅRE", "kind": "UNIT",
        "number": "202100-6198", "territoryCode": "2580", "website": "https://example.org/å" });
    let answer = app.as_role(Role::Editor).ask_with(CREATE, json!({ "input": input })).await;
    let created = answer.at("/createOrganisation/organisation").clone();
    assert_eq!(created["version"], 1);
    assert_eq!(created["territory"]["name"], "Luleå");
    assert_eq!(created["createdAt"], "2017-11-01T08:00:01.000Z");
    assert_eq!(answer.user_errors("createOrganisation"), []);
    let seen = app
        .public()
        .ask(
            r#"{ organisation(by: { number: "202100-6198" }) { id version name nameEn shortName number kind
                 website createdAt updatedAt parent { name } territory { name } } }"#,
        )
        .await;
    assert_eq!(seen.at("/organisation"), &created);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_update_changes_what_is_given_and_raises_the_version(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Före", "nameEn": "Before", "number": "1" })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "name": "Efter", "nameEn": null });
    let answer = app.as_role(Role::Editor).ask_with(UPDATE, json!({ "input": input })).await;
    let expected = json!({ "id": id, "version": 2, "name": "Efter", "nameEn": null, "number": "1", "parent": null });
    assert_eq!(answer.at("/updateOrganisation/organisation"), &expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_changes_nothing_is_not_written(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Samma" })).await;
    let before = app.changes().await;
    let answer = app.as_role(Role::Editor).ask_with(UPDATE, json!({ "input": { "id": id, "name": "Samma" } })).await;
    assert_eq!(answer.at("/updateOrganisation/organisation/version"), 1);
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_checks_everything_and_writes_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Före" })).await;
    let before = app.changes().await;
    let editor = app.as_role(Role::Editor);
    let input = json!({ "dryRun": true, "kind": "UNIT", "name": "Ny" });
    let created = editor.ask_with(CREATE, json!({ "input": input })).await;
    let nothing = json!({ "organisation": null, "revision": null, "userErrors": [] });
    assert_eq!(created.at("/createOrganisation"), &nothing);
    let updated = editor.ask_with(UPDATE, json!({ "input": { "dryRun": true, "id": id, "name": "Ny" } })).await;
    assert_eq!(updated.at("/updateOrganisation"), &nothing);
    let deleted = editor.ask_with(DELETE, json!({ "input": { "dryRun": true, "id": id } })).await;
    assert_eq!(deleted.text("/deleteOrganisation/deletedId"), id);
    assert_eq!(app.changes().await, before);
    let answer = app.public().ask("{ organisations { nodes { name version } } }").await;
    assert_eq!(answer.at("/organisations/nodes"), &json!([{ "name": "Före", "version": 1 }]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_is_deleted_when_nothing_refers_to_it(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let parent = create(&app, json!({ "kind": "AGENCY", "name": "Överst" })).await;
    let child = create(&app, json!({ "kind": "UNIT", "name": "Underst", "parent": { "id": parent } })).await;
    let editor = app.as_role(Role::Editor);
    let refused = editor.ask_with(DELETE, json!({ "input": { "id": parent } })).await;
    let error = refused.user_error("deleteOrganisation");
    assert_eq!((error.code.as_str(), error.path.as_str()), ("IN_USE", "input.id"));
    assert!(error.message.contains("Organisation.parent"), "{}", error.message);
    for id in [child, parent] {
        let deleted = editor.ask_with(DELETE, json!({ "input": { "id": id, "expectedVersion": 1 } })).await;
        assert_eq!(deleted.text("/deleteOrganisation/deletedId"), id);
        let gone = app.public().ask_with("query ($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert!(gone.at("/node").is_null());
    }
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn organisations_are_found_by_what_they_are_and_where(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    create(&app, json!({ "kind": "MUNICIPALITY", "name": "Luleå kommun", "territoryCode": "2580" })).await;
    let names = async |filter: &str| {
        let query = format!("{{ organisations(filter: {{ {filter} }}) {{ totalCount nodes {{ name }} }} }}");
        let answer = app.public().ask(query).await;
        let names: Vec<String> = answer.texts("/organisations/nodes", "name").into_iter().map(str::to_owned).collect();
        assert_eq!(answer.at("/organisations/totalCount"), names.len());
        names
    };
    assert_eq!(names(r#"territory: ["25"]"#).await, ["Luleå kommun"]);
    assert_eq!(names(r#"territory: ["24"]"#).await, [""; 0]);
    assert_eq!(names("kind: [AGENCY, UNIT]").await, ["Enheten", "Tillväxtverket"]);
    assert_eq!(names(r#"name: ["Samma"]"#).await, ["Samma", "Samma"]);
    assert_eq!(names(r#"name: ["Samma"], kind: UNIT"#).await, [""; 0]);
    assert_eq!(names("kind: []").await, [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn organisations_are_listed_in_swedish_order(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    let answer = app.public().ask("{ organisations(filter: { kind: COMPANY }) { nodes { name } } }").await;
    let expected = ["Alpha", "Aspen", "Samma", "Samma", "zebra", "Zinkgruvan", "Åre", "Ärla", "Örby", "Östra"];
    assert_eq!(answer.texts("/organisations/nodes", "name"), expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_parent_lists_its_children_by_pages(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let parent = create(&app, json!({ "kind": "AGENCY", "name": "Överst" })).await;
    for name in ["C", "A", "B"] {
        create(&app, json!({ "kind": "UNIT", "name": name, "parent": { "name": "Överst" } })).await;
    }
    let query = "query ($id: ID!, $after: String) { organisation(by: { id: $id }) {
        children(first: 2, after: $after) { totalCount nodes { name parent { id } } pageInfo { endCursor hasNextPage } } } }";
    let first = app.public().ask_with(query, json!({ "id": parent })).await;
    assert_eq!(first.texts("/organisation/children/nodes", "name"), ["A", "B"]);
    assert_eq!(first.at("/organisation/children/totalCount"), 3);
    let after = first.at("/organisation/children/pageInfo/endCursor");
    let second = app.public().ask_with(query, json!({ "id": parent, "after": after })).await;
    assert_eq!(second.texts("/organisation/children/nodes", "name"), ["C"]);
    assert_eq!(second.at("/organisation/children/pageInfo/hasNextPage"), false);
}

/// Creates an organisation as an editor and returns its global id.
pub async fn create(app: &App, input: serde_json::Value) -> String {
    let answer = app.as_role(Role::Editor).ask_with(CREATE, json!({ "input": input })).await;
    answer.text("/createOrganisation/organisation/id").to_owned()
}
