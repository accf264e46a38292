//! The one URL of the API: GraphQL over HTTP by POST and GET, and the page for a browser.

use std::panic::{AssertUnwindSafe, catch_unwind};

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue, UPGRADE, VARY};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::parser::types::OperationType;
use uuid::Uuid;

use super::accept::{self, Media};
use super::answer::Executed;
use super::connection::Connection;
use super::edge::Edge;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::run::{self, Operation};
use super::{body, token, ui};
use crate::auth::viewer::Viewer;
use crate::error::Error;
use crate::guard::Checked;
use crate::ledger;

/// Answers in the form that the client accepts.
pub async fn endpoint(request: HttpRequest, body: Payload, edge: Data<Edge>) -> HttpResponse {
    let id = edge.request_id();
    let offers: &[Media] = if request.method() == Method::GET {
        &[Media::Json, Media::GraphqlResponse, Media::Html]
    } else {
        &[Media::Json, Media::GraphqlResponse]
    };
    let accepted: Vec<_> = request.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok()).collect();
    let mut response = match accept::choose(Some(&accepted.join(",")), offers) {
        Some(Media::Html) => ui::graphiql(&request).await,
        Some(media) => answer(&request, body, &edge, id, media).await,
        None => not_acceptable().respond(Media::Json, id),
    };
    finish(response.headers_mut(), id);
    response
}

async fn answer(request: &HttpRequest, body: Payload, edge: &Edge, id: Uuid, media: Media) -> HttpResponse {
    match execute(request, body, edge, id).await {
        Ok(executed) => executed.respond(media),
        Err(refusal) => {
            log(&refusal.error, id);
            refusal.respond(media, id)
        }
    }
}

fn log(error: &Error, id: Uuid) {
    if let Error::Internal(cause) = error {
        tracing::error!(request = %id, cause, "failed");
    } else {
        tracing::info!(request = %id, code = error.code(), reason = %error, "refused");
    }
}

/// Who asks is settled before the body is read, and what it costs before it is run.
async fn execute(request: &HttpRequest, body: Payload, edge: &Edge, id: Uuid) -> Result<Executed, Refusal> {
    refuse_unsupported(request)?;
    let (headers, connection) = (request.headers(), Connection::of(request)?);
    let viewer = token::viewer(headers, &edge.app)?;
    connection.identify(&viewer);
    let parameters = if request.method() == Method::GET {
        Parameters::from_url(request.query_string())?
    } else {
        Parameters::from_body(&body::read(headers, body, &edge.app.limits, &viewer, connection).await?)?
    };
    let checked = check(edge, &parameters, &viewer)?;
    if request.method() == Method::GET && checked.kind != OperationType::Query {
        return Err(method_not_allowed("A mutation must be sent by POST.", "POST"));
    }
    connection.check_room()?;
    reach(edge, headers, &viewer).await?;
    let place = edge.place(&viewer, connection)?;
    let (kind, cost) = (checked.kind, checked.cost);
    let executed = run::run(&edge.app, Operation { id, viewer, parameters, checked }, place).await?;
    hold(connection, kind, executed.body.len())?;
    tracing::info!(request = %id, %kind, cost, errors = executed.errors, bytes = executed.body.len(), "answered");
    Ok(executed)
}

/// The revision that the client has seen may not be here yet. Few may wait for it, and none of them holds a place.
async fn reach(edge: &Edge, headers: &HeaderMap, viewer: &Viewer) -> Result<(), Refusal> {
    let Some(text) = text(headers, "Styrgraf-Revision")? else { return Ok(()) };
    let wanted = text.parse().map_err(|why| Error::BadInput(format!("The header Styrgraf-Revision {why}.")))?;
    if !ledger::has(&edge.app.db, &wanted)? {
        let _wait = edge.waits.take(viewer)?;
        ledger::wait_for(&edge.app.db, &wanted).await?;
    }
    Ok(())
}

/// The answer waits for its client from here on. Of a mutation, something may be written, so its answer is kept.
fn hold(connection: &Connection, kind: OperationType, bytes: usize) -> Result<(), Error> {
    match kind {
        OperationType::Mutation => connection.hold(bytes),
        _ => connection.try_hold(bytes)?,
    }
    Ok(())
}

/// The parser is other people's: if it panics, this request fails and no other.
fn check(edge: &Edge, parameters: &Parameters, viewer: &Viewer) -> Result<Checked, Error> {
    let name = parameters.operation_name.as_deref();
    let guarded = || edge.app.guard.check(&parameters.query, name, &parameters.variables, viewer);
    catch_unwind(AssertUnwindSafe(guarded))
        .unwrap_or_else(|panic| Err(Error::Internal(format!("the guard panicked: {}", run::words(panic.as_ref())))))
}

fn refuse_unsupported(request: &HttpRequest) -> Result<(), Refusal> {
    let headers = request.headers();
    if headers.contains_key(UPGRADE) {
        let error = Error::bad_input("Subscriptions over WebSocket are not served yet. Send queries by POST.");
        return Err(Refusal::with(StatusCode::NOT_IMPLEMENTED, error));
    }
    if headers.contains_key("Idempotency-Key") {
        return Err(Refusal::malformed("Idempotency-Key is not supported yet. Send the request without it."));
    }
    match *request.method() {
        Method::GET | Method::POST => Ok(()),
        _ => Err(method_not_allowed("Send a query by POST or GET.", "GET, POST")),
    }
}

fn not_acceptable() -> Refusal {
    let text = "Answers are application/graphql-response+json or application/json. Event streams are not served yet.";
    Refusal::with(StatusCode::NOT_ACCEPTABLE, Error::bad_input(text))
}

fn method_not_allowed(text: &str, allowed: &'static str) -> Refusal {
    Refusal::with(StatusCode::METHOD_NOT_ALLOWED, Error::bad_input(text)).header("Allow", allowed)
}

fn text(headers: &HeaderMap, name: &str) -> Result<Option<String>, Refusal> {
    let read = |value: &HeaderValue| value.to_str().map(str::to_owned);
    headers.get(name).map(read).transpose().map_err(|_| Refusal::malformed(format!("The header {name} is not text.")))
}

fn finish(headers: &mut HeaderMap, id: Uuid) {
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization"));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
