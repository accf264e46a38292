//! Reads a JSON body: counted while it arrives, and not waited for without end.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::web::{BytesMut, Payload};
use futures_util::StreamExt;

use super::Limits;
use super::connection::Connection;
use super::request_error::RequestError;
use crate::auth::viewer::Viewer;
use crate::error::Error;

/// # Errors
/// 415 for another content type or an encoded body, 413 when it is too large, 408 when it is too slow, 503 when too many arrive.
pub async fn read(
    headers: &HeaderMap,
    body: Payload,
    limits: &Limits,
    viewer: &Viewer,
    connection: &Connection,
) -> Result<BytesMut, RequestError> {
    require_json(headers)?;
    let limit = limits.body_of(viewer);
    let hint =
        if viewer.subject.is_none() { " A token with the role integration, editor or admin allows more." } else { "" };
    match tokio::time::timeout(limits.body_deadline, collect(body, (limit, hint), connection)).await {
        Ok(read) => read,
        Err(_) => Err(RequestError::with(StatusCode::REQUEST_TIMEOUT, Error::Timeout).header("Connection", "close")),
    }
}

/// Up to the limit; beyond it, the hint says what would allow more.
async fn collect(
    mut body: Payload,
    (limit, hint): (usize, &str),
    connection: &Connection,
) -> Result<BytesMut, RequestError> {
    let mut bytes = BytesMut::new();
    while let Some(part) = body.next().await {
        let part = part.map_err(|_| RequestError::malformed("The body did not arrive whole."))?;
        if bytes.len() + part.len() > limit {
            let text = format!("The body is larger than {} KiB.{hint}", limit / 1024);
            return Err(
                RequestError::with(StatusCode::PAYLOAD_TOO_LARGE, Error::Limit(text)).header("Connection", "close")
            );
        }
        connection.try_hold(part.len())?;
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

fn require_json(headers: &HeaderMap) -> Result<(), RequestError> {
    let encoding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes);
    if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case(b"identity")) {
        return Err(unsupported("The body must not be compressed."));
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if is_json(content_type) { Ok(()) } else { Err(unsupported("The body must be application/json in UTF-8.")) }
}

fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next().unwrap_or_default();
    essence == "application/json"
        && parts.all(|part| part.strip_prefix("charset=").is_none_or(|name| name.trim_matches('"') == "utf-8"))
}

fn unsupported(text: &str) -> RequestError {
    RequestError::with(StatusCode::UNSUPPORTED_MEDIA_TYPE, Error::bad_input(text))
}
