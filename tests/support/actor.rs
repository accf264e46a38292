//! Somebody who speaks to the server.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::answer::Answer;
use super::app::App;

/// Somebody who speaks to the server, with or without a token.
pub struct Actor<'a> {
    app: &'a App,
    token: Option<String>,
}

impl<'a> Actor<'a> {
    pub fn new(app: &'a App, token: Option<String>) -> Self {
        Self { app, token }
    }

    /// Sends a document by POST.
    pub async fn ask(&self, query: impl AsRef<str>) -> Answer {
        self.ask_with(query, json!({})).await
    }

    /// Sends a document with variables by POST.
    pub async fn ask_with(&self, query: impl AsRef<str>, variables: Value) -> Answer {
        let body = json!({ "query": query.as_ref(), "variables": variables });
        Answer::to(self.post().json(&body)).await
    }

    /// Runs a mutation such as `createEvaluation`, and asks for these fields of the object that it writes.
    pub async fn mutate(&self, mutation: &str, input: Value, fields: &str) -> Answer {
        let after_verb = mutation.find(char::is_uppercase).expect("a verb and a noun");
        let (verb, noun) = mutation.split_at(after_verb);
        let object = match verb {
            "delete" => "deletedId".to_owned(),
            _ => format!("it: {}{} {{ id {fields} }}", noun[..1].to_lowercase(), &noun[1..]),
        };
        let kind = format!("{}{}{noun}Input", verb[..1].to_uppercase(), &verb[1..]);
        let query = format!(
            "mutation ($input: {kind}!) {{ {mutation}(input: $input) {{
               {object} revision userErrors {{ code message path }} }} }}"
        );
        self.ask_with(query, json!({ "input": input })).await
    }

    /// Creates an object of a type, which must succeed. Its global id.
    pub async fn create(&self, kind: &str, input: Value) -> String {
        let mutation = format!("create{kind}");
        let answer = self.mutate(&mutation, input, "version").await;
        assert_eq!(answer.user_errors(&mutation), []);
        answer.text(&format!("/{mutation}/it/id")).to_owned()
    }

    /// A POST to the endpoint, for headers and a body to be added.
    pub fn post(&self) -> RequestBuilder {
        self.signed(self.app.client.post(self.app.url("/graphql")))
    }

    /// A GET of a document from the endpoint.
    pub fn get(&self, query: &str) -> RequestBuilder {
        let mut url: url::Url = self.app.url("/graphql").parse().expect("a URL");
        url.query_pairs_mut().append_pair("query", query);
        self.signed(self.app.client.get(url))
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}
