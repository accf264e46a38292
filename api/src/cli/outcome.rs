//! How a command ends: an exit code, and one message on stderr if it failed.

use std::io::{ErrorKind, Write, stdout};
use std::process::ExitCode;

use super::log;
use crate::config::Problems;
use crate::error::Error;

/// Why a command failed, for the one at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

/// The outcome of a command.
pub type Outcome = Result<ExitCode, Failure>;

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self(problems.to_string())
    }
}

/// The one who runs the program may read what a client may not.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Internal(cause) => Self(cause),
            error => Self(error.message().to_owned()),
        }
    }
}

/// Writes to stdout. It is not a failure if the reader stops early, as in `styrgraf schema | head`.
///
/// # Errors
/// If stdout takes no more.
pub fn print(text: impl std::fmt::Display) -> Outcome {
    match writeln!(stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure(format!("stdout: {error}"))),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The exit code for `outcome`; a failure is printed on stderr.
#[must_use]
pub fn exit(outcome: Outcome) -> ExitCode {
    let (code, last) = match outcome {
        Ok(code) => (code, None),
        Err(Failure(message)) => (ExitCode::FAILURE, Some(format!("error: {message}"))),
    };
    log::finish(last.as_deref());
    code
}
