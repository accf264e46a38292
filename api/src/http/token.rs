//! Who asks, by the `Authorization` header.

use actix_web::http::header::{AUTHORIZATION, HeaderMap};

use super::App;
use super::request_error::RequestError;
use crate::auth::viewer::Viewer;

/// The public without the header. A token that is not accepted is never taken for the public.
///
/// # Errors
/// 401 for anything else than one good bearer token.
pub fn viewer(headers: &HeaderMap, app: &App) -> Result<Viewer, RequestError> {
    let mut given = headers.get_all(AUTHORIZATION);
    let Some(first) = given.next() else { return Ok(Viewer::public()) };
    let token = first.to_str().ok().and_then(bearer).filter(|_| given.next().is_none());
    let token =
        token.ok_or_else(|| RequestError::unauthenticated("Send one header \"Authorization: Bearer <token>\"."))?;
    Ok(app.keys.viewer(token, app.clock.now())?)
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn only_a_bearer_token_is_read() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("Bearer "), None);
        assert_eq!(bearer("abc"), None);
    }
}
