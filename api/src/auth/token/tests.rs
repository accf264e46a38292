//! Good tokens, and every bad one. Those are built by hand, byte for byte, as an attacker would.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, Sha384, Sha512};

use super::{Keys, SigningKey};
use crate::error::Error;

mod forged;
mod issued;
mod wrong_claims;

const SECRET: &[u8] = b"a secret of more than 32 bytes, for tests alone";
const OTHER: &[u8] = b"another secret of more than 32 bytes, for tests";
const NOW: i64 = 1_790_000_000;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a representable instant")
}

fn keys() -> Keys {
    let key = SigningKey::new(SECRET).expect("long enough");
    Keys::new(key, "issuer".into(), "audience".into()).expect("a working key")
}

fn good_claims() -> Value {
    json!({"iss": "issuer", "aud": "audience", "sub": "tester", "nbf": NOW - 60, "exp": NOW + 60, "roles": ["reader"]})
}

fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = good_claims();
    claims[name] = value;
    claims
}

fn encode(part: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(part)
}

fn signed_part(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()))
}

fn hmac<M: Mac + KeyInit>(secret: &[u8], text: &str) -> Vec<u8> {
    let mac = <M as KeyInit>::new_from_slice(secret).expect("any length will do");
    mac.chain_update(text).finalize().into_bytes().to_vec()
}

/// Signed with HMAC-SHA-256, whatever the header says.
fn forge(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let signed = signed_part(header, claims);
    format!("{signed}.{}", encode(&hmac::<Hmac<Sha256>>(secret, &signed)))
}

fn with_claims(claims: &Value) -> String {
    forge(&json!({"alg": "HS256", "typ": "JWT"}), claims, SECRET)
}

/// Why the token is refused; every refusal is `Unauthenticated` and repeats nothing of the token.
fn refusal(token: &str) -> String {
    let Err(Error::Unauthenticated(told)) = keys().viewer(token, at(NOW)) else { panic!("accepted: {token}") };
    assert!(token.split('.').all(|part| part.len() < 8 || !told.contains(part)), "{told}");
    told
}

#[track_caller]
fn refused(token: &str, reason: &str) {
    let told = refusal(token);
    assert!(told.contains(reason), "{told}");
}
