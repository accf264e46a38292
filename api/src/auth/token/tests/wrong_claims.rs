//! Signed well, but the claims are not in order.

use super::*;

#[test]
fn a_missing_claim_is_named() {
    for name in ["exp", "nbf", "iss", "aud", "sub", "roles"] {
        let mut claims = good_claims();
        claims.as_object_mut().expect("an object").remove(name);
        refused(&with_claims(&claims), &format!("the claim `{name}` is missing"));
    }
}

#[test]
fn an_instant_of_the_wrong_type_is_named() {
    for wrong in [json!("1790000000"), json!(null), json!(true), json!([NOW]), json!({}), json!(1.5), json!(u64::MAX)] {
        refused(&with_claims(&claims_with("exp", wrong.clone())), "the claim `exp` is not a whole number");
        refused(&with_claims(&claims_with("nbf", wrong)), "the claim `nbf` is not a whole number");
    }
}

#[test]
fn a_text_of_the_wrong_type_is_named() {
    for wrong in [json!(1), json!(null), json!(["issuer"]), json!({"issuer": "issuer"}), json!(false)] {
        refused(&with_claims(&claims_with("iss", wrong.clone())), "the claim `iss` is not a text");
        refused(&with_claims(&claims_with("sub", wrong)), "the claim `sub` is not a text");
    }
    for wrong in [json!(1), json!(null), json!({"audience": 1}), json!(["audience", 1]), json!([["audience"]])] {
        refused(&with_claims(&claims_with("aud", wrong)), "the claim `aud` is not a text or a list of texts");
    }
}

#[test]
fn a_list_of_the_wrong_type_is_named() {
    for wrong in [json!("reader"), json!(null), json!({"reader": true}), json!([1]), json!(["reader", null])] {
        refused(&with_claims(&claims_with("roles", wrong.clone())), "the claim `roles` is not a list of texts");
        refused(&with_claims(&claims_with("sources", wrong)), "the claim `sources` is not a list of texts");
    }
}

#[test]
fn another_issuer_is_refused() {
    for issuer in ["other", "", "Issuer", "issuer "] {
        refused(&with_claims(&claims_with("iss", json!(issuer))), "`iss`");
    }
}

#[test]
fn another_audience_is_refused() {
    for audience in [json!("other"), json!(""), json!([]), json!(["other"])] {
        refused(&with_claims(&claims_with("aud", audience)), "`aud`");
    }
    assert!(keys().viewer(&with_claims(&claims_with("aud", json!(["other", "audience"]))), at(NOW)).is_ok());
}

#[test]
fn a_token_expires_30_seconds_after_exp() {
    let token = with_claims(&claims_with("exp", json!(NOW)));
    assert!(keys().viewer(&token, at(NOW + 29)).is_ok());
    assert!(keys().viewer(&token, at(NOW + 30)).is_err());
    refused(&with_claims(&claims_with("exp", json!(NOW - 30))), "expired");
    refused(&with_claims(&claims_with("exp", json!(i64::MIN))), "expired");
    assert!(keys().viewer(&with_claims(&claims_with("exp", json!(i64::MAX))), at(NOW)).is_ok());
}

#[test]
fn a_token_is_valid_from_30_seconds_before_nbf() {
    let token = with_claims(&claims_with("nbf", json!(NOW)));
    assert!(keys().viewer(&token, at(NOW - 30)).is_ok());
    assert!(keys().viewer(&token, at(NOW - 31)).is_err());
    refused(&with_claims(&claims_with("nbf", json!(NOW + 31))), "not valid yet");
    refused(&with_claims(&claims_with("nbf", json!(i64::MAX))), "not valid yet");
    assert!(keys().viewer(&with_claims(&claims_with("nbf", json!(i64::MIN))), at(NOW)).is_ok());
}

#[test]
fn an_unknown_role_is_refused_and_the_known_are_told() {
    for roles in [json!(["root"]), json!(["reader", "edtor"]), json!(["Admin"]), json!([""])] {
        refused(&with_claims(&claims_with("roles", roles)), "known are reader, integration, editor, admin");
    }
    refused(&with_claims(&claims_with("roles", json!([]))), "there is no role (`roles`)");
}

#[test]
fn sources_belong_to_an_integration_and_are_checked() {
    let token = |role: &str, sources: Value| {
        let mut claims = claims_with("roles", json!([role]));
        claims["sources"] = sources;
        with_claims(&claims)
    };
    refused(&with_claims(&claims_with("roles", json!(["integration"]))), "needs at least one source");
    refused(&token("integration", json!([])), "needs at least one source");
    refused(&token("admin", json!(["diary"])), "only the role integration");
    for wrong in ["", " ", "a\nb", &"å".repeat(41)] {
        refused(&token("integration", json!(["diary", wrong])), "1 to 40 characters");
    }
    assert!(keys().viewer(&token("integration", json!(["å".repeat(40)])), at(NOW)).is_ok());
    assert!(keys().viewer(&token("reader", json!([])), at(NOW)).is_ok());
}

#[test]
fn a_subject_is_a_name_of_some_length() {
    for wrong in ["", "  ", "a\u{0}b", &"x".repeat(201)] {
        refused(&with_claims(&claims_with("sub", json!(wrong))), "`sub`");
    }
}
