//! What holds where nothing else is said.

use super::*;
use crate::config::{Database, LogFormat};

#[test]
fn with_no_configuration_it_is_for_this_machine() {
    let place = Place::new();
    let config = Config::resolve(&place.options(), MissingKey::Make).expect("defaults that work");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database, Database::Sqlite(place.0.join("data/styrgraf.db")));
    assert!(config.cors_origins.is_empty());
    assert!(config.demo && config.introspection && config.log_format == LogFormat::Text);
    assert_eq!(config.kept_answers, 32 * 1024 * 1024);
    assert_eq!((config.keys.issuer(), config.keys.audience()), ("styrgraf", "styrgraf"));
}

#[test]
fn loopback_has_several_forms() {
    let place = Place::new();
    for address in ["127.0.0.1:0", "127.9.9.9:80", "[::1]:80", "[::ffff:127.0.0.1]:80"] {
        let options = Options { listen: some(address), ..place.options() };
        assert!(Config::resolve(&options, MissingKey::Leave).is_ok(), "{address}");
    }
}

#[test]
fn the_demo_is_for_loopback_with_the_default_database_unless_asked_for() {
    let place = Place::new();
    let demo = |options| Config::resolve(&options, MissingKey::Leave).expect("a good configuration").demo;
    let postgres = || Options { database_url: some("postgres://h/db"), ..place.options() };
    assert!(!demo(postgres()));
    assert!(demo(Options { demo: some("true"), ..postgres() }));
    assert!(!demo(Options { demo: some("false"), ..place.options() }));
    assert!(!demo(Options { database_url: some("sqlite://x.db"), ..place.options() }));
}

#[test]
fn answers_are_kept_in_whole_mebibytes_or_not_at_all() {
    let place = Place::new();
    for (given, expected) in [("0", Some(0)), ("64", Some(64 << 20)), ("1.5", None), ("1048577", None)] {
        let options = Options { kept_answers: some(given), ..place.options() };
        assert_eq!(
            Config::resolve(&options, MissingKey::Leave).ok().map(|config| config.kept_answers),
            expected,
            "{given}"
        );
    }
}

#[test]
fn empty_values_count_as_none() {
    let place = Place::new();
    let empty = || some(" ");
    let options = Options {
        listen: empty(),
        database_url: empty(),
        demo: empty(),
        signing_key_file: Some(PathBuf::new()),
        issuer: empty(),
        audience: empty(),
        introspection: empty(),
        cors_origin: vec![" ".into()],
        kept_answers: empty(),
        log_format: empty(),
        ..place.options()
    };
    let config = Config::resolve(&options, MissingKey::Leave).expect("the defaults");
    assert!(config.demo && config.cors_origins.is_empty());
}
