//! Writes the answers of the GraphQL endpoint.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::{HttpResponse, HttpResponseBuilder};
use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use serde::Serialize;
use uuid::Uuid;

use super::accept::Media;
use super::request_error::{BUSY, FULL, RequestError};
use super::validator;
use crate::engine::{self, Answer, Cached};

/// The head of a query's answer in one form, which lacks its body; and that of a mutation's.
pub fn head(answer: &Answer, media: Media, is_public: bool) -> HttpResponseBuilder {
    let retry_after = if answer.is_empty { answer.errors.iter().find_map(retry_after) } else { None };
    let status = if retry_after.is_some() {
        StatusCode::SERVICE_UNAVAILABLE
    } else if answer.has_data {
        StatusCode::OK
    } else {
        status_of_request_error(media)
    };
    let mut response = HttpResponse::build(status);
    if let Some(seconds) = retry_after {
        response.insert_header((RETRY_AFTER, seconds));
    }
    response.insert_header(("Styrgraf-Revision", answer.revision.to_string()));
    if answer.kind == OperationType::Query {
        response.insert_header(("Cache-Status", cache_status(answer.cached)));
    }
    if validator::is_valid(answer) {
        // Caches ask each time: what changes is seen at once.
        response.insert_header((CACHE_CONTROL, if is_public { "public, no-cache" } else { "private, no-cache" }));
    }
    response
}

/// How it was answered, in the words of RFC 9211.
pub fn cache_status(cached: Cached) -> &'static str {
    match cached {
        Cached::Hit => "styrgraf; hit",
        Cached::Shared { was_kept: false } => "styrgraf; fwd=miss; collapsed",
        Cached::Shared { was_kept: true } => "styrgraf; fwd=stale; collapsed",
        Cached::Made { was_kept: false, is_kept: false } => "styrgraf; fwd=miss",
        Cached::Made { was_kept: false, is_kept: true } => "styrgraf; fwd=miss; stored",
        Cached::Made { was_kept: true, is_kept: false } => "styrgraf; fwd=stale",
        Cached::Made { was_kept: true, is_kept: true } => "styrgraf; fwd=stale; stored",
        Cached::Off => "styrgraf; fwd=bypass",
    }
}

/// A request error has no `data`, not even null.
#[derive(Serialize)]
struct Errors {
    errors: Vec<ServerError>,
}

impl RequestError {
    pub fn respond(&self, media: Media, request: Uuid) -> HttpResponse {
        let errors = Errors { errors: engine::from_error(&self.error, request) };
        let mut response = HttpResponse::build(self.status.unwrap_or_else(|| status_of_request_error(media)));
        if let Some(header) = self.header {
            response.insert_header(header);
        }
        response.content_type(media.content_type()).body(serde_json::to_vec(&errors).unwrap_or_default())
    }
}

/// The seconds after which to try again, the same as for a request error.
fn retry_after(error: &ServerError) -> Option<&'static str> {
    let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"))?;
    let seconds = [("OVERLOADED", BUSY), ("STORAGE_FULL", FULL)];
    seconds.into_iter().find_map(|(busy, seconds)| (*code == async_graphql::Value::from(busy)).then_some(seconds))
}

/// A well-formed request whose document is refused: by GraphQL over HTTP, `application/json` shows it in the body only.
/// An error of a field comes beside `data`, which makes the status 200 in both forms.
fn status_of_request_error(media: Media) -> StatusCode {
    if media == Media::GraphqlResponse { StatusCode::BAD_REQUEST } else { StatusCode::OK }
}
