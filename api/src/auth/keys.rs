//! The key table: which keys the server accepts, and the one algorithm that each of them may be used with.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The server's own secret. Its `Debug` shows no byte of it, and its memory is wiped when it is dropped.
#[derive(Debug, Clone)]
pub struct SigningKey(EncodingKey);

impl SigningKey {
    /// In bytes: as long as the hash, which is the least that HS256 allows.
    pub const MIN_LENGTH: usize = 32;

    /// # Errors
    /// `BadInput` if the secret is shorter than `MIN_LENGTH`.
    pub fn new(secret: &[u8]) -> Result<Self> {
        if secret.len() < Self::MIN_LENGTH {
            let problem = format!("the key has {} bytes; at least {} are needed", secret.len(), Self::MIN_LENGTH);
            return Err(Error::BadInput(problem));
        }
        Ok(Self(EncodingKey::from_secret(secret)))
    }

    pub(super) fn encoding(&self) -> &EncodingKey {
        &self.0
    }

    /// The `kid`: it follows from the key, so that a new key gets a new name by itself.
    pub(super) fn id(&self) -> String {
        let digest = Sha256::new().chain_update("styrgraf kid\0").chain_update(self.0.as_bytes()).finalize();
        hex::encode(&digest[..8])
    }
}

/// A key that may have signed a token. The algorithm is ours: a token's header cannot choose it.
#[derive(Debug)]
pub(super) struct AcceptedKey {
    id: String,
    key: DecodingKey,
    algorithm: Algorithm,
}

impl AcceptedKey {
    pub(super) fn own(key: &SigningKey) -> Self {
        let decoding = DecodingKey::from_secret(key.encoding().as_bytes());
        Self { id: key.id(), key: decoding, algorithm: Algorithm::HS256 }
    }

    /// As a header's `alg` names it.
    pub(super) fn algorithm_name(&self) -> String {
        format!("{:?}", self.algorithm)
    }

    /// Whether `signature` is this key's over `message`, compared in constant time.
    ///
    /// The library is asked for no more than this: its checks of claims read the system clock, and pass over values of
    /// the wrong JSON type. Ours are in `claims`.
    pub(super) fn has_signed(&self, message: &str, signature: &str) -> bool {
        jsonwebtoken::crypto::verify(signature, message.as_bytes(), &self.key, self.algorithm).unwrap_or(false)
    }
}

/// Every key that is accepted, found by its `kid`.
#[derive(Debug)]
pub(super) struct KeyTable(Vec<AcceptedKey>);

impl KeyTable {
    pub(super) fn new(keys: Vec<AcceptedKey>) -> Self {
        Self(keys)
    }

    /// A token without `kid` is meant for the only key, and for none as soon as there are several.
    pub(super) fn find(&self, kid: Option<&str>) -> Option<&AcceptedKey> {
        match (kid, self.0.as_slice()) {
            (Some(kid), keys) => keys.iter().find(|key| key.id == kid),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }
}
