//! What a page tells of the rows around it, in every window of a list, and where rows without a date stand.

use rstest::rstest;
use serde_json::{Value, json};

use crate::organisation::some_organisations;
use crate::support::{Answer, App, Backend, Backend::*, Role};

const INFO: &str = "nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage }";

/// A list at the root or under a parent: what stands around its arguments.
struct List<'a> {
    app: &'a App,
    before: &'static str,
    after: &'static str,
    place: &'static str,
}

impl List<'_> {
    async fn ask(&self, arguments: &str) -> Answer {
        let query = format!("{{ {}({arguments}) {{ {INFO} }} {} }}", self.before, self.after);
        self.app.as_role(Role::Admin).ask(query).await
    }

    /// Compares every window with what the whole list says of it.
    async fn check(&self) {
        let whole = self.ask("first: 100").await;
        let cursors = whole.texts(&format!("{}/edges", self.place), "cursor");
        let ids = whole.texts(&format!("{}/nodes", self.place), "id");
        let last = ids.len() - 1;
        assert!(last > 5, "the list is too short to test much");
        for after in [None, Some(0), Some(3), Some(last)] {
            for before in [None, Some(0), Some(1), Some(5), Some(last)] {
                let window: Vec<usize> = (0..ids.len())
                    .filter(|n| after.is_none_or(|after| *n > after) && before.is_none_or(|before| *n < before))
                    .collect();
                for (name, size) in [("first", 1), ("first", 4), ("last", 1), ("last", 4)] {
                    let cursor = |name: &str, place: Option<usize>| {
                        place.map(|place| format!(", {name}: {:?}", cursors[place])).unwrap_or_default()
                    };
                    let arguments = format!("{name}: {size}{}{}", cursor("after", after), cursor("before", before));
                    let skipped = if name == "last" { window.len().saturating_sub(size) } else { 0 };
                    let page: Vec<usize> = window.iter().copied().skip(skipped).take(size).collect();
                    let answer = self.ask(&arguments).await;
                    let told: Vec<&str> = answer.texts(&format!("{}/nodes", self.place), "id");
                    assert_eq!(told, page.iter().map(|n| ids[*n]).collect::<Vec<_>>(), "{arguments}");
                    let next = page.last().map_or(before.is_some(), |end| *end < last);
                    let previous = page.first().map_or(after.is_some(), |start| *start > 0);
                    let info = answer.at(&format!("{}/pageInfo", self.place));
                    assert_eq!(info, &json!({ "hasNextPage": next, "hasPreviousPage": previous }), "{arguments}");
                }
            }
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_tells_of_the_rows_on_both_sides(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    List { app: &app, before: "organisations", after: "", place: "/organisations" }.check().await;
    let before = "territory(by: { code: \"25\" }) { children";
    List { app: &app, before, after: "}", place: "/territory/children" }.check().await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_whose_row_is_gone_promises_no_page(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let mut ids = Vec::new();
    for name in ["Alfa", "Beta", "Gamma"] {
        ids.push(editor.create("Organisation", json!({ "kind": "AGENCY", "name": name })).await);
    }
    let list = List { app: &app, before: "organisations", after: "", place: "/organisations" };
    let whole = list.ask("orderBy: { field: NAME }").await;
    let cursors = whole.texts("/organisations/edges", "cursor");
    for gone in [0, 2] {
        editor.mutate("deleteOrganisation", json!({ "id": ids[gone] }), "").await.text("/deleteOrganisation/deletedId");
    }
    let window = format!("orderBy: {{ field: NAME }}, after: {:?}, before: {:?}", cursors[0], cursors[2]);
    let answer = list.ask(&window).await;
    assert_eq!(answer.texts("/organisations/nodes", "id"), [ids[1].as_str()]);
    assert_eq!(answer.at("/organisations/pageInfo"), &json!({ "hasNextPage": false, "hasPreviousPage": false }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_without_a_date_come_after_the_last_day_there_can_be(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let days = [json!(null), json!("9999-12-31"), json!("0001-01-01"), json!(null), json!("2017-10-31")];
    for day in days.iter().chain(&days) {
        let delivered_on = day.as_str().map(|day| entity::Date(day.parse().expect("a day")));
        app.write(vec![entity::evaluation::Model { title: "Titel".into(), delivered_on, ..Default::default() }]).await;
    }
    let ascending = ["0001-01-01", "0001-01-01", "2017-10-31", "2017-10-31", "9999-12-31", "9999-12-31"];
    for (direction, reversed) in [("ASC", false), ("DESC", true)] {
        let mut expected: Vec<Value> = ascending.iter().map(|day| json!(day)).collect();
        if reversed {
            expected.reverse();
        }
        expected.extend(vec![Value::Null; 4]);
        for (count, from) in [("first", "after"), ("last", "before")] {
            let (mut walked, mut cursor) = (Vec::new(), Value::Null);
            while walked.len() < expected.len() {
                let order = format!("orderBy: {{ field: DELIVERED_ON, direction: {direction} }}");
                let arguments = format!("{order}, {count}: 1, {from}: {cursor}");
                let query = format!("{{ evaluations({arguments}) {{ edges {{ cursor node {{ deliveredOn }} }} }} }}");
                let answer = app.as_role(Role::Editor).ask(query).await;
                let edge = answer.at("/evaluations/edges/0");
                walked.push(edge["node"]["deliveredOn"].clone());
                cursor = edge["cursor"].clone();
            }
            if count == "last" {
                walked.reverse();
            }
            assert_eq!(walked, expected, "{direction} {count}");
        }
    }
}
