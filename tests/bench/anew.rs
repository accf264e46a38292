//! Questions whose answers must be made each time.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use super::support::{Actor, Answer};

static ASKED: AtomicU32 = AtomicU32::new(0);

pub trait Anew {
    /// Asks with a variable of no use that makes it another request each time: no answer that was kept will do.
    async fn ask_anew(&self, query: impl AsRef<str>) -> Answer;
}

impl Anew for Actor<'_> {
    async fn ask_anew(&self, query: impl AsRef<str>) -> Answer {
        self.ask_with(query, json!({ "asked": ASKED.fetch_add(1, Ordering::Relaxed) })).await
    }
}
