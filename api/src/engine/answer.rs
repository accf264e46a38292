//! An operation's answer, as JSON.

use std::io;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use super::body::Body;
use super::{Request, errors};
use crate::error::{Error, Result};
use crate::ledger::Revision;

/// An answer, written out as JSON.
#[derive(Debug)]
pub struct Answer {
    pub kind: OperationType,
    pub body: Arc<Body>,
    /// False: the framework refused the document.
    pub has_data: bool,
    /// Whether no field of the root has an answer.
    pub is_empty: bool,
    /// Each with a code.
    pub errors: Vec<ServerError>,
    pub cost: Cost,
    /// The revision that was written, or one at which it holds.
    pub revision: Revision,
    /// Whether something was written, as that revision.
    pub has_written: bool,
    pub cached: Cached,
}

/// What what is kept had to do with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cached {
    /// It was kept.
    Hit,
    /// It was made for another request that asked the same at the same time.
    Shared { was_kept: bool },
    /// It was made for this request. `was_kept`: there was one that did not hold any more.
    Made { was_kept: bool, is_kept: bool },
    /// Nothing is kept.
    Off,
}

/// What the operation costs and what it may cost.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Cost {
    pub requested: u64,
    pub limit: u64,
}

/// The order of keys in every answer. A request error has no `data`, not even null.
#[derive(Serialize)]
struct Json<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    extensions: Extensions,
}

#[derive(Serialize)]
struct Extensions {
    cost: Cost,
}

/// What the framework made of an operation, and what is said with it.
pub(super) struct Finished {
    pub response: Response,
    pub cost: Cost,
    pub revision: Revision,
    pub has_written: bool,
}

impl Finished {
    /// The answer as JSON, up to `limit` bytes.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` when it would be longer.
    pub(super) fn answer(mut self, kind: OperationType, limit: usize, of: &Request) -> Result<Answer> {
        let data = data(&mut self.response);
        let errors = errors::normalise(self.response.errors, &of.query, of.id);
        let Self { cost, revision, has_written, .. } = self;
        let json = Json { data: data.as_ref(), errors: &errors, extensions: Extensions { cost } };
        let json = write(&json, limit).map_err(|error| too_large(error, has_written.then_some(&revision)))?;
        let (has_data, is_empty) = (data.is_some(), is_empty(data.as_ref()));
        let body = Arc::new(Body::new(json));
        Ok(Answer { kind, body, has_data, is_empty, errors, cost, revision, has_written, cached: Cached::Off })
    }
}

/// What was written stays written, whatever becomes of the answer.
fn too_large(error: Error, written: Option<&Revision>) -> Error {
    match (error, written) {
        (Error::Limit(text), Some(revision)) => {
            Error::Limit(format!("Everything was written, as revision {revision}, but {}", lower(&text)))
        }
        (error, _) => error,
    }
}

/// The framework's data. None: it refused the document before anything was run.
fn data(response: &mut Response) -> Option<Value> {
    let data = std::mem::take(&mut response.data);
    let is_refused =
        data == Value::Null && !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty());
    (!is_refused).then_some(data)
}

fn is_empty(data: Option<&Value>) -> bool {
    match data {
        Some(Value::Object(fields)) => fields.values().all(|field| *field == Value::Null),
        Some(data) => *data == Value::Null,
        None => true,
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn write(answer: &Json, limit: usize) -> Result<Vec<u8>> {
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
