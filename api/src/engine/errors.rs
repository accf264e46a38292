//! The framework's errors in our words: every error has a code, and none shows what a client should not read.

use async_graphql::{Pos, ServerError, Value};
use uuid::Uuid;

use crate::error::Error;
use crate::guard::argument_at;

/// Errors in one answer.
const MOST: usize = 10;
/// Characters in one message.
const LONGEST: usize = 300;

/// Gives each error a code, at most ten of them. The query is read only to find the argument at an error's place.
pub fn normalise(errors: Vec<ServerError>, query: &str, request: Uuid) -> Vec<ServerError> {
    errors.into_iter().take(MOST).map(|error| normalise_one(error, query, request)).collect()
}

/// An error of ours, in the framework's form; one for each fault of a document.
#[must_use]
pub fn from_error(error: &Error, request: Uuid) -> Vec<ServerError> {
    let coded = |message: &str, place: Option<Pos>| {
        let mut coded = ServerError::new(shorten(message), place);
        set_code(&mut coded, error.code(), request);
        coded
    };
    match error {
        Error::Invalid(faults) => faults.iter().take(MOST).map(|fault| coded(&fault.message, fault.place)).collect(),
        error => vec![coded(error.message(), None)],
    }
}

fn normalise_one(mut error: ServerError, query: &str, request: Uuid) -> ServerError {
    if let Some(Value::String(code)) = error.extensions.as_ref().and_then(|known| known.get("code")) {
        let code = code.clone();
        set_code(&mut error, &code, request);
    } else if let Some(plain) = plain_message(&error, query) {
        error.message = plain;
        set_code(&mut error, "BAD_USER_INPUT", request);
    } else {
        let internal = Error::Internal(std::mem::take(&mut error.message));
        tracing::error!(%request, cause = %internal, "a resolver failed without a code");
        internal.message().clone_into(&mut error.message);
        set_code(&mut error, internal.code(), request);
    }
    error.message = shorten(&error.message);
    error
}

fn set_code(error: &mut ServerError, code: &str, request: Uuid) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code);
    if code == "INTERNAL" {
        extensions.set("requestId", request.to_string());
    }
}

/// What the client did wrong. None when it did nothing wrong: a resolver failed.
///
/// Before anything is run an error has no path. Later, only reading an argument makes an error of this kind.
fn plain_message(error: &ServerError, query: &str) -> Option<String> {
    let text = error.message.as_str();
    if let Some(reason) = text.strip_prefix("Invalid value for argument ") {
        return Some(argument(reason));
    }
    if let Some(reason) = text.strip_prefix("Invalid default value for argument: ") {
        return Some(format!("The default value of a variable does not fit: {}.", reason.trim_end_matches('.')));
    }
    if let Some(rest) = text.strip_prefix("Failed to parse \"") {
        let (kind, reason) = rest.split_once("\": ")?;
        let reason = reason.split(" (occurred while parsing").next().unwrap_or_default();
        return Some(format!("{} is not accepted as {kind}: {}.", place(error, query), reason.trim_end_matches('.')));
    }
    if let Some(rest) = text.strip_prefix("Expected input type \"") {
        let (kind, _) = rest.split_once("\", found")?;
        return Some(format!("{} is not a valid {kind}.", place(error, query)));
    }
    (error.path.is_empty()).then(|| sentence(text))
}

/// The framework gives the place of an argument's value, but not the argument's name.
fn place(error: &ServerError, query: &str) -> String {
    let name = error.locations.first().and_then(|place| argument_at(query, *place));
    name.map_or_else(|| "A value in the arguments".to_owned(), |name| format!("The value of \"{name}\""))
}

/// `"filter.status", enumeration type "X" does not contain the value "Y"`: the place, then the reason.
fn argument(reason: &str) -> String {
    let Some((place, why)) = reason.strip_prefix('"').and_then(|rest| rest.split_once("\", ")) else {
        return "The value of an argument does not fit.".to_owned();
    };
    if let Some(kind) = why.strip_prefix("expected type ") {
        return format!("The value of \"{place}\" is not a valid {}.", kind.trim_matches('"'));
    }
    if let Some(kind) = why.strip_prefix("enumeration type \"").and_then(|rest| rest.split('"').next()) {
        return format!("The value of \"{place}\" is not a value of {kind}.");
    }
    if why.starts_with("Oneof") {
        return format!("\"{place}\" must have exactly one field, and it must not be null.");
    }
    format!("\"{place}\": {why}.")
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frameworks_messages_become_plain() {
        let cases = [
            (
                "Invalid value for argument \"first\", expected type \"Int\"",
                "The value of \"first\" is not a valid Int.",
            ),
            (
                "Invalid value for argument \"filter.status\", enumeration type \"S\" does not contain the value \"secret\"",
                "The value of \"filter.status\" is not a value of S.",
            ),
            ("Expected input type \"Date\", found {a: \"secret\"}.", "A value in the arguments is not a valid Date."),
            ("Unknown field \"a\" on type \"B\"", "Unknown field \"a\" on type \"B\"."),
        ];
        for (text, expected) in cases {
            let normalised = normalise(vec![ServerError::new(text, None)], "", Uuid::nil());
            assert_eq!(normalised[0].message, expected);
            assert_eq!(normalised[0].extensions.as_ref().unwrap().get("code"), Some(&Value::from("BAD_USER_INPUT")));
        }
    }

    #[test]
    fn a_resolver_without_a_code_is_internal_and_shows_nothing() {
        let path = vec![async_graphql::PathSegment::Field("a".into())];
        let error = ServerError::new("SELECT secret", None).with_path(path);
        let normalised = normalise(vec![error], "", Uuid::nil());
        assert!(!normalised[0].message.contains("secret"));
        let extensions = normalised[0].extensions.as_ref().unwrap();
        assert_eq!(extensions.get("requestId"), Some(&Value::from(Uuid::nil().to_string())));
    }

    #[test]
    fn there_are_at_most_ten_errors_of_300_characters() {
        let normalised = normalise(vec![ServerError::new("å".repeat(1_000), None); 50], "", Uuid::nil());
        assert_eq!(normalised.len(), 10);
        assert_eq!(normalised[0].message.chars().count(), 300);
    }
}
