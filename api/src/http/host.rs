//! On loopback, the names that the server answers to.

use actix_web::http::StatusCode;
use actix_web::http::header::{HOST, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

/// The refusal of a request that came by another name than this machine's own.
pub fn refuse_foreign(request: &HttpRequest) -> Option<HttpResponse> {
    let text = "This server listens on this machine only: call it localhost or 127.0.0.1.";
    let refusal = || HttpResponse::build(StatusCode::MISDIRECTED_REQUEST).json(json!({ "error": text }));
    (!names_this_machine(request)).then(refusal)
}

/// A page elsewhere can let its name point at this machine; the browser then still sends that name.
fn names_this_machine(request: &HttpRequest) -> bool {
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
            let request = TestRequest::default().insert_header(("Host", host)).to_http_request();
            assert_eq!(names_this_machine(&request), local, "{host}");
        }
    }
}
