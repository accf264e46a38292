//! What a token says, read claim by claim so that a refusal names the claim that is wrong.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::grant_rules::{CLAIMS, Reason, check_grant, role_names};
use super::viewer::{Role, Viewer};

/// How far the clocks of two machines may differ, in seconds.
const LEEWAY: i64 = 30;

/// The issuer and the audience of the tokens that this server accepts.
#[derive(Debug)]
pub(super) struct TokenIdentity {
    pub(super) issuer: String,
    pub(super) audience: String,
}

/// The claims of a token whose signature is good.
#[derive(Debug)]
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    pub(super) fn new(read: Map<String, Value>) -> Self {
        Self(read)
    }

    /// The claims that grant `viewer`'s rights to its subject, from `from` until `until`.
    pub(super) fn of(viewer: &Viewer, identity: &TokenIdentity, from: DateTime<Utc>, until: DateTime<Utc>) -> Value {
        let (from, until) = (from.timestamp(), until.timestamp());
        let roles: Vec<_> = viewer.roles.iter().map(|role| role.name()).collect();
        let mut claims = json!({
            "iss": identity.issuer, "aud": identity.audience, "sub": viewer.subject,
            "iat": from, "nbf": from, "exp": until, "roles": roles,
        });
        if !viewer.sources.is_empty() {
            claims["sources"] = json!(viewer.sources);
        }
        claims
    }

    /// The viewer that these claims describe at `now`.
    pub(super) fn viewer(&self, identity: &TokenIdentity, now: DateTime<Utc>) -> Result<Viewer, Reason> {
        self.check_time(now.timestamp())?;
        self.check_identity(identity)?;
        let viewer =
            Viewer { subject: Some(self.text("sub")?.to_owned()), roles: self.roles()?, sources: self.sources()? };
        check_grant(&viewer, &CLAIMS)?;
        Ok(viewer)
    }

    /// As RFC 7519 has it: good from `nbf` on, and no longer good at `exp`.
    fn check_time(&self, now: i64) -> Result<(), Reason> {
        let (not_before, expires) = (self.seconds("nbf")?, self.seconds("exp")?);
        if now >= expires.saturating_add(LEEWAY) {
            return Err("the token has expired (`exp`)".into());
        }
        if now < not_before.saturating_sub(LEEWAY) {
            return Err("the token is not valid yet (`nbf`)".into());
        }
        Ok(())
    }

    fn check_identity(&self, identity: &TokenIdentity) -> Result<(), Reason> {
        if self.text("iss")? != identity.issuer {
            return Err("the claim `iss` is not the issuer that this server accepts".into());
        }
        if !self.texts("aud", "a text or a list of texts")?.contains(&identity.audience.as_str()) {
            return Err("the claim `aud` does not name this server".into());
        }
        Ok(())
    }

    /// An unknown role is refused: a typing error shall not silently grant nothing.
    fn roles(&self) -> Result<Vec<Role>, Reason> {
        let names = self.list("roles")?;
        let known = |name: &&str| Role::ALL.into_iter().find(|role| role.name() == *name);
        let roles: Option<Vec<_>> = names.iter().map(known).collect();
        roles.ok_or_else(|| format!("the claim `roles` names an unknown role; known are {}", role_names()))
    }

    fn sources(&self) -> Result<Vec<String>, Reason> {
        if !self.0.contains_key("sources") {
            return Ok(Vec::new());
        }
        Ok(self.list("sources")?.into_iter().map(str::to_owned).collect())
    }

    fn claim(&self, name: &str) -> Result<&Value, Reason> {
        self.0.get(name).ok_or_else(|| format!("the claim `{name}` is missing"))
    }

    fn text(&self, name: &str) -> Result<&str, Reason> {
        self.claim(name)?.as_str().ok_or_else(|| format!("the claim `{name}` is not a text"))
    }

    fn seconds(&self, name: &str) -> Result<i64, Reason> {
        let wrong = || format!("the claim `{name}` is not a whole number of seconds since 1970");
        self.claim(name)?.as_i64().ok_or_else(wrong)
    }

    fn list(&self, name: &str) -> Result<Vec<&str>, Reason> {
        if !self.claim(name)?.is_array() {
            return Err(format!("the claim `{name}` is not a list of texts"));
        }
        self.texts(name, "a list of texts")
    }

    /// One text, or a list of nothing but texts.
    fn texts(&self, name: &str, wanted: &str) -> Result<Vec<&str>, Reason> {
        let texts = match self.claim(name)? {
            Value::Array(items) => items.iter().map(Value::as_str).collect(),
            single => single.as_str().map(|text| vec![text]),
        };
        texts.ok_or_else(|| format!("the claim `{name}` is not {wanted}"))
    }
}
