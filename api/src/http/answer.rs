//! Writes the answers of the GraphQL endpoint.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use async_graphql::{ServerError, Value};
use serde::Serialize;
use uuid::Uuid;

use super::accept::Media;
use super::request_error::{BUSY, FULL, RequestError};
use crate::engine::{self, Answer};
use crate::error::Result;

/// An answer of the engine, written out; ready to be sent in any form.
#[derive(Debug)]
pub struct WrittenAnswer {
    pub body: Vec<u8>,
    has_data: bool,
    revision: String,
    /// After how many seconds to try again, if there was no room for any of it.
    retry_after: Option<&'static str>,
}

impl WrittenAnswer {
    /// # Errors
    /// `LIMIT_EXCEEDED` when it would be longer than `limit` bytes.
    pub fn new(answer: &Answer, limit: usize) -> Result<Self> {
        let retry_after = if is_empty(answer) { answer.errors.iter().find_map(retry_after) } else { None };
        let (body, revision) = (answer.to_json(limit)?, answer.revision.to_string());
        Ok(Self { body, has_data: answer.data.is_some(), revision, retry_after })
    }

    pub fn respond(self, media: Media) -> HttpResponse {
        let status = if self.retry_after.is_some() {
            StatusCode::SERVICE_UNAVAILABLE
        } else if self.has_data {
            StatusCode::OK
        } else {
            status_of_request_error(media)
        };
        let mut response = HttpResponse::build(status);
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds));
        }
        response.content_type(media.content_type());
        response.insert_header(("Styrgraf-Revision", self.revision));
        response.body(self.body)
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

/// Whether no field of the root has an answer.
fn is_empty(answer: &Answer) -> bool {
    match &answer.data {
        Some(Value::Object(fields)) => fields.values().all(|field| *field == Value::Null),
        Some(data) => *data == Value::Null,
        None => true,
    }
}

/// The seconds after which to try again, the same as for a request error.
fn retry_after(error: &ServerError) -> Option<&'static str> {
    let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"))?;
    let seconds = [("OVERLOADED", BUSY), ("STORAGE_FULL", FULL)];
    seconds.into_iter().find_map(|(busy, seconds)| (*code == Value::from(busy)).then_some(seconds))
}

/// A well-formed request whose document is refused: by GraphQL over HTTP, `application/json` shows it in the body only.
/// An error of a field comes beside `data`, which makes the status 200 in both forms.
fn status_of_request_error(media: Media) -> StatusCode {
    if media == Media::GraphqlResponse { StatusCode::BAD_REQUEST } else { StatusCode::OK }
}
