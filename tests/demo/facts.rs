//! Every fact of the page, found through the API: as a reader, and as the public, who sees no persons.

mod action;
mod assessment;
mod car_testing;
mod facebook;
mod innovation;
mod lesson;
mod meeting;
mod proofs;

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role};

/// A query and the facts that its answer holds.
struct Chapter {
    query: &'static str,
    /// Where in the answer the facts start.
    start: &'static str,
    facts: Vec<Fact>,
}

struct Fact {
    what: &'static str,
    at: &'static str,
    expected: Expected,
    /// What the public sees in its place. None: the same.
    public: Option<Value>,
}

enum Expected {
    /// This value, and nothing beside it.
    Is(Value),
    /// A text with these words in it.
    Says(&'static str),
}

fn is(what: &'static str, at: &'static str, value: Value) -> Fact {
    Fact { what, at, expected: Expected::Is(value), public: None }
}

fn says(what: &'static str, at: &'static str, words: &'static str) -> Fact {
    Fact { what, at, expected: Expected::Says(words), public: None }
}

/// A person: nobody, to the public.
fn person(what: &'static str, at: &'static str, value: Value) -> Fact {
    Fact { public: Some(Value::Null), ..is(what, at, value) }
}

/// A list of persons: empty, to the public.
fn persons(what: &'static str, at: &'static str, family_names: &[&str]) -> Fact {
    let persons = family_names.iter().map(|name| json!({ "familyName": name })).collect();
    Fact { public: Some(json!([])), ..is(what, at, persons) }
}

impl Fact {
    /// What is wrong with it, as a reader and as the public find it. None: nothing is.
    fn fault(&self, start: &str, read: &Value, seen: &Value) -> Option<String> {
        let at = format!("{start}{}", self.at);
        let (read, seen) = (read.pointer(&at), seen.pointer(&at));
        let is_seen = match &self.public {
            None => self.expected.fits(seen),
            // Who sees no person sees nothing of it either.
            Some(value) => seen.unwrap_or(&Value::Null) == value,
        };
        let is_found = self.expected.fits(read) && is_seen;
        (!is_found).then(|| format!("{} ({at}): {read:?}, to the public {seen:?}", self.what))
    }
}

impl Expected {
    fn fits(&self, found: Option<&Value>) -> bool {
        match self {
            Self::Is(value) => found == Some(value),
            Self::Says(words) => found.and_then(Value::as_str).is_some_and(|text| text.contains(words)),
        }
    }
}

fn chapters() -> Vec<Chapter> {
    let single = [
        meeting::meeting(),
        meeting::people(),
        car_testing::study(),
        car_testing::item(),
        facebook::study(),
        lesson::item(),
        lesson::workspaces(),
        innovation::item(),
        innovation::decision(),
        innovation::policy(),
        assessment::assessment(),
        action::assignment(),
        action::plan(),
    ];
    single.into_iter().chain(proofs::proofs()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_fact_of_the_page_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (mut count, mut missed) = (0, Vec::new());
    for Chapter { query, start, facts } in chapters() {
        let (read, seen) = (app.as_role(Role::Reader).ask(query).await, app.public().ask(query).await);
        count += facts.len();
        missed.extend(facts.iter().filter_map(|fact| fact.fault(start, read.data(), seen.data())));
    }
    println!("facts covered: {} of {count}", count - missed.len());
    assert!(missed.is_empty(), "{missed:#?}");
}
