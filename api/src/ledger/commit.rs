//! One write from its start to its commit, tried again when others were in the way.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;
use tokio::time::Instant;
use uuid::Uuid;

use super::revision::Revision;
use super::settle::{Kept, settle};
use super::write_tx::WriteTx;
use super::{Ledger, head};
use crate::clock::Clock;
use crate::database::{Db, Transaction};
use crate::error::{Error, Result};

/// Who writes, for the ledger.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The token's subject, or `system` for what comes with the program.
    pub subject: Option<String>,
    /// Which client it used, as it calls itself.
    pub client: Option<String>,
    /// The request that the write belongs to.
    pub request: Uuid,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
    /// The source that it was pushed from. None: it was not pushed.
    pub source: Option<String>,
}

impl Actor {
    /// What comes with the program: reference data and the demo.
    #[must_use]
    pub fn system() -> Self {
        Self { subject: Some("system".into()), client: None, request: Uuid::now_v7(), reason: None, source: None }
    }
}

/// How often a write is tried at most, and for how long another try is worth it: whoever asked for it waits 30 seconds.
const ATTEMPTS: u32 = 8;
const RETRY_FOR: Duration = Duration::from_secs(15);

impl Ledger {
    /// Runs `work` in one transaction and appends its changes to the ledger. The revision is that of its last change,
    /// the current one when nothing differed, and none when the work was abandoned.
    ///
    /// # Errors
    /// What `work` says; `Conflict` when others were in the way each time; `AlreadyExists`, `UnknownReference` or
    /// `StillReferred` when the database refuses a row, and not because of what others wrote meanwhile; `NotWritten` and `StorageFull` when the
    /// database could not write; `OutcomeUnknown` when the commit broke and it cannot be found out whether it was kept.
    pub async fn commit<T>(
        &self,
        actor: &Actor,
        work: impl for<'c> AsyncFnOnce(&'c mut WriteTx) -> Result<T> + Clone,
    ) -> Result<(T, Option<Revision>)> {
        let started = Instant::now();
        let mut attempt = 1;
        loop {
            let mut was_alone = false;
            let outcome = self.attempt(actor, work.clone(), &mut was_alone).await;
            let is_last = attempt == ATTEMPTS || started.elapsed() >= RETRY_FOR;
            match outcome {
                // Others may have written what the work looked up, before it wrote.
                Err(Error::AlreadyExists | Error::UnknownReference | Error::StillReferred)
                    if !was_alone && !is_last => {}
                // A statement that took too long has waited for others: nothing of ours takes so long by itself.
                Err(Error::Conflict | Error::Lost | Error::Timeout) if !is_last => {}
                Err(Error::Lost) => return Err(Error::NotWritten),
                Err(Error::Timeout) => return Err(Error::Conflict),
                outcome => return outcome,
            }
            tokio::time::sleep(pause(attempt)).await;
            attempt += 1;
        }
    }

    /// Runs the work once. `was_alone`: nobody else has written between its first read and its first write.
    async fn attempt<T>(
        &self,
        actor: &Actor,
        work: impl for<'c> AsyncFnOnce(&'c mut WriteTx) -> Result<T>,
        was_alone: &mut bool,
    ) -> Result<(T, Option<Revision>)> {
        let db = self.db();
        let (transaction, found) = db.begin().await?;
        let mut tx = WriteTx::new(transaction, self.clock().clone());
        let result = match work(&mut tx).await {
            Ok(result) if !tx.is_discarded => result,
            outcome => {
                *was_alone = tx.head.as_ref().is_some_and(|locked| locked.head == found);
                // The database undoes by itself what cannot be undone now.
                let _ = into_transaction(tx)?.rollback().await;
                return outcome.map(|result| (result, None));
            }
        };
        let head = head::append(&tx, actor).await?;
        let (entries, tables) = (tx.entries.len(), tx.tables());
        if let Err(error) = into_transaction(tx)?.commit().await
            && entries > 0
            && settle(db, &head, &error).await? == Kept::No
        {
            return Err(Error::Lost);
        }
        if entries > 0 {
            let first = head.seq + 1 - i64::try_from(entries).map_err(Error::internal)?;
            db.touched().commit(first, &head, tables);
        }
        let revision = Revision::from(head);
        self.announce(&revision);
        Ok((result, Some(revision)))
    }
}

/// A commit to the ledger of `db`. Who waits for its revision finds it at the next look only: see [`Ledger::commit`].
///
/// # Errors
/// Those of [`Ledger::commit`].
pub async fn commit<T>(
    db: &Db,
    clock: &Clock,
    actor: &Actor,
    work: impl for<'c> AsyncFnOnce(&'c mut WriteTx) -> Result<T> + Clone,
) -> Result<(T, Option<Revision>)> {
    Ledger::new(db.clone(), clock.clone()).commit(actor, work).await
}

/// The work has ended, so nobody else holds its transaction.
fn into_transaction(tx: WriteTx) -> Result<Transaction> {
    Arc::into_inner(tx.transaction).ok_or_else(|| Error::internal("a write's transaction outlived its work"))
}

fn pause(attempt: u32) -> Duration {
    Duration::from_millis(u64::from(attempt) * rand::rng().random_range(5..25))
}
