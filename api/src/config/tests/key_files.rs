//! The file with the signing key.

use chrono::{DateTime, TimeDelta};

use super::*;
use crate::auth::{Grant, Role};

#[test]
fn the_key_is_made_once_and_for_the_owner_alone() {
    let place = Place::new();
    let made = || Config::resolve(&place.options(), MissingKey::Make).expect("defaults that work");
    let key = || fs::read(made().signing_key_file).expect("a key file");
    assert!(key() == key() && key().len() == 65);
    assert_eq!(fs::read_dir(place.0.join("data")).expect("a directory").count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let access = fs::metadata(made().signing_key_file).expect("a key file").permissions().mode();
        assert_eq!(access & 0o777, 0o600);
    }
}

#[test]
fn of_many_that_start_at_once_all_get_one_key() {
    let place = Place::new();
    let options = place.options();
    let grant =
        Grant { subject: "one".into(), roles: vec![Role::Admin], sources: vec![], expires: TimeDelta::hours(1) };
    let token = || {
        let keys = Config::resolve(&options, MissingKey::Make).expect("defaults that work").keys;
        keys.issue(&grant, DateTime::UNIX_EPOCH).expect("a fair grant")
    };
    let tokens: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(token)).collect();
        runs.into_iter().map(|run| run.join().expect("no panic")).collect()
    });
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]), "{tokens:?}");
}

#[test]
fn a_key_file_is_checked() {
    let place = Place::new();
    let with = |path| Config::resolve(&Options { signing_key_file: Some(path), ..place.options() }, MissingKey::Leave);
    let told = |path| with(path).expect_err("a refusal").to_string();
    assert!(told(place.key(b"")).contains("0 bytes") && told(place.key(&[b'k'; 31])).contains("openssl rand"));
    assert!(told(place.key(b"                                 \n")).contains("0 bytes"));
    assert!(told(place.key(&[b'k'; 5000])).contains("more than 4096"));
    restrict(&place.0, 0o700);
    assert!(told(place.0.clone()).contains("cannot be read"));
    assert!(with(place.key(b"0123456789abcdef0123456789abcdef\r\n")).is_ok());
    assert!(with(place.key(&[[0xff; 31].as_slice(), b"\n"].concat())).is_ok());
}

#[cfg(unix)]
#[test]
fn a_key_that_everyone_may_read_is_refused_with_the_command_that_mends_it() {
    let place = Place::new();
    let path = place.key(&[b'k'; 32]);
    restrict(&path, 0o644);
    let options = Options { signing_key_file: Some(path.clone()), ..place.options() };
    assert!(problems(&options).contains(&format!("chmod 600 '{}'", path.display())));
    restrict(&path, 0o640);
    assert!(Config::resolve(&options, MissingKey::Leave).is_ok());
}

#[test]
fn no_token_is_issued_by_a_key_that_no_server_has() {
    let place = Place::new();
    let resolve = |missing| Config::resolve(&place.options(), missing);
    let refused = resolve(MissingKey::Refuse).expect_err("a refusal").to_string();
    assert!(refused.contains("there is no key at"), "{refused}");
    assert!(!place.0.join("data").exists());
    resolve(MissingKey::Make).expect("a key");
    assert!(resolve(MissingKey::Refuse).is_ok());
}
