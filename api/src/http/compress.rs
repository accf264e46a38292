//! Packs answers that are worth it, for clients that take them packed. What leaves has a known length, so that it goes out
//! in pieces, at the client's pace, like any other.

use std::io::{self, Write};
use std::sync::Arc;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::coding::Coding;
use super::connection::Connection;
use super::{validator, vary};
use crate::engine::Body;

/// Bytes. What is shorter fits one packet anyway.
const LEAST: usize = 1024;
/// Bytes that are packed on the worker's own thread: it takes half a millisecond.
const AT_ONCE: usize = 32 * 1024;

/// From 0 to 11. A step more saves a hundredth of the answer and costs half as much time again.
const BROTLI_QUALITY: i32 = 4;
/// A look back of 256 KiB, for which a megabyte of memory is enough.
const BROTLI_WINDOW: i32 = 18;
/// From 0 to 9.
const GZIP_LEVEL: u32 = 3;

/// Large answers are packed by these many threads at a time, each with a packer's memory. The others wait.
pub type Packers = Arc<Semaphore>;

pub async fn compress(request: &HttpRequest, response: HttpResponse, packers: &Packers) -> HttpResponse {
    if !is_worth_it(&response) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    vary::add(head.headers_mut(), "Accept-Encoding");
    let Some(coding) = Coding::choose(request.headers()) else { return head.set_body(body) };
    let plain = match body.try_into_bytes() {
        Ok(plain) => plain,
        Err(body) => return head.set_body(body),
    };
    let shared = head.extensions_mut().remove::<Arc<Body>>();
    match pack_once(coding, plain.clone(), shared.as_deref(), packers).await {
        Some(packed) if packed.len() < plain.len() => {
            mark(head.headers_mut(), coding, shared.is_some());
            if let Ok(connection) = Connection::of(request) {
                connection.release(plain.len() - packed.len());
            }
            head.set_body(BoxBody::new(packed))
        }
        _ => head.set_body(BoxBody::new(plain)),
    }
}

/// The coding in which text of this length would travel.
pub fn coding(headers: &HeaderMap, length: usize) -> Option<Coding> {
    if length > LEAST { Coding::choose(headers) } else { None }
}

/// Text of some length that is not packed yet.
fn is_worth_it(response: &HttpResponse) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_text = ["text/", "application/json", "application/graphql-response+json", "image/svg+xml"];
    let is_long = matches!(response.body().size(), BodySize::Sized(size) if size > LEAST as u64);
    is_long && is_text.iter().any(|text| kind.starts_with(text)) && !response.headers().contains_key(CONTENT_ENCODING)
}

/// A tag stood for the bytes. Of an answer each form has a tag of its own; of all else it now stands for what they say.
fn mark(headers: &mut HeaderMap, coding: Coding, is_answer: bool) {
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    let tag = headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| !tag.starts_with("W/"));
    let tag = tag.map(|tag| if is_answer { validator::packed(tag, coding) } else { format!("W/{tag}") });
    if let Some(Ok(tag)) = tag.map(|tag| HeaderValue::from_str(&tag)) {
        headers.insert(ETAG, tag);
    }
}

/// What many requests share is packed once, as far as there is room for it.
async fn pack_once(coding: Coding, plain: Bytes, shared: Option<&Body>, packers: &Packers) -> Option<Bytes> {
    if let Some(packed) = shared.and_then(|body| body.packed(coding.name())) {
        return Some(packed);
    }
    let packed = pack(coding, plain, packers).await?.into();
    if let Some(body) = shared {
        body.keep_packed(coding.name(), &packed);
    }
    Some(packed)
}

/// None if it could not be packed, which costs the answer nothing. A client that hangs up leaves the work of one answer.
async fn pack(coding: Coding, plain: Bytes, packers: &Packers) -> Option<Vec<u8>> {
    if plain.len() <= AT_ONCE {
        return pack_now(coding, &plain).ok();
    }
    let place = Arc::clone(packers).acquire_owned().await.ok()?;
    let work = spawn_blocking(move || {
        let packed = pack_now(coding, &plain);
        drop(place);
        packed
    });
    work.await.ok()?.ok()
}

fn pack_now(coding: Coding, plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = match coding {
        Coding::Brotli => brotli(plain)?,
        Coding::Gzip => gzip(plain)?,
    };
    // It may wait for its client: no more is held than is counted.
    packed.shrink_to_fit();
    Ok(packed)
}

fn brotli(mut plain: &[u8]) -> io::Result<Vec<u8>> {
    let (quality, lgwin, size_hint) = (BROTLI_QUALITY, BROTLI_WINDOW, plain.len());
    let parameters = BrotliEncoderParams { quality, lgwin, size_hint, ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut plain, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
    packer.write_all(plain)?;
    packer.finish()
}
