//! Tokens that the server issues, and grants that it refuses.

use chrono::TimeDelta;

use super::super::{Grant, MAX_LIFETIME};
use super::*;
use crate::auth::{Role, Viewer};

fn grant(roles: &[Role], sources: &[&str]) -> Grant {
    let sources = sources.iter().map(|&source| source.to_owned()).collect();
    Grant { subject: "tester".into(), roles: roles.to_vec(), sources, expires: TimeDelta::hours(8) }
}

fn admin() -> Grant {
    grant(&[Role::Admin], &[])
}

#[test]
fn what_is_granted_is_what_is_read() {
    let grant = grant(&[Role::Integration, Role::Reader], &["diary", "öppna data"]);
    let token = keys().issue(&grant, at(NOW)).expect("a fair grant");
    let viewer = keys().viewer(&token, at(NOW)).expect("a good token");
    assert_eq!(viewer, Viewer { subject: Some("tester".into()), roles: grant.roles, sources: grant.sources });
}

#[test]
fn a_token_is_good_for_its_time_only() {
    let token = keys().issue(&admin(), at(NOW)).expect("a fair grant");
    let end = NOW + 8 * 3600;
    assert!(keys().viewer(&token, at(NOW - 31)).is_err());
    assert!(keys().viewer(&token, at(end + 29)).is_ok());
    assert!(keys().viewer(&token, at(end + 30)).is_err());
}

#[test]
fn a_new_key_has_a_new_kid() {
    let token = keys().issue(&admin(), at(NOW)).expect("a fair grant");
    let other = Keys::new(SigningKey::new(OTHER).expect("long enough"), "issuer".into(), "audience".into());
    let Err(told) = other.expect("a working key").viewer(&token, at(NOW)) else { panic!("accepted") };
    assert!(told.message().contains("`kid`"), "{told}");
}

#[test]
fn an_unfair_grant_is_refused() {
    let wrong = [
        grant(&[], &[]),
        grant(&[Role::Integration], &[]),
        grant(&[Role::Admin], &["diary"]),
        grant(&[Role::Integration], &[""]),
        Grant { subject: String::new(), ..admin() },
    ];
    for grant in wrong {
        let refused = keys().issue(&grant, at(NOW));
        assert!(matches!(&refused, Err(Error::BadInput(told)) if told.contains("--")), "{refused:?} names no flag");
    }
}

#[test]
fn a_lifetime_is_a_second_to_366_days() {
    let issue = |expires| keys().issue(&Grant { expires, ..admin() }, at(NOW));
    for wrong in [TimeDelta::zero(), TimeDelta::seconds(-1), MAX_LIFETIME + TimeDelta::seconds(1), TimeDelta::MAX] {
        assert!(matches!(issue(wrong), Err(Error::BadInput(_))), "{wrong}");
    }
    assert!(issue(TimeDelta::seconds(1)).is_ok() && issue(MAX_LIFETIME).is_ok());
}

#[test]
fn no_token_is_issued_that_would_be_too_long_to_read() {
    let sources = (0..400).map(|n| format!("a source with a long name {n}")).collect();
    let issued = keys().issue(&Grant { sources, ..grant(&[Role::Integration], &[]) }, at(NOW));
    assert!(matches!(issued, Err(Error::BadInput(told)) if told.contains("sources")));
}

#[test]
fn a_short_key_is_refused_and_no_key_is_ever_shown() {
    assert!(SigningKey::new(&SECRET[..31]).is_err() && SigningKey::new(&SECRET[..32]).is_ok());
    let shown = format!("{:?}", keys());
    assert!(!shown.contains("a secret") && !shown.contains("97, 32, 115"), "{shown}");
}
