//! What tells operators and clients about the server itself.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde_json::json;

use super::edge::Edge;

/// The process answers.
pub async fn livez() -> HttpResponse {
    status(StatusCode::OK, "alive")
}

/// The server takes requests: the database answers and no stop is under way.
pub async fn readyz(edge: Data<Edge>) -> HttpResponse {
    if edge.is_draining() {
        status(StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if edge.app.db.ready().await {
        status(StatusCode::OK, "ready")
    } else {
        status(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
    }
}

pub async fn version() -> HttpResponse {
    let version = json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") });
    HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(version)
}

/// The schema as text.
pub async fn schema(edge: Data<Edge>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("Cache-Control", "no-cache"))
        .body(edge.app.sdl.clone())
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
