//! Which path leads where, and what every answer carries.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::guard;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{Handler, Resource, Responder};

use super::compress::compress;
use super::connection::Connection;
use super::outgoing::Outgoing;
use super::server_state::ServerState;
use super::{cors, graphql, health, host, ui};

pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/graphql").default_service(web::to(graphql::endpoint)))
        .service(page("/", ui::index))
        .service(page("/graphiql", ui::graphiql_page))
        .service(page("/graphiql/{asset:.+}", ui::asset))
        .service(page("/schema.graphql", health::schema))
        .service(page("/livez", health::livez))
        .service(page("/readyz", health::readyz))
        .service(page("/version", health::version))
        .default_service(web::to(health::not_found));
}

/// A path that is read only.
fn page<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let read = web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    web::resource(path).route(read.to(handler)).default_service(web::to(health::only_get))
}

/// Headers of every answer. A page sets a wider content policy of its own.
const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
];

/// Stands around every request, until its answer has left. A preflight carries no token, so it is answered here.
pub async fn middleware<B: MessageBody + 'static>(
    state: Data<ServerState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Outgoing>, actix_web::Error> {
    let under_way = Connection::of(request.request()).ok().map(Connection::start);
    let origins = &state.app.cors_origins;
    let refusal = state.on_loopback.then(|| host::refuse_foreign(request.request())).flatten();
    let early = refusal.or_else(|| cors::preflight(request.request(), origins));
    let response = match early {
        Some(answer) => request.into_response(answer).map_into_boxed_body(),
        None => next.call(request).await?.map_into_boxed_body(),
    };
    let (request, response) = response.into_parts();
    let mut response = compress(&request, response, &state.packers).await;
    add_headers(response.headers_mut());
    cors::share(&request, origins, response.headers_mut());
    Ok(ServiceResponse::new(request, response.map_body(|_, body| Outgoing::new(body, under_way))))
}

fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
}
