//! Errors that stop a request. What is wrong with a well-formed input is no error but a `UserError` in the payload.

use async_graphql::ErrorExtensions;

/// An error told to the client, under `extensions.code`, in words it can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A malformed document, variable, id, cursor or page size.
    BadInput(String),
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
    /// Somebody else wrote the same rows at the same moment. The ledger tries again before anybody is told.
    Conflict,
    /// The connection broke while a write was being committed: nobody knows whether it was kept.
    OutcomeUnknown,
    /// Something of ours failed. The text is for the log only and never reaches a client.
    Internal(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadInput(_) => "BAD_USER_INPUT",
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::Forbidden(_) => "FORBIDDEN",
            Self::Limit(_) => "LIMIT_EXCEEDED",
            Self::Timeout => "TIMEOUT",
            Self::Overloaded | Self::Conflict => "OVERLOADED",
            Self::OutcomeUnknown | Self::Internal(_) => "INTERNAL",
        }
    }

    /// What the client is told.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Self::BadInput(text) | Self::Unauthenticated(text) | Self::Forbidden(text) | Self::Limit(text) => text,
            Self::Timeout => "The answer took longer than this server allows. Ask for less at a time.",
            Self::Overloaded => "The server is busy. Try again shortly.",
            Self::Conflict => {
                "Others are writing to the same objects right now. Nothing was written; try again shortly."
            }
            Self::OutcomeUnknown => {
                "It is not known whether this was written. Look before you write it again; a push may simply be sent again."
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
            told => f.write_str(told.message()),
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

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        if matches!(error, sea_orm::DbErr::ConnectionAcquire(_)) {
            return Self::Overloaded;
        }
        match database_code(&error).as_deref() {
            Some(code) if CONFLICTS.contains(&code) => Self::Conflict,
            Some("57014") => Self::Timeout,
            Some("22021") => Self::bad_input("A text holds a NUL character, which no text here has."),
            _ => Self::internal(error),
        }
    }
}

/// Serialisation failure, deadlock, lock timeout, and a unique or foreign key that another transaction was first to
/// use: a second try sees the other's rows and says so properly. Then SQLite's words for the same.
const CONFLICTS: [&str; 9] = ["40001", "40P01", "55P03", "23505", "23503", "5", "517", "787", "2067"];

fn database_code(error: &sea_orm::DbErr) -> Option<String> {
    use sea_orm::{DbErr, RuntimeErr};
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return None;
    };
    Some(cause.as_database_error()?.code()?.into_owned())
}

/// The loader hands one error to every caller that waits for it.
impl From<std::sync::Arc<Error>> for Error {
    fn from(error: std::sync::Arc<Self>) -> Self {
        (*error).clone()
    }
}
