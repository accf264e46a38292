//! Builds the answers of the GraphQL endpoint.

use std::io;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;
use uuid::Uuid;

use super::accept::Media;
use super::errors;
use super::refusal::{BUSY, FULL, Refusal};
use crate::error::{Error, Result};

/// What ran, written out; ready to be sent in any form.
#[derive(Debug)]
pub struct Executed {
    pub body: Vec<u8>,
    /// Whether it ran at all: without `data` the framework refused the document.
    pub has_data: bool,
    /// The revision that was read or written.
    pub revision: Option<String>,
    /// Errors that the answer holds, for the log.
    pub errors: usize,
    /// After how many seconds to try again, if there was no room for any of it.
    retry_after: Option<&'static str>,
}

/// The order of keys in every answer. A request error has no `data`, not even null.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Extensions>,
}

#[derive(Serialize)]
struct Extensions {
    cost: Cost,
}

/// What the operation costs and what it may cost, told in `extensions.cost`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Cost {
    pub requested: u64,
    pub limit: u64,
}

impl Executed {
    /// Writes the answer out, up to `limit` bytes.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` when it would be longer.
    pub fn new(response: Response, query: &str, cost: Cost, limit: usize, request: Uuid) -> Result<Self> {
        let refused = response.data == Value::Null && !response.errors.is_empty();
        let refused = refused && response.errors.iter().all(|error| error.path.is_empty());
        let errors = errors::polish(response.errors, query, request);
        let data = (!refused).then_some(&response.data);
        let answer = Answer { data, errors: &errors, extensions: Some(Extensions { cost }) };
        let body = write(&answer, limit)?;
        let retry_after = if is_empty(&response.data) { errors.iter().find_map(retry_after) } else { None };
        Ok(Self { body, has_data: !refused, revision: None, errors: errors.len(), retry_after })
    }

    pub fn respond(self, media: Media) -> HttpResponse {
        let status = match () {
            () if self.retry_after.is_some() => StatusCode::SERVICE_UNAVAILABLE,
            () if self.has_data => StatusCode::OK,
            () => status_of_request_error(media),
        };
        let mut response = HttpResponse::build(status);
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds));
        }
        response.content_type(media.content_type());
        if let Some(revision) = self.revision {
            response.insert_header(("Styrgraf-Revision", revision));
        }
        response.body(self.body)
    }
}

impl Refusal {
    pub fn respond(&self, media: Media, request: Uuid) -> HttpResponse {
        let errors = errors::told(&self.error, request);
        let answer = Answer { data: None, errors: &errors, extensions: None };
        let mut response = HttpResponse::build(self.status.unwrap_or_else(|| status_of_request_error(media)));
        if let Some(header) = self.header {
            response.insert_header(header);
        }
        response.content_type(media.content_type()).body(serde_json::to_vec(&answer).unwrap_or_default())
    }
}

/// Whether no field of the root has an answer.
fn is_empty(data: &Value) -> bool {
    match data {
        Value::Object(fields) => fields.values().all(|field| *field == Value::Null),
        data => *data == Value::Null,
    }
}

/// The seconds after which to try again, as a refusal tells them too.
fn retry_after(error: &ServerError) -> Option<&'static str> {
    let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"))?;
    let seconds = [("OVERLOADED", BUSY), ("STORAGE_FULL", FULL)];
    seconds.into_iter().find_map(|(busy, seconds)| (*code == Value::from(busy)).then_some(seconds))
}

/// A well-formed request whose document is refused: `application/json` tells it in the body only, as the specification
/// of GraphQL over HTTP asks.
fn status_of_request_error(media: Media) -> StatusCode {
    if media == Media::GraphqlResponse { StatusCode::BAD_REQUEST } else { StatusCode::OK }
}

fn write(answer: &Answer, limit: usize) -> Result<Vec<u8>> {
    let mut capped = Capped { bytes: Vec::new(), limit };
    match serde_json::to_writer(&mut capped, answer) {
        Ok(()) => {
            // It may wait for its client: without the room that it grew into.
            capped.bytes.shrink_to_fit();
            Ok(capped.bytes)
        }
        Err(error) if error.is_io() => {
            let most = limit / (1024 * 1024);
            Err(Error::Limit(format!("The answer is larger than {most} MiB. Ask for fewer rows or fields at a time.")))
        }
        Err(error) => Err(Error::internal(error)),
    }
}

/// Stops at the limit instead of filling the memory.
struct Capped {
    bytes: Vec<u8>,
    limit: usize,
}

impl io::Write for Capped {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
