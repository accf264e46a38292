//! The one URL of the API: GraphQL over HTTP by POST and GET, and the page for a browser.

use actix_web::http::header::{
    ACCEPT, AUTHORIZATION, CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, UPGRADE, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::parser::types::OperationType;
use uuid::Uuid;

use super::accept::{self, Media};
use super::connection::Connection;
use super::parameters::Parameters;
use super::request_error::RequestError;
use super::server_state::ServerState;
use super::{answer, body, compress, token, ui, validator};
use crate::engine::Answer;
use crate::error::Error;
use crate::ledger::Revision;

/// Answers in the form that the client accepts.
pub async fn endpoint(request: HttpRequest, body: Payload, state: Data<ServerState>) -> HttpResponse {
    let id = state.request_id();
    let offers: &[Media] = if request.method() == Method::GET {
        &[Media::Json, Media::GraphqlResponse, Media::Html]
    } else {
        &[Media::Json, Media::GraphqlResponse]
    };
    let accepted: Vec<_> = request.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok()).collect();
    let mut response = match accept::choose(Some(&accepted.join(",")), offers) {
        Some(Media::Html) => ui::graphiql(&request).await,
        Some(media) => answer(&request, body, &state, id, media).await,
        None => not_acceptable().respond(Media::Json, id),
    };
    finish(response.headers_mut(), id);
    response
}

async fn answer(request: &HttpRequest, body: Payload, state: &ServerState, id: Uuid, media: Media) -> HttpResponse {
    let executed = execute(request, body, state, id).await;
    match executed.and_then(|answer| respond(request, answer, media, id)) {
        Ok(response) => response,
        Err(refused) => {
            log(&refused.error, id);
            refused.respond(media, id)
        }
    }
}

/// Sends the answer, unless the client has it already.
fn respond(request: &HttpRequest, answer: Answer, media: Media, id: Uuid) -> Result<HttpResponse, RequestError> {
    let (headers, length) = (request.headers(), answer.body.json.len());
    let mut response = answer::head(&answer, media, !headers.contains_key(AUTHORIZATION));
    let is_valid = validator::is_valid(&answer);
    let known = is_valid.then(|| validator::tag(&answer, media, compress::coding(headers, length)));
    let known = known.filter(|tag| validator::is_known(headers, tag));
    let (kind, cost, errors) = (answer.kind, answer.cost.requested, answer.errors.len());
    let (cache, bytes) = (answer::cache_status(answer.cached), if known.is_some() { 0 } else { length });
    if let Some(tag) = known {
        tracing::info!(request = %id, %kind, cost, errors, bytes, cache, "answered");
        return Ok(response.status(StatusCode::NOT_MODIFIED).insert_header((ETAG, tag)).finish());
    }
    hold(Connection::of(request)?, kind, length)?;
    tracing::info!(request = %id, %kind, cost, errors, bytes, cache, "answered");
    if is_valid {
        response.insert_header((ETAG, validator::tag(&answer, media, None)));
    }
    let mut response = response.content_type(media.content_type()).body(answer.body.json.clone());
    response.extensions_mut().insert(answer.body);
    Ok(response)
}

fn log(error: &Error, id: Uuid) {
    if let Error::Internal(cause) = error {
        tracing::error!(request = %id, cause, "failed");
    } else {
        tracing::info!(request = %id, code = error.code(), reason = %error, "refused");
    }
}

/// Who asks is settled before the body is read, and what it costs before it is run.
async fn execute(request: &HttpRequest, body: Payload, state: &ServerState, id: Uuid) -> Result<Answer, RequestError> {
    refuse_unsupported(request)?;
    let (headers, connection, app) = (request.headers(), Connection::of(request)?, &state.app);
    let viewer = token::viewer(headers, app)?;
    connection.identify(&viewer);
    let parameters = if request.method() == Method::GET {
        Parameters::from_url(request.query_string())?
    } else {
        Parameters::from_body(&body::read(headers, body, &app.limits, &viewer, connection).await?)?
    };
    let operation = app.engine.check(parameters.request(id, viewer, wanted_revision(headers)?))?;
    if request.method() == Method::GET && operation.kind() != OperationType::Query {
        return Err(method_not_allowed("A mutation must be sent by POST.", "POST"));
    }
    connection.check_room()?;
    Ok(app.engine.run(operation).await?)
}

/// The client has seen this revision and asks for no earlier one.
fn wanted_revision(headers: &HeaderMap) -> Result<Option<Revision>, RequestError> {
    let Some(text) = text(headers, "Styrgraf-Revision")? else { return Ok(None) };
    let revision = text.parse().map_err(|why| Error::BadInput(format!("The header Styrgraf-Revision {why}.")))?;
    Ok(Some(revision))
}

/// The answer waits for its client from here on. Of a mutation, something may be written, so its answer is kept.
fn hold(connection: &Connection, kind: OperationType, bytes: usize) -> Result<(), Error> {
    match kind {
        OperationType::Mutation => connection.hold(bytes),
        _ => connection.try_hold(bytes)?,
    }
    Ok(())
}

fn refuse_unsupported(request: &HttpRequest) -> Result<(), RequestError> {
    let headers = request.headers();
    if headers.contains_key(UPGRADE) {
        let error = Error::bad_input("Subscriptions over WebSocket are not served yet. Send queries by POST.");
        return Err(RequestError::with(StatusCode::NOT_IMPLEMENTED, error));
    }
    if headers.contains_key("Idempotency-Key") {
        return Err(RequestError::malformed("Idempotency-Key is not supported yet. Send the request without it."));
    }
    match *request.method() {
        Method::GET | Method::POST => Ok(()),
        _ => Err(method_not_allowed("Send a query by POST or GET.", "GET, POST")),
    }
}

fn not_acceptable() -> RequestError {
    let text = "Answers are application/graphql-response+json or application/json. Event streams are not served yet.";
    RequestError::with(StatusCode::NOT_ACCEPTABLE, Error::bad_input(text))
}

fn method_not_allowed(text: &str, allowed: &'static str) -> RequestError {
    RequestError::with(StatusCode::METHOD_NOT_ALLOWED, Error::bad_input(text)).header("Allow", allowed)
}

fn text(headers: &HeaderMap, name: &str) -> Result<Option<String>, RequestError> {
    let read = |value: &HeaderValue| value.to_str().map(str::to_owned);
    headers
        .get(name)
        .map(read)
        .transpose()
        .map_err(|_| RequestError::malformed(format!("The header {name} is not text.")))
}

fn finish(headers: &mut HeaderMap, id: Uuid) {
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization, Accept-Encoding"));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
