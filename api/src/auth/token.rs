//! Tokens: JSON Web Tokens (RFC 7519), issued and read with the server's own key.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Map, Value};

use super::claims::{Claims, TokenIdentity};
use super::grant_rules::{FLAGS, check_grant};
use super::keys::{AcceptedKey, KeyTable, SigningKey};
use super::viewer::{Role, Viewer};
use crate::error::{Error, Result};

#[cfg(test)]
mod tests;

/// In bytes, as in the header.
const MAX_TOKEN: usize = 8 * 1024;

const MALFORMED: &str = "it is malformed";

/// The longest time that an issued token is good for.
pub const MAX_LIFETIME: TimeDelta = TimeDelta::days(366);

/// What a new token shall allow, and for how long.
#[derive(Debug, Clone)]
pub struct Grant {
    pub subject: String,
    pub roles: Vec<Role>,
    /// Only with the role integration, and then at least one.
    pub sources: Vec<String>,
    /// The time from now on for which the token is good: at least a second, at most `MAX_LIFETIME`.
    pub expires: TimeDelta,
}

/// Issues and reads tokens. A clone shares the keys.
#[derive(Debug, Clone)]
pub struct Keys(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    signing: SigningKey,
    accepted: KeyTable,
    identity: TokenIdentity,
}

impl Keys {
    /// Tests the key too: a token is issued with it and read back.
    ///
    /// # Errors
    /// `Internal` if that fails.
    pub fn new(key: SigningKey, issuer: String, audience: String) -> Result<Self> {
        let accepted = KeyTable::new(vec![AcceptedKey::own(&key)]);
        let keys = Self(Arc::new(Inner { signing: key, accepted, identity: TokenIdentity { issuer, audience } }));
        keys.test().map_err(|error| Error::internal(format!("the signing key does not work: {error}")))?;
        Ok(keys)
    }

    fn test(&self) -> Result<Viewer> {
        let (roles, now) = (vec![Role::Reader], DateTime::UNIX_EPOCH);
        let grant = Grant { subject: "test".into(), roles, sources: vec![], expires: TimeDelta::seconds(1) };
        self.viewer(&self.issue(&grant, now)?, now)
    }

    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.0.identity.issuer
    }

    #[must_use]
    pub fn audience(&self) -> &str {
        &self.0.identity.audience
    }

    /// A token that is good from `now` on.
    ///
    /// # Errors
    /// `BadInput` if the grant breaks a rule, such as an integration without sources.
    pub fn issue(&self, grant: &Grant, now: DateTime<Utc>) -> Result<String> {
        let viewer = granted(grant);
        check_grant(&viewer, &FLAGS).map_err(Error::BadInput)?;
        let claims = Claims::of(&viewer, &self.0.identity, now, end(grant, now)?);
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.0.signing.id());
        let token = jsonwebtoken::encode(&header, &claims, self.0.signing.encoding()).map_err(Error::internal)?;
        if token.len() > MAX_TOKEN { Err(Error::bad_input("too many sources for one token")) } else { Ok(token) }
    }

    /// The viewer that `token` describes at `now`.
    ///
    /// # Errors
    /// `Unauthenticated`, which says what is wrong and repeats nothing of the token.
    pub fn viewer(&self, token: &str, now: DateTime<Utc>) -> Result<Viewer> {
        let viewer = self.signed(token).and_then(|claims| claims.viewer(&self.0.identity, now));
        viewer.map_err(|reason| Error::Unauthenticated(format!("The token is not accepted: {reason}.")))
    }

    /// The claims, if one of our keys signed them.
    fn signed(&self, token: &str) -> Result<Claims, String> {
        if token.len() > MAX_TOKEN {
            return Err(format!("it is longer than {MAX_TOKEN} bytes"));
        }
        let (message, signature) = token.rsplit_once('.').ok_or(MALFORMED)?;
        let (header, claims) = message.split_once('.').ok_or(MALFORMED)?;
        if !self.key(&object(header)?)?.has_signed(message, signature) {
            return Err("it is not signed with this server's key".into());
        }
        object(claims).map(Claims::new)
    }

    /// The key that the header names. Nothing has proved the header yet, so it chooses no more than that.
    fn key(&self, header: &Map<String, Value>) -> Result<&AcceptedKey, String> {
        if header.contains_key("crit") {
            return Err("its header asks for extensions (`crit`), and this server knows none".into());
        }
        let kid = header.get("kid").map(|kid| kid.as_str().ok_or("`kid` is not a text")).transpose()?;
        let key = self.0.accepted.find(kid).ok_or("its header names a key (`kid`) that this server does not know")?;
        if header.get("alg").and_then(Value::as_str) != Some(key.algorithm_name().as_str()) {
            return Err(format!("its algorithm (`alg`) is not {}", key.algorithm_name()));
        }
        Ok(key)
    }
}

/// A part of the token: a JSON object in base64.
fn object(part: &str) -> Result<Map<String, Value>, String> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| MALFORMED)?;
    serde_json::from_slice(&json).map_err(|_| MALFORMED.into())
}

fn granted(grant: &Grant) -> Viewer {
    let Grant { subject, roles, sources, .. } = grant.clone();
    Viewer { subject: Some(subject), roles, sources }
}

fn end(grant: &Grant, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let allowed = TimeDelta::seconds(1)..=MAX_LIFETIME;
    let end = Some(grant.expires).filter(|lifetime| allowed.contains(lifetime));
    let end = end.and_then(|lifetime| now.checked_add_signed(lifetime));
    end.ok_or_else(|| Error::bad_input(format!("a token is good for 1 second to {} days", MAX_LIFETIME.num_days())))
}
