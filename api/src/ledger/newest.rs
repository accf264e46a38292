//! The newest revision that this process knows of, and waiting for a newer one.

use std::sync::{Arc, Weak};
use std::time::Duration;

use entity::Tables;
use tokio::sync::Notify;

use super::{Inner, Ledger, Moment, Revision};
use crate::error::{Error, Result};

/// How often the database is asked for what other processes commit.
const LOOK: Duration = Duration::from_millis(250);
/// How long a request may wait for a revision.
const WAIT: Duration = Duration::from_secs(2);
/// A revision this far ahead will not come while anybody waits.
const FAR: i64 = 100_000;

impl Ledger {
    /// The newest revision that this process knows of; a read sees it or a later one.
    #[must_use]
    pub fn newest(&self) -> Revision {
        self.0.newest.borrow().clone()
    }

    /// Makes known a revision that was read or committed.
    pub fn announce(&self, revision: &Revision) {
        self.0.newest.send_if_modified(|newest| {
            let is_newer = newest.installation.is_empty() || newest.seq < revision.seq;
            if is_newer {
                newest.clone_from(revision);
            }
            is_newer
        });
        // What others committed in between is looked for at once.
        if !self.db().touched().is_known(revision.seq) {
            self.0.gap.notify_one();
        }
    }

    /// Up to which revision it is known that none of the tables was touched after `moment`. None: one of them was, or it
    /// is not known, or somebody may have seen more than is known.
    #[must_use]
    pub fn unchanged(&self, tables: Tables, moment: Moment) -> Option<Revision> {
        let seq = self.db().touched().untouched_since(tables, moment)?;
        let newest = self.0.newest.borrow();
        (newest.seq <= seq).then(|| Revision { installation: newest.installation.clone(), seq })
    }

    /// Starts to look for what other processes commit, as long as anybody uses the ledger.
    pub(crate) fn follow(&self) {
        tokio::spawn(follow(Arc::downgrade(&self.0), self.0.gap.clone()));
    }

    /// Whether reads see `wanted` or something later, as far as this process knows. It costs nothing to ask.
    ///
    /// # Errors
    /// `BadInput` for another installation's revision.
    pub fn has(&self, wanted: &Revision) -> Result<bool> {
        let newest = self.0.newest.borrow();
        if newest.installation != wanted.installation {
            return Err(Error::bad_input("The revision asked for is another installation's."));
        }
        Ok(newest.seq >= wanted.seq)
    }

    /// Waits, up to two seconds, until reads see `wanted` or something later.
    ///
    /// # Errors
    /// `BadInput` for another installation's revision, `Busy` when it does not come in time.
    pub async fn wait_for(&self, wanted: &Revision) -> Result<()> {
        let head = self.head().await?;
        if wanted.seq - head.seq <= FAR {
            let mut newest = self.0.newest.subscribe();
            let arrival = newest.wait_for(|newest| newest.seq >= wanted.seq);
            // Whether it came is looked up below.
            let _ = tokio::time::timeout(WAIT, arrival).await;
        }
        if self.has(wanted)? {
            return Ok(());
        }
        let newest = self.newest();
        Err(Error::Busy(format!("The revision asked for is not here yet: this is {newest}. Try again shortly.")))
    }
}

async fn follow(ledger: Weak<Inner>, gap: Arc<Notify>) {
    loop {
        // Whether a gap or the time woke it is one to it.
        let _ = tokio::time::timeout(LOOK, gap.notified()).await;
        let Some(inner) = ledger.upgrade() else { return };
        if let Err(error) = Ledger(inner).head().await {
            tracing::debug!(%error, "the ledger's head could not be read");
        }
    }
}
