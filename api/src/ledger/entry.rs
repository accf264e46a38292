//! One line of the ledger, and how it is sealed.

use chrono::SecondsFormat;
use entity::{DateTime, Row};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Created,
    Updated,
    Deleted,
}

impl Operation {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Deleted => "DELETED",
        }
    }
}

/// A change that waits for its number.
pub struct PendingEntry {
    pub node_type: &'static str,
    pub node_id: Uuid,
    pub operation: Operation,
    pub version: i32,
    pub changed: Vec<String>,
    pub snapshot: String,
}

impl PendingEntry {
    pub fn new<R: Row>(row: &R, operation: Operation, changed: Vec<String>) -> Result<Self> {
        let snapshot = serde_json::to_string(row).map_err(Error::internal)?;
        Ok(Self { node_type: R::TYPE, node_id: row.id(), operation, version: row.version(), changed, snapshot })
    }
}

/// A line as the chain's hash covers it: all but the detail, which may be erased by a lawful decision while the chain
/// still holds.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerEntry {
    pub seq: i64,
    pub at: String,
    pub actor: Uuid,
    pub request: Uuid,
    pub node_type: String,
    pub node_id: Uuid,
    pub operation: String,
    pub version: i32,
    pub changed: String,
    pub commitment: String,
}

impl LedgerEntry {
    /// SHA-256, in hexadecimal, over the previous line's hash and this line as JSON, its fields in the order above.
    pub fn hash(&self, previous: &str) -> Result<String> {
        let content = serde_json::to_string(self).map_err(Error::internal)?;
        Ok(hex::encode(Sha256::new().chain_update(previous).chain_update(content).finalize()))
    }
}

/// What is kept beside a line: who, why, and the row. It may be erased by a lawful decision.
#[derive(Debug, Clone, Serialize)]
pub struct EntryDetail<'a> {
    pub subject: Option<&'a str>,
    pub client: Option<&'a str>,
    pub reason: Option<&'a str>,
    /// Left out where there is none, as in entries from before it was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    pub snapshot: &'a str,
}

impl EntryDetail<'_> {
    /// What the line says of its detail: an HMAC-SHA-256 of it as JSON under the salt, in hexadecimal, so that nothing
    /// can be guessed once both are erased.
    pub fn commitment(&self, salt: &str) -> Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).map_err(Error::internal)?;
        mac.update(&serde_json::to_vec(self).map_err(Error::internal)?);
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

/// An instant as the chain writes it.
pub fn instant(at: DateTime) -> String {
    at.0.to_rfc3339_opts(SecondsFormat::Millis, true)
}
