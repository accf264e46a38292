//! Where one request writes.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Context;
use uuid::Uuid;

use crate::ledger::{Ledger, Revision};

/// The ledger that a request writes to, and the newest revision that it wrote.
pub struct WriteContext {
    pub ledger: Ledger,
    pub request: Uuid,
    written: Mutex<Option<Revision>>,
}

impl WriteContext {
    #[must_use]
    pub fn new(ledger: Ledger, request: Uuid) -> Self {
        Self { ledger, request, written: Mutex::default() }
    }

    pub(super) fn set_written(&self, revision: &Revision) {
        *self.written.lock().unwrap_or_else(PoisonError::into_inner) = Some(revision.clone());
    }

    /// None: nothing was written.
    #[must_use]
    pub fn written(&self) -> Option<Revision> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Where the request that a resolver runs in writes.
pub(super) fn write_context<'a>(ctx: &Context<'a>) -> &'a WriteContext {
    ctx.data_unchecked::<Arc<WriteContext>>()
}
