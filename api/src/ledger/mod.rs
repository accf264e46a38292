//! The one way to write. A commit applies its rows, raises their versions, and appends to the append-only list of
//! changes who wrote what and when, under the next number, in one transaction.

mod commit;
mod entry;
mod head;
mod look;
mod newest;
mod revision;
mod seal;
mod searched;
mod settle;
mod upsert;
mod verify;
mod write_tx;
mod writers;

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::clock::Clock;
use crate::database::Db;

pub use crate::database::Moment;
pub use commit::{Actor, commit};
pub use entry::Operation;
pub use head::prepare;
pub use revision::Revision;
pub use seal::Seal;
pub use verify::{VerifyReport, verify};
pub use write_tx::{Edit, WriteTx, changes};
pub use writers::edited_last;

/// The ledger of a database. Cheap to clone.
#[derive(Clone)]
pub struct Ledger(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    newest: watch::Sender<Revision>,
    /// Somebody has seen more than is known of the commits.
    gap: Arc<Notify>,
}

impl Ledger {
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self(Arc::new(Inner { db, clock, newest: watch::Sender::default(), gap: Arc::default() }))
    }

    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
}
