//! One write from begin to commit, tried again when others were in the way.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;
use tokio::time::Instant;
use uuid::Uuid;

use super::change::Change;
use super::head;
use super::revision::Revision;
use super::settle::{Kept, settle};
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
}

impl Actor {
    /// What comes with the program: reference data and the demo.
    #[must_use]
    pub fn system() -> Self {
        Self { subject: Some("system".into()), client: None, request: Uuid::now_v7(), reason: None }
    }
}

/// How often a write is tried, and for how long another try is worth it: whoever asked for it waits 30 seconds.
const ATTEMPTS: u32 = 8;
const WORTH: Duration = Duration::from_secs(15);

/// Runs `work` in one transaction and appends its changes to the ledger. The revision is that of its last change, the
/// current one when nothing differed, and none when the work was abandoned.
///
/// # Errors
/// What `work` says; `Conflict` when others were in the way each time; `NotWritten` and `StorageFull` when the database
/// could not write; `OutcomeUnknown` when the commit broke and nothing tells whether it was kept.
pub async fn commit<T>(
    db: &Db,
    clock: &Clock,
    actor: &Actor,
    work: impl for<'c> AsyncFnOnce(&'c mut Change) -> Result<T> + Clone,
) -> Result<(T, Option<Revision>)> {
    let started = Instant::now();
    let mut attempt = 1;
    loop {
        match once(db, clock, actor, work.clone()).await {
            // A statement that took too long has waited for others: nothing of ours takes so long by itself.
            Err(Error::Conflict | Error::Lost | Error::Timeout) if attempt < ATTEMPTS && started.elapsed() < WORTH => {
                tokio::time::sleep(pause(attempt)).await;
            }
            Err(Error::Lost) => return Err(Error::NotWritten),
            Err(Error::Timeout) => return Err(Error::Conflict),
            outcome => return outcome,
        }
        attempt += 1;
    }
}

async fn once<T>(
    db: &Db,
    clock: &Clock,
    actor: &Actor,
    work: impl for<'c> AsyncFnOnce(&'c mut Change) -> Result<T>,
) -> Result<(T, Option<Revision>)> {
    let mut change = Change::new(db.begin().await?, clock.clone());
    let result = match work(&mut change).await {
        Ok(result) if !change.abandoned => result,
        outcome => {
            // The database undoes by itself what cannot be undone now.
            let _ = into_transaction(change)?.rollback().await;
            return outcome.map(|result| (result, None));
        }
    };
    let head = head::append(&change, actor).await?;
    let wrote = change.head.is_some();
    if let Err(error) = into_transaction(change)?.commit().await
        && wrote
        && settle(db, &head, &error).await? == Kept::No
    {
        return Err(Error::Lost);
    }
    db.note(&head);
    Ok((result, Some(head.into())))
}

/// The work has ended, so nobody else holds its transaction.
fn into_transaction(change: Change) -> Result<Transaction> {
    Arc::into_inner(change.transaction).ok_or_else(|| Error::internal("a write's transaction outlived its work"))
}

fn pause(attempt: u32) -> Duration {
    Duration::from_millis(u64::from(attempt) * rand::rng().random_range(5..25))
}
