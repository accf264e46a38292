//! Every list of the schema, in every order, from both ends.

use rstest::rstest;
use serde_json::Value;

use crate::organisation::some_organisations;
use crate::support::{App, Backend, Backend::*, Role, Schema};

/// One list in one order.
struct List<'a> {
    app: &'a App,
    root: &'a str,
    order: String,
}

#[derive(Debug, PartialEq)]
struct Page {
    ids: Vec<String>,
    total: i64,
    start: Value,
    end: Value,
    has_next: bool,
    has_previous: bool,
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_list_is_the_same_by_pages_from_both_ends(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    some_organisations(&app).await;
    let schema = Schema::of(&app).await;
    let lists = schema.lists();
    assert!(lists.len() >= 2);
    for (root, node) in lists {
        for field in schema.values(&format!("{node}OrderField")) {
            let list = |direction| {
                let order = format!("{{ field: {field}, direction: {direction} }}");
                List { app: &app, root: &root.name, order }
            };
            let ascending = list("ASC").check().await;
            let descending = list("DESC").check().await;
            let dated = (0..=ascending.len()).rev().find(|dated| is_reversed(&ascending, &descending, *dated));
            assert!(dated.is_some(), "{} by {field}: {ascending:?} {descending:?}", root.name);
        }
    }
}

/// Whether one way is the other reversed: first those with a value, then those without, who come last both ways.
fn is_reversed(ascending: &[String], descending: &[String], dated: usize) -> bool {
    let reversed = |part: &[String]| part.iter().rev().cloned().collect::<Vec<_>>();
    ascending[..dated] == reversed(&descending[..dated]) && ascending[dated..] == reversed(&descending[dated..])
}

impl List<'_> {
    /// The ids of the whole list, which small pages must give too.
    async fn check(&self) -> Vec<String> {
        let (forward, total) = self.walk("first", "after", 100).await;
        let mut unique = forward.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((forward.len(), unique.len()), (total, total), "{self}: rows are lost or doubled");
        let size = (total / 3 + 1).min(99);
        assert_eq!(self.walk("first", "after", size).await.0, forward, "{self}: forwards");
        assert_eq!(self.walk("last", "before", size).await.0, forward, "{self}: backwards");
        forward
    }

    async fn walk(&self, count: &str, from: &str, size: usize) -> (Vec<String>, usize) {
        let forward = count == "first";
        let (mut ids, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let page = self.page(&format!("{count}: {size}, {from}: {cursor}")).await;
            let total = usize::try_from(page.total).expect("a total");
            assert_eq!(if forward { page.has_previous } else { page.has_next }, !cursor.is_null(), "{self}");
            if forward {
                ids.extend(page.ids);
                cursor = page.end;
            } else {
                ids.splice(0..0, page.ids);
                cursor = page.start;
            }
            assert!(ids.len() <= total, "{self}: pages overlap");
            let more = if forward { page.has_next } else { page.has_previous };
            assert_eq!(more, ids.len() < total, "{self}: more is {more} after {} of {total}", ids.len());
            if !more {
                return (ids, total);
            }
        }
    }

    async fn page(&self, arguments: &str) -> Page {
        let query = format!(
            "{{ list: {}(orderBy: {}, {arguments}) {{ totalCount nodes {{ id }} edges {{ cursor node {{ id }} }}
             pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}",
            self.root, self.order
        );
        let answer = self.app.as_role(Role::Admin).ask(query).await;
        let list = answer.at("/list");
        let ids: Vec<String> = answer.texts("/list/nodes", "id").into_iter().map(str::to_owned).collect();
        let edges = list["edges"].as_array().expect("edges");
        assert_eq!(edges.iter().map(|edge| edge["node"]["id"].as_str().unwrap_or_default()).collect::<Vec<_>>(), ids);
        let info = &list["pageInfo"];
        assert_eq!(edges.first().map_or(&Value::Null, |edge| &edge["cursor"]), &info["startCursor"]);
        assert_eq!(edges.last().map_or(&Value::Null, |edge| &edge["cursor"]), &info["endCursor"]);
        Page {
            ids,
            total: list["totalCount"].as_i64().expect("a total"),
            start: info["startCursor"].clone(),
            end: info["endCursor"].clone(),
            has_next: info["hasNextPage"] == true,
            has_previous: info["hasPreviousPage"] == true,
        }
    }
}

impl std::fmt::Display for List<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} by {}", self.root, self.order)
    }
}
