//! The pages and what belongs to them. Nothing of them comes from another host.

use actix_web::http::StatusCode;
use actix_web::http::header::IF_NONE_MATCH;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use super::asset::Asset;
use super::coding::Coding;
use super::health;

/// Everything a page may do. The editor sets styles on its elements and works in workers.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The page that leads to the others.
pub async fn index(request: HttpRequest) -> HttpResponse {
    serve(&request, "index.html").await
}

/// The page to explore the API with.
pub async fn graphiql_page(request: HttpRequest) -> HttpResponse {
    graphiql(&request).await
}

pub async fn graphiql(request: &HttpRequest) -> HttpResponse {
    serve(request, "graphiql.html").await
}

/// What a page loads.
pub async fn asset(request: HttpRequest, name: Path<String>) -> HttpResponse {
    serve(&request, &name).await
}

async fn serve(request: &HttpRequest, name: &str) -> HttpResponse {
    match Asset::find(name) {
        Some(asset) => respond(request, asset),
        None => health::not_found().await,
    }
}

fn respond(request: &HttpRequest, asset: Asset) -> HttpResponse {
    let tag = asset.tag();
    let cache = if asset.never_changes() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = HttpResponse::Ok();
    response.insert_header(("Cache-Control", cache)).insert_header(("ETag", tag.as_str()));
    response.insert_header(("Vary", "Accept-Encoding")).content_type(asset.content_type());
    if asset.is_page() {
        response.insert_header(("Content-Security-Policy", PAGE_POLICY));
    }
    let known = request.headers().get(IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| is_tag(known.trim(), &tag)) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    if asset.is_packed {
        if !Coding::Gzip.is_accepted(request.headers()) {
            return HttpResponse::NotAcceptable().body("This file is sent packed: accept gzip.");
        }
        response.insert_header(("Content-Encoding", "gzip"));
    }
    response.body(asset.content())
}

fn is_tag(known: &str, tag: &str) -> bool {
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}
