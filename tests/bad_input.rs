//! Bad input: every answer has a code and a path, names the field in plain words, and nothing is written.

use rstest::rstest;
use serde_json::{Value, json};

use crate::organisation::{create, some_organisations};
use crate::support::{Answer, App, Backend, Backend::*, Role, unused_id};

/// Asks as an editor for what is refused as a whole: errors with this code, of which one's words hold `words`.
async fn refused(app: &App, query: &str, variables: Value, words: &str) -> Answer {
    let before = app.changes().await;
    let answer = app.as_role(Role::Editor).ask_with(query, variables).await;
    assert!(answer.codes().iter().all(|code| *code == "BAD_USER_INPUT"), "{}", answer.body);
    let told = |error: &Value| error["message"].as_str().is_some_and(|message| message.contains(words));
    assert!(answer.errors().iter().any(told), "\"{words}\" is not in {}, the answer to {query}", answer.body);
    assert_eq!(app.changes().await, before, "{query}");
    answer
}

fn id(kind: &str) -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(format!("{kind}:{}", unused_id()))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_schema_does_not_have_is_named(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for (query, words) in [
        ("{ organisations { nodes { nmae } } }", "nmae"),
        ("{ organisation { name } }", "by"),
        ("{ viewer }", "viewer"),
        ("{ organisations(sort: 1) { totalCount } }", "sort"),
        ("{ organisations(filter: { colour: 1 }) { totalCount } }", "colour"),
        ("{ organisations(filter: { name: [\"a\", 1] }) { totalCount } }", "filter.name.1"),
        ("{ organisations(filter: { kind: [AGENT] }) { totalCount } }", "kind"),
        ("{ organisations(orderBy: { field: COLOUR }) { totalCount } }", "field"),
        ("{ organisations(first: \"1\") { totalCount } }", "first"),
        ("{ organisations(filter: { name: [1] }) { totalCount } }", "name"),
        ("{ territories(filter: { updatedAt: { from: 1 } }) { totalCount } }", "filter"),
        ("mutation { createOrganisation(input: { nmae: \"x\" }) { revision } }", "nmae"),
        ("mutation { createOrganisation(input: { kind: AGENCY, name: 1 }) { revision } }", "name"),
        ("mutation { createOrganisation { revision } }", "input"),
        ("mutation { updateOrganisation(input: { name: \"x\" }) { revision } }", "id"),
        ("{ node(id: $other) { id } }", "other"),
        ("{ viewer { roles } ", "expected"),
    ] {
        let answer = refused(&app, query, json!({}), words).await;
        assert!(answer.body["data"].is_null(), "{query}: {}", answer.body);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_variable_that_does_not_fit_is_named(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for (query, variables, words) in [
        ("query ($n: Int) { organisations(first: $n) { totalCount } }", json!({ "n": "x" }), "n"),
        ("query ($n: Int) { organisations(first: $n) { totalCount } }", json!({ "n": 3_000_000_000_u64 }), "n"),
        ("query ($id: ID!) { node(id: $id) { id } }", json!({}), "id"),
        ("query ($id: ID!) { node(id: $id) { id } }", json!({ "id": null }), "id"),
        (
            "query ($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }",
            json!({ "filter": { "kind": ["AGENT"] } }),
            "kind",
        ),
        (
            "query ($filter: TerritoryFilter) { territories(filter: $filter) { totalCount } }",
            json!({ "filter": { "updatedAt": { "from": "yesterday" } } }),
            "filter",
        ),
        (
            "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { revision } }",
            json!({ "input": { "nmae": "x" } }),
            "nmae",
        ),
    ] {
        refused(&app, query, variables, words).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_id_must_be_one_of_ours_and_of_the_type(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (territory, foreign) = (id("Territory"), id("Unicorn"));
    let not_an_id = [unused_id().to_string(), "x".into(), String::new(), "T3JnYW5pc2F0aW9uOjE".into(), "å".into()];
    let queries = [
        "query ($id: ID!) { it: organisation(by: { id: $id }) { name } }",
        "query ($id: ID!) { it: organisations(filter: { id: [$id] }) { totalCount } }",
        "query ($id: ID!) { it: organisations(filter: { parent: [{ id: $id }] }) { totalCount } }",
        "mutation ($id: ID!) { it: updateOrganisation(input: { id: $id }) { revision } }",
        "mutation ($id: ID!) { it: deleteOrganisation(input: { id: $id }) { revision } }",
    ];
    for query in queries {
        for id in &not_an_id {
            let answer = refused(&app, query, json!({ "id": id }), "malformed").await;
            assert_eq!(answer.errors()[0]["path"], json!(["it"]));
        }
        refused(&app, query, json!({ "id": territory }), "Territory").await;
        refused(&app, query, json!({ "id": foreign }), "Unicorn").await;
    }
    for id in &not_an_id {
        refused(&app, "query ($id: ID!) { node(id: $id) { id } }", json!({ "id": id }), "malformed").await;
        refused(&app, "query ($id: ID!) { nodes(ids: [$id]) { id } }", json!({ "id": id }), "malformed").await;
    }
    let ids: Vec<String> = (0..101).map(|_| territory.clone()).collect();
    refused(&app, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": ids }), "100").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_id_finds_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (organisation, territory) = (id("Organisation"), id("Territory"));
    let query = "query ($o: ID!, $t: ID!) { node(id: $o) { id } nodes(ids: [$t, $o]) { id }
        organisation(by: { id: $o }) { id } territory(by: { id: $t }) { id }
        organisations(filter: { id: [$o] }) { totalCount } }";
    let answer = app.public().ask_with(query, json!({ "o": organisation, "t": territory })).await;
    let nothing = json!({ "node": null, "nodes": [null, null], "organisation": null, "territory": null,
        "organisations": { "totalCount": 0 } });
    assert_eq!(answer.data(), &nothing);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_must_be_of_this_list_and_this_order(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    let cursor = async |list: &str| {
        let answer = app.public().ask(format!("{{ list: {list} {{ edges {{ cursor }} }} }}")).await;
        answer.text("/list/edges/0/cursor").to_owned()
    };
    let other_list = cursor("territories(first: 1)").await;
    let other_order = cursor("organisations(first: 1, orderBy: { field: CREATED_AT })").await;
    let other_direction = cursor("organisations(first: 1, orderBy: { field: NAME, direction: DESC })").await;
    for argument in ["after", "before"] {
        let query = format!("query ($c: String) {{ organisations({argument}: $c) {{ nodes {{ id }} }} }}");
        let counted = format!("query ($c: String) {{ organisations({argument}: $c) {{ totalCount }} }}");
        for foreign in [&other_list, &other_order, &other_direction] {
            refused(&app, &query, json!({ "c": foreign }), "cursor").await;
            refused(&app, &counted, json!({ "c": foreign }), "cursor").await;
        }
        for malformed in ["x", "", "eyJhIjoxfQ", "W10", "å", &"x".repeat(5_000)] {
            refused(&app, &query, json!({ "c": malformed }), "cursor").await;
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_1_to_100_rows_from_one_end(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    for (arguments, words) in [
        ("first: 101", "first is 101; it must be 1 to 100"),
        ("first: 0", "first is 0"),
        ("first: -1", "first is -1"),
        ("last: 101", "last is 101"),
        ("last: -1", "last is -1"),
        ("first: 1, last: 1", "first or for last"),
    ] {
        for root in ["territories", "organisations"] {
            let query = format!("{{ {root}({arguments}) {{ totalCount }} }}");
            let answer = refused(&app, &query, json!({}), words).await;
            assert_eq!(answer.errors()[0]["path"], json!([root]));
        }
        let query = format!("{{ territory(by: {{ code: \"25\" }}) {{ children({arguments}) {{ nodes {{ id }} }} }} }}");
        let answer = refused(&app, &query, json!({}), words).await;
        assert_eq!(answer.errors()[0]["path"], json!(["territory", "children"]));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn null_means_absent_for_a_list_and_is_refused_in_its_filter(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let nothing = "{ territories(filter: null, orderBy: null, first: null, after: null, last: null, before: null) {
        totalCount nodes { id } } }";
    let answer = app.public().ask(nothing).await;
    assert_eq!(answer.at("/territories/nodes").as_array().map(Vec::len), Some(25));
    for filter in
        ["code: null", "level: null", "id: null", "updatedAt: null", "updatedAt: { from: null }", "code: [null]"]
    {
        let query = format!("{{ territories(filter: {{ {filter} }}) {{ totalCount }} }}");
        refused(&app, &query, json!({}), "filter").await;
    }
    let by_variable = "query ($codes: [String!]) { territories(filter: { code: $codes }) { totalCount } }";
    refused(&app, by_variable, json!({ "codes": null }), "filter.code is null").await;
    let whole = "query ($filter: TerritoryFilter) { territories(filter: $filter) { totalCount } }";
    refused(&app, whole, json!({ "filter": { "code": null } }), "filter.code is null").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_field_whose_variable_is_not_given_is_absent(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let create =
        r#"mutation { createOrganisation(input: { kind: UNIT, name: "Ett", nameEn: "One" }) { organisation { id } } }"#;
    let id = editor.ask(create).await.text("/createOrganisation/organisation/id").to_owned();
    let update = "mutation ($id: ID!, $name: String, $nameEn: String) {
        updateOrganisation(input: { id: $id, name: $name, nameEn: $nameEn }) { organisation { name nameEn } } }";
    let kept = editor.ask_with(update, json!({ "id": id, "name": "Två" })).await;
    assert_eq!(kept.at("/updateOrganisation/organisation"), &json!({ "name": "Två", "nameEn": "One" }));
    let cleared = editor.ask_with(update, json!({ "id": id, "nameEn": null })).await;
    assert_eq!(cleared.at("/updateOrganisation/organisation"), &json!({ "name": "Två", "nameEn": null }));
    let list = "query ($codes: [String!], $way: OrderDirection) { territories(first: 1,
        filter: { code: $codes, level: [COUNTY] }, orderBy: { field: CODE, direction: $way }) { nodes { code } } }";
    assert_eq!(app.public().ask(list).await.texts("/territories/nodes", "code"), ["01"]);
    let null = refused(&app, list, json!({ "codes": null }), "filter.code is null").await;
    assert!(null.body.get("data").is_none());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_nul_character_finds_nothing_and_is_never_an_internal_error(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let list = "query ($name: String!) { organisations(filter: { name: [$name] }) { totalCount } }";
    assert_eq!(app.public().ask_with(list, json!({ "name": "a\0b" })).await.at("/organisations/totalCount"), 0);
    let one = "query ($number: String!) { organisation(by: { number: $number }) { id } }";
    let answer = app.public().ask_with(one, json!({ "number": "a\0b" })).await;
    assert!(answer.codes().iter().all(|code| *code == "BAD_USER_INPUT"), "{}", answer.body);
    let create = "mutation ($name: String!, $code: String!) {
        createOrganisation(input: { kind: UNIT, name: $name, territoryCode: $code }) { userErrors { code path } revision } }";
    let refused = app.as_role(Role::Editor).ask_with(create, json!({ "name": "a\0b", "code": "\0" })).await;
    let codes = refused.texts("/createOrganisation/userErrors", "code");
    assert_eq!(codes, ["INVALID", "UNKNOWN_REFERENCE"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_names_an_object_by_exactly_one_field(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = id("Territory");
    for by in ["{}".to_owned(), format!("{{ code: \"25\", id: \"{id}\" }}"), "{ code: null }".into(), "null".into()] {
        refused(&app, &format!("{{ territory(by: {by}) {{ name }} }}"), json!({}), "by").await;
    }
    let query = "query ($by: TerritoryKey!) { territory(by: $by) { name } }";
    refused(&app, query, json!({ "by": { "code": "25", "id": id } }), "by").await;
    refused(&app, query, json!({ "by": {} }), "by").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn wrong_values_are_told_by_place_and_nothing_is_written(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    create(&app, json!({ "kind": "AGENCY", "name": "Ett nummer", "number": "202100-6198" })).await;
    let cases = [
        (json!({ "name": "å".repeat(301) }), "TOO_LONG", "name"),
        (json!({ "nameEn": "x".repeat(301) }), "TOO_LONG", "nameEn"),
        (json!({ "shortName": "x".repeat(41) }), "TOO_LONG", "shortName"),
        (json!({ "number": "x".repeat(41) }), "TOO_LONG", "number"),
        (json!({ "website": format!("https://example.org/{}", "x".repeat(2_000)) }), "TOO_LONG", "website"),
        (json!({ "website": "javascript:alert(1)" }), "INVALID", "website"),
        (json!({ "website": "example.org" }), "INVALID", "website"),
        (json!({ "website": "https://" }), "INVALID", "website"),
        (json!({ "name": "" }), "REQUIRED", "name"),
        (json!({ "name": "  " }), "REQUIRED", "name"),
        (json!({ "name": null }), "REQUIRED", "name"),
        (json!({ "kind": null }), "REQUIRED", "kind"),
        (json!({ "name": "a\u{0}b" }), "INVALID", "name"),
        (json!({ "territoryCode": "9999" }), "UNKNOWN_REFERENCE", "territoryCode"),
        (json!({ "parent": { "name": "Finns inte" } }), "UNKNOWN_REFERENCE", "parent"),
        (json!({ "parent": { "name": "Samma" } }), "UNKNOWN_REFERENCE", "parent"),
        (json!({ "parent": { "number": "1" } }), "UNKNOWN_REFERENCE", "parent"),
        (json!({ "parent": { "id": id("Organisation") } }), "UNKNOWN_REFERENCE", "parent"),
        (json!({ "number": "202100-6198" }), "ALREADY_EXISTS", "number"),
    ];
    let query = "mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) {
        organisation { id } revision userErrors { code message path } } }";
    let before = app.changes().await;
    for (values, code, field) in cases {
        let mut input = json!({ "kind": "AGENCY", "name": "Ny" });
        input.as_object_mut().expect("fields").extend(values.as_object().expect("fields").clone());
        let answer = app.as_role(Role::Editor).ask_with(query, json!({ "input": input })).await;
        if answer.lacks(field) {
            continue;
        }
        let error = answer.user_error("createOrganisation");
        assert_eq!((error.code.as_str(), error.path), (code, format!("input.{field}")), "{values}: {}", error.message);
        assert!(error.message.contains(field), "{field} is not named: {}", error.message);
        assert!(answer.at("/createOrganisation/organisation").is_null());
    }
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let query = r#"mutation { createOrganisation(input: { kind: UNIT, name: " ", territoryCode: "x", website: "y" }) {
        userErrors { code message path } } }"#;
    let answer = app.as_role(Role::Editor).ask(query).await;
    let errors = answer.user_errors("createOrganisation");
    let paths: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
    assert_eq!(paths, ["input.name", "input.territoryCode", "input.website"]);
    let answer = app.as_role(Role::Editor).ask("mutation { createOrganisation(input: {}) { revision } }").await;
    assert!(answer.lacks("kind") && answer.lacks("name"), "what is needed is said by the schema");
}

const UPDATE: &str = "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
    organisation { id } revision userErrors { code message path } } }";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_stale_version_is_refused_and_the_current_one_named(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Före" })).await;
    let editor = app.as_role(Role::Editor);
    editor.ask_with(UPDATE, json!({ "input": { "id": id, "name": "Efter" } })).await.data();
    let before = app.changes().await;
    let stale = json!({ "id": id, "expectedVersion": 1, "name": "För sent" });
    let error = editor.ask_with(UPDATE, json!({ "input": stale })).await.user_error("updateOrganisation");
    assert_eq!((error.code.as_str(), error.path.as_str()), ("STALE_VERSION", "input.expectedVersion"));
    assert!(error.message.contains('2'), "{}", error.message);
    let delete = "mutation ($id: ID!) { deleteOrganisation(input: { id: $id, expectedVersion: 1 }) {
        revision userErrors { code message path } } }";
    let error = editor.ask_with(delete, json!({ "id": id })).await.user_error("deleteOrganisation");
    assert_eq!(error.code, "STALE_VERSION");
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_cannot_be_changed_or_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = id("Organisation");
    let answer = editor.ask_with(UPDATE, json!({ "input": { "id": id, "name": "x" } })).await;
    let error = answer.user_error("updateOrganisation");
    assert_eq!((error.code.as_str(), error.path.as_str()), ("UNKNOWN_REFERENCE", "input.id"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_cannot_stand_above_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let agency = create(&app, json!({ "kind": "AGENCY", "name": "A" })).await;
    let department = create(&app, json!({ "kind": "DEPARTMENT", "name": "B", "parent": { "id": agency } })).await;
    let unit = create(&app, json!({ "kind": "UNIT", "name": "C", "parent": { "id": department } })).await;
    let before = app.changes().await;
    for parent in [&agency, &department, &unit] {
        let input = json!({ "id": agency, "parent": { "id": parent } });
        let answer = app.as_role(Role::Editor).ask_with(UPDATE, json!({ "input": input })).await;
        let error = answer.user_error("updateOrganisation");
        assert_eq!((error.code.as_str(), error.path.as_str()), ("CYCLE", "input.parent"));
    }
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn those_who_may_not_write_are_told_so_and_nothing_is_written(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let query = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "x" }) { revision } }"#;
    app.public().ask(query).await.refusal("UNAUTHENTICATED");
    app.as_role(Role::Reader).ask(query).await.refusal("FORBIDDEN");
    app.as_integration("sweco").ask(query).await.refusal("FORBIDDEN");
    let nothing = r#"mutation { deleteOrganisation(input: { id: "no id" }) { revision } }"#;
    app.public().ask(nothing).await.refusal("UNAUTHENTICATED");
    app.as_role(Role::Reader).ask(nothing).await.refusal("FORBIDDEN");
    assert_eq!(app.changes().await, before);
}
