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
