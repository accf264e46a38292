//! What operators and clients can ask about the server itself.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde_json::json;

use super::server_state::ServerState;

/// The process answers.
pub async fn livez() -> HttpResponse {
    status(StatusCode::OK, "alive")
}

/// How long the database may take to show that it answers.
const ANSWER: Duration = Duration::from_millis(800);

/// The server takes requests: the database answers and no stop is under way. It asks on a connection that no request
/// uses, and answers within a second whatever the database does.
pub async fn readyz(state: Data<ServerState>) -> HttpResponse {
    if state.is_draining() {
        return status(StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match tokio::time::timeout(ANSWER, state.app.ledger.head()).await {
        Ok(Ok(_)) => status(StatusCode::OK, "ready"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            status(StatusCode::SERVICE_UNAVAILABLE, "not ready: the database refuses")
        }
        Err(_) => status(StatusCode::SERVICE_UNAVAILABLE, "not ready: the database does not answer"),
    }
}

pub async fn version() -> HttpResponse {
    let version = json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") });
    HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(version)
}

/// The schema as text.
pub async fn schema(state: Data<ServerState>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("Cache-Control", "no-cache"))
        .body(state.app.engine.sdl().to_owned())
}

pub async fn not_found() -> HttpResponse {
    HttpResponse::NotFound().json(json!({ "error": "There is nothing here. The API is at /graphql." }))
}

pub async fn only_get() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header(("Allow", "GET, HEAD"))
        .json(json!({ "error": "Only GET and HEAD are answered here." }))
}

fn status(status: StatusCode, text: &str) -> HttpResponse {
    HttpResponse::build(status).insert_header(("Cache-Control", "no-store")).json(json!({ "status": text }))
}
