//! An operation's answer.

use std::io;

use async_graphql::parser::types::OperationType;
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use super::slots::Slot;
use crate::error::{Error, Result};
use crate::ledger::Revision;

#[derive(Debug)]
pub struct Answer {
    pub kind: OperationType,
    /// None: the framework refused the document.
    pub data: Option<Value>,
    /// Each with a code.
    pub errors: Vec<ServerError>,
    pub cost: Cost,
    /// The revision that was read or written.
    pub revision: Revision,
    /// Whether something was written, as that revision.
    pub has_written: bool,
    /// Given back when the answer is written out, or nobody waits for it.
    pub(super) _slot: Slot,
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

impl Answer {
    /// The answer as JSON, up to `limit` bytes.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` when it would be longer.
    pub fn to_json(&self, limit: usize) -> Result<Vec<u8>> {
        let extensions = Extensions { cost: self.cost };
        let json = Json { data: self.data.as_ref(), errors: &self.errors, extensions };
        write(&json, limit).map_err(|error| self.too_large(error))
    }

    /// What was written stays written, whatever becomes of the answer.
    fn too_large(&self, error: Error) -> Error {
        match error {
            Error::Limit(text) if self.has_written => {
                Error::Limit(format!("Everything was written, as revision {}, but {}", self.revision, lower(&text)))
            }
            error => error,
        }
    }
}

/// The framework's data. None: it refused the document before anything was run.
pub(super) fn data(response: &mut Response) -> Option<Value> {
    let data = std::mem::take(&mut response.data);
    let is_refused =
        data == Value::Null && !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty());
    (!is_refused).then_some(data)
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
