//! One write from begin to commit, tried again when others were in the way.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use entity::DateTime;
use rand::RngExt;
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::change::Change;
use super::head;
use super::revision::Revision;
use crate::clock::Clock;
use crate::database::Db;
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

const ATTEMPTS: u32 = 5;

/// Runs `work` in one transaction and appends its changes to the ledger. The revision is that of its last change, the
/// current one when nothing differed, and none when the work was abandoned.
///
/// # Errors
/// What `work` says; `Conflict` when others were in the way five times; `OutcomeUnknown` when the commit itself broke.
pub async fn commit<T>(
    db: &Db,
    clock: &Clock,
    actor: &Actor,
    work: impl for<'c> AsyncFnOnce(&'c mut Change) -> Result<T> + Clone,
) -> Result<(T, Option<Revision>)> {
    let mut attempt = 1;
    loop {
        let transaction = db.begin().await?;
        let mut change = Change {
            transaction: Arc::new(transaction),
            now: DateTime(clock.now()),
            entries: Vec::new(),
            lines: HashMap::new(),
            abandoned: false,
        };
        let outcome = work.clone()(&mut change).await;
        let finished = finish(change, actor, outcome).await;
        if let Ok((_, Some(revision))) = &finished {
            head::note(db, revision);
        }
        match finished {
            Err(Error::Conflict) if attempt < ATTEMPTS => tokio::time::sleep(pause(attempt)).await,
            outcome => return outcome,
        }
        attempt += 1;
    }
}

async fn finish<T>(change: Change, actor: &Actor, outcome: Result<T>) -> Result<(T, Option<Revision>)> {
    let result = match outcome {
        Ok(result) => result,
        Err(error) => {
            own(change)?.rollback().await?;
            return Err(error);
        }
    };
    if change.abandoned {
        own(change)?.rollback().await?;
        return Ok((result, None));
    }
    let revision = head::append(&change, actor).await?;
    own(change)?.commit().await.map_err(on_commit)?;
    Ok((result, Some(revision)))
}

/// The work has ended, so nobody else holds its transaction.
fn own(change: Change) -> Result<DatabaseTransaction> {
    Arc::into_inner(change.transaction).ok_or_else(|| Error::internal("a write's transaction outlived its work"))
}

/// A conflict is the database's word that nothing was kept; after anything else nobody knows.
fn on_commit(error: DbErr) -> Error {
    tracing::error!(%error, "a commit failed");
    match Error::from(error) {
        Error::Conflict => Error::Conflict,
        _ => Error::OutcomeUnknown,
    }
}

fn pause(attempt: u32) -> Duration {
    Duration::from_millis(u64::from(attempt) * rand::rng().random_range(5..25))
}
