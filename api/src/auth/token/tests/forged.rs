//! What is wrong with the envelope: form, size, header, algorithm, key, signature.

use super::*;

#[test]
fn a_token_made_by_hand_without_kid_goes_to_the_only_key() {
    let viewer = keys().viewer(&with_claims(&good_claims()), at(NOW)).expect("a good token");
    assert_eq!(viewer.subject.as_deref(), Some("tester"));
}

#[test]
fn a_key_that_is_not_known_is_refused() {
    refused(&forge(&json!({"alg": "HS256", "kid": "stranger"}), &good_claims(), SECRET), "`kid`");
    refused(&forge(&json!({"alg": "HS256", "kid": 7}), &good_claims(), SECRET), "`kid` is not a text");
}

#[test]
fn another_key_is_refused() {
    let header = json!({"alg": "HS256"});
    refused(&forge(&header, &good_claims(), OTHER), "not signed with this server's key");
    refused(&forge(&header, &good_claims(), b""), "not signed with this server's key");
}

#[test]
fn a_changed_claim_breaks_the_signature() {
    let token = with_claims(&good_claims());
    let signature = token.rsplit('.').next().expect("three parts");
    let changed = signed_part(&json!({"alg": "HS256"}), &claims_with("roles", json!(["admin"])));
    refused(&format!("{changed}.{signature}"), "not signed with this server's key");
    refused(&token[..token.len() - 4], "not signed with this server's key");
}

#[test]
fn an_unsigned_token_is_refused() {
    for alg in [json!("none"), json!("None"), json!("NONE"), json!(""), json!(null), json!(1), json!(["HS256"])] {
        let header = json!({"alg": alg});
        refused(&format!("{}.", signed_part(&header, &good_claims())), "`alg`");
        refused(&forge(&header, &good_claims(), SECRET), "`alg`");
    }
    refused(&forge(&json!({"typ": "JWT"}), &good_claims(), SECRET), "`alg`");
    let signed = signed_part(&json!({"alg": "HS256"}), &good_claims());
    refused(&format!("{signed}."), "not signed");
    refused(&signed, "malformed");
}

#[test]
fn another_algorithm_is_refused_though_the_key_is_right() {
    let hs384 = signed_part(&json!({"alg": "HS384"}), &good_claims());
    refused(&format!("{hs384}.{}", encode(&hmac::<Hmac<Sha384>>(SECRET, &hs384))), "`alg`");
    let hs512 = signed_part(&json!({"alg": "HS512"}), &good_claims());
    refused(&format!("{hs512}.{}", encode(&hmac::<Hmac<Sha512>>(SECRET, &hs512))), "`alg`");
    for alg in ["RS256", "PS256", "ES256", "EdDSA", "hs256"] {
        refused(&forge(&json!({"alg": alg}), &good_claims(), SECRET), "`alg`");
    }
}

#[test]
fn a_key_that_comes_with_the_token_is_not_used() {
    let header = json!({"alg": "HS256", "jwk": {"kty": "oct", "k": encode(OTHER)}});
    refused(&forge(&header, &good_claims(), OTHER), "not signed with this server's key");
}

#[test]
fn extensions_are_refused() {
    for crit in [json!(["exp"]), json!(["b64"]), json!([]), json!(null), json!("b64")] {
        refused(&forge(&json!({"alg": "HS256", "crit": crit}), &good_claims(), SECRET), "`crit`");
    }
}

#[test]
fn a_token_of_8_kib_is_the_largest() {
    let padded = |padding: usize| with_claims(&claims_with("padding", json!("x".repeat(padding))));
    let lengths: Vec<_> = (5800..6000).map(padded).collect();
    let (small, large): (Vec<_>, Vec<_>) = lengths.iter().partition(|token| token.len() <= 8192);
    assert!(small.iter().any(|token| token.len() > 8188) && large.iter().any(|token| token.len() < 8196));
    assert!(small.iter().all(|token| keys().viewer(token, at(NOW)).is_ok()));
    for token in large {
        refused(token, "longer than 8192 bytes");
    }
    refused(&"a".repeat(1_000_000), "longer than 8192 bytes");
}

#[test]
fn garbage_is_refused() {
    let good = with_claims(&good_claims());
    for token in ["", ".", "..", "...", "a.b.c", "åäö.åäö.åäö", "e30.e30.e30", "\0", &"[".repeat(5_000)] {
        refusal(token);
    }
    for token in [format!(" {good}"), format!("{good}="), format!("{good}.x"), format!("Bearer {good}")] {
        refusal(&token);
    }
    refused(&format!("{}.e30.e30", encode("[".repeat(5_000).as_bytes())), "malformed");
    refused(&with_claims(&json!(["a list"])), "malformed");
}
