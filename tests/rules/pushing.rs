//! Pushes of any kind under the source `tests`, and what became of them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use styrgraf::auth::Grant;

use super::Stage;
use crate::support::{Actor, Answer, Role, with};

/// What became of a push.
pub struct Pushed {
    pub answer: Answer,
    mutation: String,
}

impl Stage {
    /// Somebody who pushes and reads what is internal, such as persons.
    pub fn reading_source(&self) -> Actor<'_> {
        let roles = vec![Role::Integration, Role::Reader];
        let grant =
            Grant { subject: "reading".into(), roles, sources: vec!["tests".into()], expires: TimeDelta::days(1) };
        self.app.bearing(self.app.token(&grant))
    }

    /// Pushes rows of a kind, such as `Meetings`, and reads `fields` of each.
    pub async fn push(&self, kind: &str, rows: &[Value], fields: &str) -> Pushed {
        push_as(&self.app.as_role(Role::Integration), kind, rows, fields).await
    }

    /// Pushes rows that must all be written. What became of them, such as `m1 CREATED`.
    pub async fn pushed(&self, kind: &str, rows: &[Value]) -> Vec<String> {
        let pushed = self.push(kind, rows, "").await;
        assert_eq!(pushed.errors(), [""; 0], "{}", pushed.answer.body);
        pushed.outcomes()
    }

    /// Pushes what is good of rows, and deletes what can be deleted.
    pub async fn push_good(&self, kind: &str, rows: &[Value], delete: &[&str]) -> Pushed {
        let mut input = json!({ "source": "tests", "errorPolicy": "REJECT_FAILED", "deleteExternalIds": delete });
        input[list(kind)] = json!(rows);
        send(&self.app.as_role(Role::Integration), kind, input, "").await
    }

    /// A push breaks one rule: it is refused with this code at this path, in these words, and nothing is written.
    pub async fn push_breaks(&self, kind: &str, rows: &[Value], at: &str, words: &[&str]) {
        self.push_breaks_at(kind, rows, &[at], words).await;
    }

    /// The same at several places.
    pub async fn push_breaks_at(&self, kind: &str, rows: &[Value], at: &[&str], words: &[&str]) {
        let before = self.app.changes().await;
        let pushed = self.push(kind, rows, "").await;
        assert_eq!(pushed.errors(), at, "{rows:?}: {}", pushed.answer.body);
        let message = pushed.messages().concat();
        for word in words {
            assert!(message.contains(word), "\"{word}\" is not in \"{message}\"");
        }
        assert!(pushed.outcomes().iter().all(|outcome| outcome.ends_with(" REJECTED")), "{:?}", pushed.outcomes());
        assert!(pushed.answer.at(&format!("/{}/revision", pushed.mutation)).is_null());
        assert_eq!(self.app.changes().await, before, "{kind} was refused, and yet something was written");
    }
}

/// Pushes rows of a kind as somebody.
pub async fn push_as(actor: &Actor<'_>, kind: &str, rows: &[Value], fields: &str) -> Pushed {
    push_under(actor, "tests", kind, rows, fields).await
}

/// The same under another source.
pub async fn push_under(actor: &Actor<'_>, source: &str, kind: &str, rows: &[Value], fields: &str) -> Pushed {
    let mut input = json!({ "source": source });
    input[list(kind)] = json!(rows);
    send(actor, kind, input, fields).await
}

/// Deletes what the source `tests` has pushed, as somebody.
pub async fn delete_as(actor: &Actor<'_>, kind: &str, external_ids: &[&str]) -> Pushed {
    send(actor, kind, json!({ "source": "tests", "deleteExternalIds": external_ids }), "").await
}

/// Sends a push of a kind as it is.
pub async fn send(actor: &Actor<'_>, kind: &str, input: Value, fields: &str) -> Pushed {
    let (mutation, list) = (format!("push{kind}"), list(kind));
    let node = list.trim_end_matches('s');
    let query = format!(
        "mutation ($input: Push{kind}Input!) {{ {mutation}(input: $input) {{ revision userErrors {{ code message path }}
           results {{ externalId outcome userErrors {{ code message path }} it: {node} {{ id {fields} }} }} }} }}"
    );
    let answer = actor.ask_with(query, json!({ "input": input })).await;
    Pushed { answer, mutation }
}

fn list(kind: &str) -> String {
    format!("{}{}", kind[..1].to_lowercase(), &kind[1..])
}

/// A row with its external id.
pub fn row(external_id: &str, values: Value) -> Value {
    with(json!({ "externalId": external_id }), values)
}

impl Pushed {
    fn results(&self) -> Vec<Value> {
        let results = self.answer.at(&format!("/{}/results", self.mutation)).as_array();
        results.cloned().unwrap_or_default()
    }

    /// What became of each row, such as `m1 CREATED`.
    pub fn outcomes(&self) -> Vec<String> {
        let text = |result: &Value, name: &str| result[name].as_str().unwrap_or_default().to_owned();
        let outcome = |result: &Value| format!("{} {}", text(result, "externalId"), text(result, "outcome"));
        self.results().iter().map(outcome).collect()
    }

    fn wrong(&self) -> Vec<Value> {
        let of = |errors: &Value| errors.as_array().cloned().unwrap_or_default();
        let whole = of(self.answer.at(&format!("/{}/userErrors", self.mutation)));
        whole.into_iter().chain(self.results().iter().flat_map(|result| of(&result["userErrors"]))).collect()
    }

    /// Code and path of all that is wrong.
    pub fn errors(&self) -> Vec<String> {
        let path = |error: &Value| {
            let names = error["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
            names.collect::<Vec<_>>().join(".")
        };
        let at = |error: &Value| format!("{} {}", error["code"].as_str().unwrap_or_default(), path(error));
        self.wrong().iter().map(at).collect()
    }

    pub fn messages(&self) -> Vec<String> {
        self.wrong().iter().map(|error| error["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// What was read of the first row's object.
    #[track_caller]
    pub fn first(&self) -> Value {
        assert_eq!(self.errors(), [""; 0], "{}", self.answer.body);
        self.results().first().expect("a result")["it"].clone()
    }
}
