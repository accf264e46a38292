//! The origins of pages that may use the API from a browser.

use super::*;

fn listing(place: &Place, origins: &[&str]) -> Options {
    Options { cors_origin: origins.iter().map(ToString::to_string).collect(), ..place.options() }
}

#[test]
fn origins_are_taken_as_browsers_send_them() {
    let place = Place::new();
    let given =
        ["https://app.example", " http://localhost:3000 ", "", "http://[::1]:8080", "https://xn--rng-hoa.example"];
    let config = Config::resolve(&listing(&place, &given), MissingKey::Leave).expect("good origins");
    let taken = ["https://app.example", "http://localhost:3000", "http://[::1]:8080", "https://xn--rng-hoa.example"];
    assert_eq!(config.cors_origins, taken);
    assert!(config.to_string().contains("https://app.example, http://localhost:3000"), "{config}");
}

#[test]
fn an_origin_that_would_never_match_is_refused_with_the_right_one() {
    let place = Place::new();
    for (given, right) in [
        ("https://app.example/", "write https://app.example"),
        ("https://app.example/app?x#y", "write https://app.example"),
        ("https://app.example:443", "write https://app.example"),
        ("HTTPS://App.Example", "write https://app.example"),
        ("https://räng.example", "write https://xn--rng-qla.example"),
        ("http:app.example", "write http://app.example"),
        ("app.example", "write scheme and host"),
        ("localhost:3000", "write scheme and host"),
        ("ftp://app.example", "write scheme and host"),
        ("https://", "write scheme and host"),
        ("https://app.example:port", "write scheme and host"),
    ] {
        let told = problems(&listing(&place, &[given]));
        assert!(told.contains("--cors-origin (STYRGRAF_CORS_ORIGIN)") && told.contains(right), "{given}: {told}");
    }
}

#[test]
fn nothing_stands_for_many_origins() {
    let place = Place::new();
    for given in ["*", "null", "NULL", "https://*.app.example", "https://app.example:*"] {
        assert!(problems(&listing(&place, &[given])).contains("list each origin by itself"), "{given}");
    }
}

#[test]
fn a_password_in_an_origin_is_not_shown() {
    let place = Place::new();
    let told = problems(&listing(&place, &["https://user:secret@app.example", "https://user@app.example"]));
    assert_eq!(told.matches("no user name and no password").count(), 2, "{told}");
    assert!(!told.contains("secret"), "{told}");
}
