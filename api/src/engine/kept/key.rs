//! What an answer is kept under: everything that it depends on beside the tables.

use async_graphql::Value;
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

use crate::auth::{Role, Viewer};
use crate::engine::Request;

/// The hash of a question: two that differ in anything have different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The document, the operation, the variables, what the viewer may see and ask for, and the day. Not who the viewer is:
    /// what shows that is not kept.
    pub fn of(request: &Request, today: NaiveDate) -> Self {
        let mut text = Text(Vec::with_capacity(request.query.len() + 256));
        text.text(&request.query);
        text.list(request.operation_name.iter(), |text, name| text.text(name));
        text.list(request.variables.iter(), |text, (name, value)| {
            text.text(name);
            text.value(value);
        });
        text.viewer(&request.viewer);
        text.0.push(request.class as u8);
        text.number(i64::from(today.num_days_from_ce()));
        Self(Sha256::digest(&text.0).into())
    }
}

/// All of it in one text that can be read in one way only: each part says its kind and how long it is.
struct Text(Vec<u8>);

impl Text {
    fn number(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn length(&mut self, length: usize) {
        self.0.extend_from_slice(&(length as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut put: impl FnMut(&mut Self, T)) {
        self.length(items.len());
        items.for_each(|item| put(self, item));
    }

    /// The sources count for those only who see what is internal because of them.
    fn viewer(&mut self, viewer: &Viewer) {
        let roles = Role::ALL.iter().enumerate().filter(|(_, role)| viewer.is(**role));
        self.0.push(roles.fold(0, |roles, (place, _)| roles | 1 << place));
        if viewer.is(Role::Integration) && !viewer.reads_internal() {
            let mut sources: Vec<&String> = viewer.sources.iter().collect();
            sources.sort_unstable();
            sources.dedup();
            self.list(sources.into_iter(), |text, source| text.text(source));
        }
    }

    /// A variable's value.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.0.push(b'n'),
            Value::Boolean(value) => self.0.push(if *value { b't' } else { b'f' }),
            Value::Number(number) => {
                self.0.push(b'#');
                self.text(&number.to_string());
            }
            Value::String(text) => {
                self.0.push(b'"');
                self.text(text);
            }
            Value::Enum(name) => {
                self.0.push(b'e');
                self.text(name);
            }
            Value::Binary(bytes) => {
                self.0.push(b'b');
                self.length(bytes.len());
                self.0.extend_from_slice(bytes);
            }
            Value::List(items) => {
                self.0.push(b'[');
                self.list(items.iter(), Self::value);
            }
            Value::Object(fields) => {
                self.0.push(b'{');
                self.list(fields.iter(), |text, (name, value)| {
                    text.text(name);
                    text.value(value);
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::Key;
    use crate::auth::{Role, Viewer};
    use crate::engine::Request;

    fn viewer(roles: &[Role], sources: &[&str], subject: &str) -> Viewer {
        let sources = sources.iter().map(ToString::to_string).collect();
        Viewer { subject: Some(subject.into()), roles: roles.to_vec(), sources }
    }

    fn key(viewer: Viewer, query: &str, variables: Value) -> Key {
        let variables = Variables::from_json(variables);
        let request = Request { variables, ..Request::new(Uuid::now_v7(), viewer, query) };
        Key::of(&request, "2017-11-01".parse().unwrap())
    }

    fn of(viewer: Viewer) -> Key {
        key(viewer, "{ a }", json!({}))
    }

    #[test]
    fn who_sees_the_same_has_the_same_key() {
        use Role::{Admin, Editor, Integration, Reader};
        assert_eq!(of(viewer(&[Reader], &[], "a")), of(viewer(&[Reader], &["x"], "b")));
        assert_eq!(of(viewer(&[Reader, Editor], &[], "a")), of(viewer(&[Editor, Reader], &[], "a")));
        let two = of(viewer(&[Integration], &["x", "y"], "a"));
        assert_eq!(two, of(viewer(&[Integration], &["y", "x", "y"], "a")));
        assert_ne!(two, of(viewer(&[Integration], &["x"], "a")));
        assert_ne!(two, of(viewer(&[Integration], &["xy"], "a")));
        let all = [&[][..], &[Reader], &[Integration], &[Editor], &[Admin]].map(|roles| of(viewer(roles, &[], "a")));
        assert!((1..all.len()).all(|place| !all[..place].contains(&all[place])));
    }

    #[test]
    fn questions_that_differ_in_anything_have_different_keys() {
        let ask = |query, variables| key(Viewer::public(), query, variables);
        let cases = [
            ask("{ a }", json!({})),
            ask("{ a } ", json!({})),
            ask("{ a }", json!({ "a": null })),
            ask("{ a }", json!({ "a": "" })),
            ask("{ a }", json!({ "a": 1 })),
            ask("{ a }", json!({ "a": "1" })),
            ask("{ a }", json!({ "a": 1.5 })),
            ask("{ a }", json!({ "a": [] })),
            ask("{ a }", json!({ "a": {} })),
            ask("{ a }", json!({ "a": ["b", "c"] })),
            ask("{ a }", json!({ "a": ["bc"] })),
            ask("{ a }", json!({ "a": [["b"], "c"] })),
            ask("{ a }", json!({ "a": { "b": "c" } })),
            ask("{ a }", json!({ "a": true })),
            ask("{ a }", json!({ "a": false })),
            ask("{ a }", json!({ "a": 1, "b": 2 })),
        ];
        for (place, case) in cases.iter().enumerate() {
            assert!(!cases[..place].contains(case), "{place}");
        }
        let mut request = Request::new(Uuid::nil(), Viewer::public(), "{ a }");
        let day = |day: &str| day.parse().unwrap();
        let first = Key::of(&request, day("2017-11-01"));
        assert_ne!(first, Key::of(&request, day("2017-11-02")));
        request.operation_name = Some(String::new());
        assert_ne!(first, Key::of(&request, day("2017-11-01")));
    }
}
