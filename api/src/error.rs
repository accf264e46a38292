//! Errors that stop a request. What is wrong with a well-formed input is a `UserError` in the payload instead.

use async_graphql::{ErrorExtensions, Pos};

/// An error that the client gets, with its code under `extensions.code`, in words it can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A malformed variable, id, cursor or page size, or a document that cannot be run.
    BadInput(String),
    /// A document that cannot be read or is not valid: all that is wrong with it.
    Invalid(Vec<Fault>),
    /// The token is missing where one is needed, or is not accepted.
    Unauthenticated(String),
    /// The token is good, but its roles do not allow this.
    Forbidden(String),
    /// The document or the body is larger than this client may send.
    Limit(String),
    /// The answer took longer than the deadline.
    Timeout,
    /// The server has no room now; the same request may succeed later.
    Overloaded,
    /// The same, with the reason.
    Busy(String),
    /// The database does not answer, or the connection to it was lost while reading.
    Lost,
    /// The same while writing, before anything was kept.
    NotWritten,
    /// The database's disk is full or cannot be written; nothing was written.
    StorageFull,
    /// Others wrote the same rows at the same moment. The ledger tries again before it gives up.
    Conflict,
    /// A row has a key that another row has already.
    AlreadyExists,
    /// A row refers to one that does not exist.
    UnknownReference,
    /// A row cannot be deleted because others refer to it.
    StillReferred,
    /// The connection broke while a write was being committed: nobody knows whether it was kept.
    OutcomeUnknown,
    /// Something of ours failed. The text is for the log only and never reaches a client.
    Internal(String),
}

/// Something wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    /// Where it starts in the document's text.
    pub place: Option<Pos>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadInput(_)
            | Self::Invalid(_)
            | Self::AlreadyExists
            | Self::UnknownReference
            | Self::StillReferred => "BAD_USER_INPUT",
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::Forbidden(_) => "FORBIDDEN",
            Self::Limit(_) => "LIMIT_EXCEEDED",
            Self::Timeout => "TIMEOUT",
            Self::Overloaded | Self::Busy(_) | Self::Lost | Self::NotWritten | Self::Conflict => "OVERLOADED",
            Self::StorageFull => "STORAGE_FULL",
            Self::OutcomeUnknown | Self::Internal(_) => "INTERNAL",
        }
    }

    /// The message for the client.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Self::Invalid(faults) => faults.first().map_or("The document is not valid.", |fault| &fault.message),
            Self::BadInput(text)
            | Self::Unauthenticated(text)
            | Self::Forbidden(text)
            | Self::Limit(text)
            | Self::Busy(text) => text,
            Self::Timeout => "The answer took longer than this server allows. Ask for less at a time.",
            Self::Overloaded => "The server is busy. Try again shortly.",
            Self::Lost => "The server cannot reach its database. Try again shortly.",
            Self::NotWritten => "The server cannot reach its database. Nothing was written; try again shortly.",
            Self::StorageFull => {
                "The server cannot store anything: its disk is full or read-only. Nothing was written; the operator must make room."
            }
            Self::Conflict => {
                "Others are writing to the same objects right now. Nothing was written; try again shortly."
            }
            Self::AlreadyExists => "There is such an object already. Nothing was written.",
            Self::UnknownReference => "An object that is referred to does not exist. Nothing was written.",
            Self::StillReferred => "Other objects refer to this one. Nothing was written.",
            Self::OutcomeUnknown => {
                "The outcome is unknown: this may have been written. Check before you retry; a push can be retried safely."
            }
            Self::Internal(_) => "Something went wrong in the server. It is logged under this request's id.",
        }
    }

    pub fn bad_input(text: impl Into<String>) -> Self {
        Self::BadInput(text.into())
    }

    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Internal(cause) => write!(f, "internal: {cause}"),
            error => f.write_str(error.message()),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        if let Error::Internal(cause) = &error {
            tracing::error!(cause, "a resolver failed");
        }
        Self::new(error.message()).extend_with(|_, extensions| extensions.set("code", error.code()))
    }
}

/// The loader hands one error to every caller that waits for it.
impl From<std::sync::Arc<Error>> for Error {
    fn from(error: std::sync::Arc<Self>) -> Self {
        (*error).clone()
    }
}
