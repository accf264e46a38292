//! A request that is answered with an error and nothing else.

use actix_web::http::StatusCode;

use crate::error::Error;

/// Seconds after which to try again when the server is busy, and when its disk is full.
pub const BUSY: &str = "1";
pub const FULL: &str = "60";

/// The error, and the status that belongs to it whatever form the answer takes.
#[derive(Debug)]
pub struct RequestError {
    pub error: Error,
    /// None for what is wrong in the document of a well-formed request: then the form of the answer decides.
    pub status: Option<StatusCode>,
    /// One header that the status calls for.
    pub header: Option<(&'static str, &'static str)>,
}

impl RequestError {
    /// The request itself is malformed: 400 in every form.
    pub fn malformed(text: impl Into<String>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, Error::BadInput(text.into()))
    }

    pub fn with(status: StatusCode, error: Error) -> Self {
        Self { error, status: Some(status), header: None }
    }

    pub fn header(self, name: &'static str, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    pub fn unauthenticated(text: impl Into<String>) -> Self {
        Self::with(StatusCode::UNAUTHORIZED, Error::Unauthenticated(text.into()))
            .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
    }
}

impl From<Error> for RequestError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated(text) => Self::unauthenticated(text),
            Error::Overloaded | Error::Busy(_) | Error::Lost | Error::NotWritten | Error::Conflict => {
                Self::with(StatusCode::SERVICE_UNAVAILABLE, error).header("Retry-After", BUSY)
            }
            Error::StorageFull => Self::with(StatusCode::SERVICE_UNAVAILABLE, error).header("Retry-After", FULL),
            Error::Timeout => Self::with(StatusCode::GATEWAY_TIMEOUT, error),
            Error::Internal(_) | Error::OutcomeUnknown => Self::with(StatusCode::INTERNAL_SERVER_ERROR, error),
            Error::Forbidden(_) => Self::with(StatusCode::FORBIDDEN, error),
            _ => Self { error, status: None, header: None },
        }
    }
}
