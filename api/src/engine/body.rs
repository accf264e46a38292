//! An answer's bytes, which many requests may share.

use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// JSON, with its packed forms once somebody has asked for them.
#[derive(Debug)]
pub struct Body {
    pub json: Bytes,
    /// Names these bytes and no others, wherever they were made.
    pub tag: String,
    packed: Mutex<Vec<(&'static str, Bytes)>>,
}

/// Bytes of the hash that the tag is made of.
const TAG: usize = 16;

impl Body {
    pub(super) fn new(json: Vec<u8>) -> Self {
        let hash = Sha256::digest(&json);
        let tag = BASE64_URL_SAFE_NO_PAD.encode(&hash[..TAG]);
        Self { json: json.into(), tag, packed: Mutex::default() }
    }

    /// The bytes that its packed forms may take beside it: more are not kept.
    pub(super) fn room(&self) -> usize {
        self.json.len() / 2
    }

    /// The form in a coding, if it was kept.
    #[must_use]
    pub fn packed(&self, coding: &str) -> Option<Bytes> {
        let packed = self.packed.lock().unwrap_or_else(PoisonError::into_inner);
        packed.iter().find(|(name, _)| *name == coding).map(|(_, bytes)| bytes.clone())
    }

    /// Keeps the form in a coding, if there is room.
    pub fn keep_packed(&self, coding: &'static str, bytes: &Bytes) {
        let mut packed = self.packed.lock().unwrap_or_else(PoisonError::into_inner);
        let taken: usize = packed.iter().map(|(_, bytes)| bytes.len()).sum();
        let is_new = packed.iter().all(|(name, _)| *name != coding);
        if is_new && taken + bytes.len() <= self.room() {
            packed.push((coding, bytes.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Bytes};

    #[test]
    fn packed_forms_are_kept_within_their_room() {
        let body = Body::new(vec![b'a'; 100]);
        for (coding, length) in [("br", 30), ("br", 10), ("gzip", 21), ("gzip", 20)] {
            body.keep_packed(coding, &Bytes::from(vec![0; length]));
        }
        let length = |coding| body.packed(coding).map(|bytes| bytes.len());
        assert_eq!((length("br"), length("gzip")), (Some(30), Some(20)));
    }

    #[test]
    fn equal_bytes_have_equal_tags() {
        assert_eq!(Body::new(b"{}".into()).tag, Body::new(b"{}".into()).tag);
        assert_ne!(Body::new(b"{}".into()).tag, Body::new(b"{ }".into()).tag);
    }
}
