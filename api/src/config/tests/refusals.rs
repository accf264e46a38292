//! What is refused, and that nothing is written then.

use super::*;

#[test]
fn nothing_is_written_by_a_look_or_by_a_refusal() {
    let place = Place::new();
    assert!(Config::resolve(&place.options(), MissingKey::Leave).is_ok());
    problems(&Options { demo: some("yes"), ..place.options() });
    assert!(!place.0.join("data").exists());
}

#[test]
fn on_another_address_all_that_is_missing_is_named() {
    let place = Place::new();
    for address in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "[::ffff:192.0.2.1]:80"] {
        let told = problems(&Options { listen: some(address), ..place.options() });
        assert!(["--signing-key-file", "--issuer", "--audience"].iter().all(|name| told.contains(name)), "{told}");
    }
    let open = Options {
        listen: some("0.0.0.0:0"),
        signing_key_file: Some(place.key(&[b'k'; 32])),
        issuer: some("house"),
        audience: some("graph"),
        ..place.options()
    };
    let config = Config::resolve(&open, MissingKey::Make).expect("all that is needed");
    assert!(!config.demo && config.keys.issuer() == "house" && config.keys.audience() == "graph");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let place = Place::new();
    let told = problems(&Options {
        listen: some("localhost"),
        database_url: some("mysql://u:secret@h/db"),
        data_dir: Some(place.key(b"a file")),
        demo: some("maybe"),
        signing_key_file: Some(place.0.join("absent")),
        issuer: some("a\nb"),
        audience: some(&"x".repeat(201)),
        introspection: some("TRUE"),
        cors_origin: vec!["*".into(), "https://app.example".into()],
        kept_answers: some("-1"),
        log_format: some("xml"),
    });
    let lines: Vec<_> = told.lines().skip(1).map(|line| line.trim().split(' ').next().expect("a name")).collect();
    let names = [
        "--listen",
        "--database-url",
        "--demo",
        "--introspection",
        "--cors-origin",
        "--kept-answers",
        "--log-format",
        "--signing-key-file",
    ];
    assert_eq!(lines.len(), 11, "{told}");
    assert!(names.iter().all(|name| lines.contains(name)) && !told.contains("secret"), "{told}");
}
