//! The header `Vary`: what of a request its answer depends on. Each part of the server adds what it looks at.

use actix_web::http::header::{HeaderMap, HeaderValue, VARY};

/// Adds a request header's name, unless it is there.
pub fn add(headers: &mut HeaderMap, name: &str) {
    let given: Vec<_> = headers.get_all(VARY).filter_map(|value| value.to_str().ok()).collect();
    let given = given.join(", ");
    if given.split(',').any(|one| one.trim().eq_ignore_ascii_case(name)) {
        return;
    }
    let all = if given.is_empty() { name.to_owned() } else { format!("{given}, {name}") };
    if let Ok(all) = HeaderValue::from_str(&all) {
        headers.insert(VARY, all);
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderMap, HeaderValue, VARY};

    #[test]
    fn a_name_is_added_once() {
        let mut headers = HeaderMap::new();
        for name in ["Accept", "Origin", "accept"] {
            super::add(&mut headers, name);
        }
        headers.append(VARY, HeaderValue::from_static("Cookie"));
        super::add(&mut headers, "Authorization");
        let all: Vec<_> = headers.get_all(VARY).collect();
        assert_eq!(all, ["Accept, Origin, Cookie, Authorization"]);
    }
}
