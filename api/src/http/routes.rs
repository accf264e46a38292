//! Which path leads where, and what every answer carries.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::guard;
use actix_web::http::StatusCode;
use actix_web::http::header::{HOST, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{Handler, Resource, Responder};
use serde_json::json;

use super::connection::Connection;
use super::outgoing::Outgoing;
use super::server_state::ServerState;
use super::{graphql, health, ui};

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

/// Stands around every request, until its answer has left: refuses a foreign host, adds the headers.
pub async fn middleware<B: MessageBody + 'static>(
    state: Data<ServerState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Outgoing>, actix_web::Error> {
    let under_way = Connection::of(request.request()).ok().map(Connection::start);
    let mut response = if state.on_loopback && !names_this_machine(&request) {
        let text = "This server listens on this machine only: call it localhost or 127.0.0.1.";
        let error = actix_web::HttpResponse::build(StatusCode::MISDIRECTED_REQUEST).json(json!({ "error": text }));
        request.into_response(error).map_into_boxed_body()
    } else {
        next.call(request).await?.map_into_boxed_body()
    };
    for (name, value) in HEADERS {
        let headers = response.headers_mut();
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    Ok(response.map_body(|_, body| Outgoing::new(body, under_way)))
}

/// A page elsewhere can let its name point at this machine; the browser then still sends that name.
fn names_this_machine(request: &ServiceRequest) -> bool {
    let given = request.headers().get(HOST).map(HeaderValue::to_str);
    let in_uri = request.uri().host();
    let host = match given {
        Some(Ok(host)) => Some(without_port(host)),
        Some(Err(_)) => return false,
        None => None,
    };
    host.into_iter()
        .chain(in_uri)
        .all(|host| ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| host.eq_ignore_ascii_case(local)))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::names_this_machine;

    #[test]
    fn only_local_names_lead_to_this_machine() {
        for (host, local) in [
            ("localhost", true),
            ("LOCALHOST:8080", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("evil.example", false),
            ("localhost.evil.example:80", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ] {
            let request = TestRequest::default().insert_header(("Host", host)).to_srv_request();
            assert_eq!(names_this_machine(&request), local, "{host}");
        }
    }
}
