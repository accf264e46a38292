//! Recomputes the chain: that no line is missing, moved or altered.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use super::entry::{Line, commitment, instant};
use crate::database::Db;
use crate::error::Result;

/// What a check of the ledger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many changes were found good before the first broken one.
    pub checked: i64,
    /// The first broken change and what is wrong with it.
    pub broken: Option<(i64, &'static str)>,
}

impl VerifyReport {
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.broken.is_none()
    }
}

impl std::fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.broken {
            None => write!(f, "{} changes checked, all intact", self.checked),
            Some((seq, what)) => write!(f, "{} changes checked; change {seq} is broken: {what}", self.checked),
        }
    }
}

#[derive(FromQueryResult)]
struct Stored {
    seq: i64,
    at: entity::DateTime,
    actor: Uuid,
    request: Uuid,
    node_type: String,
    node_id: Uuid,
    operation: String,
    version: i32,
    changed: String,
    commitment: String,
    hash: String,
    salt: Option<String>,
    snapshot: Option<String>,
}

const PAGE: i64 = 1_000;

/// Checks every change from the first. Erased details are passed over: the chain does not depend on them.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(db: &Db) -> Result<VerifyReport> {
    let (mut checked, mut previous) = (0, String::new());
    loop {
        // Read before the page: what is committed in between is looked at in the next round.
        let (seq, hash) = head(db).await?;
        let page = page(db, checked).await?;
        if page.is_empty() {
            let broken = (seq, &hash) != (checked, &previous);
            let broken = broken.then_some((checked + 1, "the ledger's head does not match its last change"));
            return Ok(VerifyReport { checked, broken });
        }
        for stored in page {
            if let Some(what) = check(&stored, checked + 1, &previous)? {
                return Ok(VerifyReport { checked, broken: Some((checked + 1, what)) });
            }
            (checked, previous) = (stored.seq, stored.hash);
        }
    }
}

fn check(stored: &Stored, expected: i64, previous: &str) -> Result<Option<&'static str>> {
    if stored.seq != expected {
        return Ok(Some("it is missing"));
    }
    if line(stored).hash(previous)? != stored.hash {
        return Ok(Some("it does not fit its hash: it, or the one before it, was altered"));
    }
    if let (Some(salt), Some(snapshot)) = (&stored.salt, &stored.snapshot)
        && commitment(salt, snapshot)? != stored.commitment
    {
        return Ok(Some("its snapshot was altered"));
    }
    Ok(None)
}

fn line(stored: &Stored) -> Line {
    Line {
        seq: stored.seq,
        at: instant(stored.at),
        actor: stored.actor,
        request: stored.request,
        node_type: stored.node_type.clone(),
        node_id: stored.node_id,
        operation: stored.operation.clone(),
        version: stored.version,
        changed: stored.changed.clone(),
        commitment: stored.commitment.clone(),
    }
}

async fn page(db: &Db, after: i64) -> Result<Vec<Stored>> {
    let (mark, text) = if db.backend() == DbBackend::Postgres { ("$1", "snapshot::text") } else { ("?", "snapshot") };
    let sql = format!(
        "SELECT change.*, salt, {text} AS snapshot FROM change LEFT JOIN change_detail ON change_detail.seq = change.seq \
         WHERE change.seq > {mark} ORDER BY change.seq LIMIT {PAGE}"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, [after.into()]);
    Ok(Stored::find_by_statement(statement).all(db.reader()).await?)
}

async fn head(db: &Db) -> Result<(i64, String)> {
    let sql = Statement::from_string(db.backend(), "SELECT seq, hash FROM ledger_head WHERE id = 1");
    let row = db.reader().query_one_raw(sql).await?;
    row.map_or(Ok((0, String::new())), |row| Ok((row.try_get("", "seq")?, row.try_get("", "hash")?)))
}
