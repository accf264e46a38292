//! What a search is asked for: the query, the types, the page.

use entity::{Access, theme};
use rstest::rstest;
use serde_json::{Value, json};

use super::{search, shown, texts};
use crate::support::{App, Backend, Backend::*, Role, plan, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_searched_for_is_said(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (few, long) = ("query has fewer than two letters or digits.", |characters: usize| {
        format!("query has {characters} characters; at most 200 are allowed.")
    });
    let many: Vec<String> = (10..31).map(|number| number.to_string()).collect();
    let public = app.public();
    for (query, words) in [
        (String::new(), few.to_owned()),
        (" \t\n".into(), few.into()),
        ("å".into(), few.into()),
        ("\"*:&!()".into(), few.into()),
        ("å å".into(), few.into()),
        ("å".repeat(201), long(201)),
        ("ord ".repeat(125), long(500)),
        (many.join(" "), "query has 21 different words; at most 20 are allowed.".into()),
    ] {
        let answer = search(&public, json!({ "query": query })).await;
        let said = answer.refusal("BAD_USER_INPUT");
        assert!(said.contains(&words), "{query}: {said}");
    }
    for query in
        ["ab".to_owned(), "a b".into(), "å".repeat(200), many[..20].join(" "), "ord ".repeat(50), "\0ab".into()]
    {
        search(&public, json!({ "query": query })).await.data();
    }
    for (over, words) in [
        (json!({ "first": 0 }), "first is 0; it must be 1 to 100."),
        (json!({ "first": 101 }), "first is 101; it must be 1 to 100."),
        (json!({ "after": "!" }), "A cursor is malformed"),
        (json!({ "after": "WzFd" }), "A cursor is malformed"),
    ] {
        let answer = search(&public, with(json!({ "query": "ord" }), over)).await;
        let said = answer.refusal("BAD_USER_INPUT");
        assert!(said.contains(words), "{said}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn types_narrow_what_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    let reader = app.as_role(Role::Reader);
    let count = async |types: Value| {
        let answer = search(&reader, json!({ "query": "åtgärd", "types": types })).await;
        assert_eq!(answer.at("/search/totalCount"), shown(&answer).len());
        shown(&answer).len()
    };
    assert_eq!(count(Value::Null).await, 3);
    for (types, expected) in [
        (json!([]), 0),
        (json!(["FINDING"]), 1),
        (json!(["FINDING", "FINDING", "MEASURE"]), 2),
        (json!(["ATTENDANCE"]), 0),
        (json!(vec!["MEASURE"; 5_000]), 1),
    ] {
        assert_eq!(count(types.clone()).await, expected, "{types}");
    }
    let answer = search(&reader, json!({ "query": "åtgärd", "types": ["NOTHING"] })).await;
    answer.refusal("BAD_USER_INPUT");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_come_to_the_whole_in_the_same_order(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    // Some written at once, so that the id decides; some hidden, so that they are passed over.
    let plans = |access: Access| (0..5).map(move |number| plan(&format!("Åtgärd {number}"), access));
    app.write(plans(Access::Internal).chain(plans(Access::Restricted)).collect()).await;
    let reader = app.as_role(Role::Reader);
    let all = search(&reader, json!({ "query": "åtgärder" })).await;
    let (whole, total) = (all.at("/search/nodes").as_array().expect("hits").clone(), all.at("/search/totalCount"));
    assert_eq!((whole.len(), total), (8, &json!(8)));
    assert_eq!(all.at("/search/pageInfo/hasNextPage"), false);
    for size in 1..=8 {
        let (mut hits, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = search(&reader, json!({ "query": "åtgärder", "first": size, "after": after })).await;
            let info = page.at("/search/pageInfo");
            assert_eq!(info["hasPreviousPage"], !hits.is_empty(), "{size} a page");
            hits.extend(page.at("/search/nodes").as_array().expect("hits").iter().cloned());
            assert_eq!(page.at("/search/totalCount"), total);
            assert_eq!(
                info["endCursor"],
                page.body["data"]["search"]["edges"].as_array().expect("edges").last().expect("an edge")["cursor"]
            );
            if info["hasNextPage"] == false {
                break;
            }
            after = info["endCursor"].clone();
        }
        assert_eq!(hits, whole, "{size} a page");
    }
    let cursor = all.at("/search/pageInfo/endCursor");
    let none = search(&reader, json!({ "query": "åtgärder", "after": cursor })).await;
    assert_eq!((shown(&none).len(), none.at("/search/pageInfo/hasPreviousPage")), (0, &json!(true)));
    let other = search(&reader, json!({ "query": "kompetens", "after": cursor })).await;
    assert!(other.refusal("BAD_USER_INPUT").contains("another search"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_are_as_many_as_types(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let theme = |name: &str, number: usize| theme::Model {
        code: format!("{name}{number}"),
        name: name.into(),
        ..Default::default()
    };
    app.write((0..3).map(|number| theme("sällsynt", number)).collect()).await;
    app.write((0..90).map(|number| theme("vanligt", number)).collect()).await;
    app.write(
        (0..9)
            .map(|_| plan("sällsynt", Access::Public))
            .chain((0..9).map(|_| plan("vanligt", Access::Public)))
            .collect(),
    )
    .await;
    let public = app.public();
    let count = async |query: &str, selection: &str| {
        let query = format!("{{ search(query: \"{query}\", first: 100) {{ {selection} }} }}");
        public.ask(&query).await.data();
        let before = app.statements();
        public.ask(&query).await.data();
        app.statements() - before
    };
    let full = "totalCount nodes { field snippet { text } node { id ... on Theme { name } } } edges { node { field } }";
    // The themes themselves are kept in memory.
    for (selection, expected) in [(full, 3), ("nodes { field }", 2), ("totalCount", 1), ("pageInfo { hasNextPage }", 2)]
    {
        let counts = (count("sällsynt", selection).await, count("vanligt", selection).await);
        assert_eq!(counts, (expected, expected), "{selection}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_selected_under_a_hit_costs_for_each_hit(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let cost = async |first: u32| {
        let query = format!("{{ search(query: \"ord\", first: {first}) {{ nodes {{ field node {{ id }} }} }} }}");
        app.public()
            .ask(query)
            .await
            .body
            .pointer("/extensions/cost/requested")
            .and_then(Value::as_i64)
            .expect("a cost")
    };
    assert_eq!(cost(100).await - cost(1).await, 99 * 3);
}
