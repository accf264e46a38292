//! The parameters of a GraphQL request, from a body or from the URL, each of its exact shape or refused.

use async_graphql::Variables;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::json;
use super::request_error::RequestError;
use crate::auth::Viewer;
use crate::engine::Request;
use crate::ledger::Revision;

#[derive(Debug)]
pub struct Parameters {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Variables,
}

impl Parameters {
    /// # Errors
    /// 400 for what is not JSON, a batch, or a parameter of another shape.
    pub fn from_body(bytes: &[u8]) -> Result<Self, RequestError> {
        let value = json::read(bytes).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            let why = if error.is_data() { "a key is given twice" } else { "it cannot be read" };
            RequestError::malformed(format!("The body is not valid JSON: {why} at {place}."))
        })?;
        match value {
            Value::Object(fields) => Self::from_fields(fields),
            Value::Array(_) => {
                Err(RequestError::malformed("Send one operation per request: batches are not supported."))
            }
            _ => Err(RequestError::malformed("The body must be a JSON object with the field \"query\".")),
        }
    }

    /// # Errors
    /// 400 for a parameter given twice or of another shape.
    pub fn from_url(query_string: &str) -> Result<Self, RequestError> {
        let mut fields = Map::new();
        let replaced = query_string.to_ascii_uppercase().matches("%EF%BF%BD").count();
        let mut unreadable = 0;
        for (name, text) in url::form_urlencoded::parse(query_string.as_bytes()) {
            unreadable += name.matches('\u{FFFD}').count() + text.matches('\u{FFFD}').count();
            let value = match &*name {
                "variables" | "extensions" if !text.is_empty() => json::read(text.as_bytes())
                    .map_err(|_| RequestError::malformed(format!("The parameter \"{name}\" must be JSON.")))?,
                "variables" | "extensions" => Value::Null,
                "operationName" if text.is_empty() => Value::Null,
                "query" | "operationName" => Value::String(text.into_owned()),
                _ => continue,
            };
            if fields.insert(name.to_string(), value).is_some() {
                return Err(RequestError::malformed(format!("The parameter \"{name}\" is given twice.")));
            }
        }
        // What is not UTF-8 is read as U+FFFD.
        if unreadable > replaced {
            return Err(RequestError::malformed("The parameters in the URL must be UTF-8."));
        }
        Self::from_fields(fields)
    }

    /// What the engine is asked, with the limits of the viewer's roles.
    pub fn request(self, id: Uuid, viewer: Viewer, revision: Option<Revision>) -> Request {
        let Self { query, operation_name, variables } = self;
        Request { operation_name, variables, revision, ..Request::new(id, viewer, query) }
    }

    fn from_fields(mut fields: Map<String, Value>) -> Result<Self, RequestError> {
        let query = text(fields.remove("query"), "query")?;
        let query = query.ok_or_else(|| RequestError::malformed("The parameter \"query\" is missing."))?;
        let operation_name = text(fields.remove("operationName"), "operationName")?;
        let variables = object(fields.remove("variables"), "variables")?;
        object(fields.remove("extensions"), "extensions")?;
        Ok(Self { query, operation_name, variables: Variables::from_json(Value::Object(variables)) })
    }
}

fn text(value: Option<Value>, name: &str) -> Result<Option<String>, RequestError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(RequestError::malformed(format!("The parameter \"{name}\" must be text."))),
    }
}

fn object(value: Option<Value>, name: &str) -> Result<Map<String, Value>, RequestError> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(fields)) => Ok(fields),
        Some(_) => Err(RequestError::malformed(format!("The parameter \"{name}\" must be an object."))),
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    #[test]
    fn null_and_absent_parameters_are_the_same() {
        let body = br#"{"query": "{ a }", "variables": null, "operationName": null, "extensions": null, "other": 1}"#;
        let parameters = Parameters::from_body(body).unwrap();
        assert_eq!((parameters.query.as_str(), parameters.operation_name), ("{ a }", None));
        assert!(parameters.variables.is_empty());
    }

    #[test]
    fn another_shape_is_refused_and_named() {
        let cases = [
            (r#"{"query": 1}"#, "\"query\" must be text"),
            (r#"{"query": "{ a }", "variables": []}"#, "\"variables\" must be an object"),
            (r#"{"query": "{ a }", "extensions": "x"}"#, "\"extensions\" must be an object"),
            (r#"{"operationName": "a"}"#, "\"query\" is missing"),
            ("[]", "batches are not supported"),
            (r#"{"query": "{ a }", "query": "{ b }"}"#, "a key is given twice"),
            (r#"{"query": "{ a }", "variables": {"a": [{"dryRun": true, "dryRun": false}]}}"#, "a key is given twice"),
            ("{\"query\": \"secret", "line 1, column 17"),
        ];
        for (body, told) in cases {
            let error = Parameters::from_body(body.as_bytes()).unwrap_err();
            assert!(error.error.message().contains(told), "{body}: {}", error.error);
            assert!(!error.error.message().contains("secret"));
        }
    }

    #[test]
    fn a_parameter_stands_once_in_the_url() {
        let parameters = Parameters::from_url("query=%7Ba%7D&variables=%7B%22n%22%3A1%7D&operationName=A").unwrap();
        assert_eq!((parameters.query.as_str(), parameters.variables.len()), ("{a}", 1));
        assert!(Parameters::from_url("query=a&query=b").is_err());
        assert!(Parameters::from_url("query=a&variables=x").is_err());
    }

    #[test]
    fn an_empty_operation_name_in_the_url_is_none() {
        assert_eq!(Parameters::from_url("query=a&operationName=").unwrap().operation_name, None);
    }

    #[test]
    fn a_url_that_is_not_utf_8_is_refused() {
        assert!(Parameters::from_url("query=%C3%85").is_ok());
        assert!(Parameters::from_url("query=%EF%BF%BD").is_ok());
        assert!(Parameters::from_url("query=%C5%EF%BF%BD").is_err());
    }

    #[test]
    fn json_nested_too_deep_is_refused() {
        let body = format!("{{\"query\": \"a\", \"variables\": {{\"v\": {}{}}}}}", "[".repeat(200), "]".repeat(200));
        assert!(Parameters::from_body(body.as_bytes()).is_err());
    }
}
