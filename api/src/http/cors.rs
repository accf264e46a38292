//! Cross-origin resource sharing: which pages may read answers in a browser. None, until their origins are listed. There is
//! no mode with credentials: a page sends its token by itself, in `Authorization`.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderValue,
    ORIGIN,
};
use actix_web::{HttpRequest, HttpResponse};

use super::vary;

/// The paths that pages of other origins have a use for.
const SHARED: [&str; 2] = ["/graphql", "/schema.graphql"];
/// What the server reads beside what a page may always send.
const READ: &str = "accept, authorization, content-type, idempotency-key, if-none-match, styrgraf-revision";
/// What a page may read beside what it always may.
const EXPOSED: &str = "styrgraf-revision, x-request-id, retry-after, etag, cache-status";
/// Seconds for which a browser need not ask again: two hours, the most that all of them keep to.
const MAX_AGE: &str = "7200";

/// The answer to a browser that asks, before a page's request and without its token, whether it may send it.
pub fn preflight(request: &HttpRequest, listed: &[String]) -> Option<HttpResponse> {
    let asks = *request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    if !asks || !SHARED.contains(&request.path()) || origin(request, listed).is_none() {
        return None;
    }
    let mut response = HttpResponse::NoContent();
    response
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, READ))
        .insert_header((ACCESS_CONTROL_MAX_AGE, MAX_AGE));
    Some(response.finish())
}

/// Lets a page of a listed origin read the answer, whatever it is: also an error.
pub fn share(request: &HttpRequest, listed: &[String], headers: &mut HeaderMap) {
    if listed.is_empty() {
        return;
    }
    vary::add(headers, "Origin");
    if let Some(origin) = origin(request, listed) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

/// The request's origin, if it is a listed one.
fn origin<'r>(request: &'r HttpRequest, listed: &[String]) -> Option<&'r HeaderValue> {
    let mut given = request.headers().get_all(ORIGIN);
    let origin = given.next().filter(|_| given.next().is_none())?;
    listed.iter().any(|one| one.as_bytes() == origin.as_bytes()).then_some(origin)
}
