//! What the server answered. Whatever it tells is checked for words that clients should not read.

use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::Value;

/// An answer of the GraphQL endpoint.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

/// What a mutation says of its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    pub code: String,
    /// With dots: `input.name`.
    pub path: String,
    pub message: String,
}

impl Answer {
    pub async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{status} {error}: {text}"));
        let answer = Self { status, headers, body };
        for message in answer.messages() {
            tells_nothing_internal(message);
        }
        answer
    }

    /// Whether the input is refused as a whole, because it lacks what every such object needs.
    #[track_caller]
    pub fn lacks(&self, path: &str) -> bool {
        let is_refused = self.body.get("errors").is_some();
        if is_refused {
            assert!(self.codes().iter().all(|code| *code == "BAD_USER_INPUT"), "{}", self.body);
            assert!(self.messages().iter().any(|message| message.contains(path)), "{path} is not named: {}", self.body);
        }
        is_refused
    }

    /// The data of an answer without errors.
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(self.body.get("errors").is_none(), "{}", self.body);
        &self.body["data"]
    }

    /// What stands at a place in the data, such as `/organisations/totalCount`.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> &Value {
        self.data().pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}: {}", self.body))
    }

    /// The text at a place in the data.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {}", self.body))
    }

    /// The texts that a list's items have under one name.
    #[track_caller]
    pub fn texts(&self, list: &str, name: &str) -> Vec<&str> {
        let items = self.at(list).as_array().unwrap_or_else(|| panic!("no list at {list}: {}", self.body));
        items.iter().map(|item| item[name].as_str().unwrap_or_default()).collect()
    }

    pub fn errors(&self) -> &[Value] {
        self.body["errors"].as_array().map_or(&[], Vec::as_slice)
    }

    /// The codes of the errors.
    pub fn codes(&self) -> Vec<&str> {
        self.errors().iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("none")).collect()
    }

    /// The message of the only error, which must have this code.
    #[track_caller]
    pub fn refusal(&self, code: &str) -> &str {
        assert_eq!(self.codes(), [code], "{}", self.body);
        self.errors()[0]["message"].as_str().unwrap_or_default()
    }

    /// What a mutation, which did run, says of its input.
    #[track_caller]
    pub fn user_errors(&self, mutation: &str) -> Vec<UserError> {
        let errors = self.at(&format!("/{mutation}/userErrors"));
        errors.as_array().into_iter().flatten().map(UserError::read).collect()
    }

    /// The only thing that a mutation says of its input: the code, the place, the words.
    #[track_caller]
    pub fn user_error(&self, mutation: &str) -> UserError {
        let mut errors = self.user_errors(mutation);
        assert_eq!(errors.len(), 1, "{}", self.body);
        assert_eq!(self.at(&format!("/{mutation}/revision")), &Value::Null, "{}", self.body);
        errors.remove(0)
    }

    /// The object that a mutation wrote.
    #[track_caller]
    pub fn written(&self, mutation: &str) -> &Value {
        assert_eq!(self.user_errors(mutation), [], "{}", self.body);
        self.at(&format!("/{mutation}/it"))
    }

    /// The code and the place of the only thing that a mutation says of its input, whose words hold all of these.
    #[track_caller]
    pub fn refused(&self, mutation: &str, words: &[&str]) -> (String, String) {
        let UserError { code, path, message } = self.user_error(mutation);
        for word in words {
            assert!(message.contains(word), "\"{word}\" is not in \"{message}\"");
        }
        (code, path)
    }

    fn messages(&self) -> Vec<&str> {
        let mut found = Vec::new();
        collect(&self.body, &mut found);
        found
    }
}

impl UserError {
    fn read(error: &Value) -> Self {
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        let path = error["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
        Self { code: text("code"), path: path.collect::<Vec<_>>().join("."), message: text("message") }
    }
}

fn collect<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == "message" => found.push(text),
            _ => collect(value, found),
        }),
        _ => {}
    }
}

const INTERNAL: [&str; 18] = [
    "SELECT ", "INSERT", "UPDATE ", "DELETE", "sql", "SQL", "Postgres", "postgres", "::", "Option<", "Vec<", "Some(",
    "None", "Err(", "DbErr", "panic", ".rs", "unwrap",
];

#[track_caller]
pub fn tells_nothing_internal(message: &str) {
    for word in INTERNAL {
        assert!(!message.contains(word), "\"{word}\" is told to a client: {message}");
    }
}
