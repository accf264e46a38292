//! Finds out what became of a write whose COMMIT went wrong. Until its transaction ends it holds the ledger's head: whoever
//! gets the head after it sees whether its last line is there.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::head;
use crate::clock::Clock;
use crate::database::{Db, Head, is_refusal};
use crate::error::{Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Yes,
    No,
}

/// A database that restarts is back after some seconds.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_secs(1);

/// Whether the write that made `head` was kept.
///
/// # Errors
/// `Conflict` and `StorageFull` when the database said why it was not; `OutcomeUnknown` when it cannot be found out.
pub async fn settle(db: &Db, head: &Head, error: &DbErr) -> Result<Kept> {
    tracing::warn!(%error, "a commit failed");
    let cause = Error::from(error.clone());
    if is_refusal(error) {
        return Err(cause);
    }
    for _ in 0..TRIES {
        match kept(db, head).await {
            Ok(true) => return Ok(Kept::Yes),
            Ok(false) if cause == Error::StorageFull => return Err(cause),
            Ok(false) => return Ok(Kept::No),
            Err(error) => tracing::warn!(%error, "it is not known yet whether a commit was kept"),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::OutcomeUnknown)
}

async fn kept(db: &Db, head: &Head) -> Result<bool> {
    let (transaction, _) = db.begin().await?;
    head::lock(&transaction, &Clock::system()).await?;
    let mark = if db.is_postgres() { "$1" } else { "?" };
    let sql = format!("SELECT hash FROM change WHERE seq = {mark}");
    let line = Statement::from_sql_and_values(db.backend(), sql, [head.seq.into()]);
    let line = transaction.query_one_raw(line).await?;
    let hash: Option<String> = line.map_or(Ok(None), |row| row.try_get("", "hash").map(Some))?;
    transaction.rollback().await?;
    Ok(hash.as_ref() == Some(&head.hash))
}
