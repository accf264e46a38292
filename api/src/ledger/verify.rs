//! Recomputes the chain: that no line is missing, moved or altered, up to the head as it was when the check started.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement};
use uuid::Uuid;

use super::entry::{EntryDetail, LedgerEntry, instant};
use super::seal::Seal;
use crate::database::Db;
use crate::error::Result;

/// What a check of the ledger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many changes were found good before the first broken one.
    pub checked: i64,
    /// How many of them have had their detail erased.
    pub erased: i64,
    /// The first broken change and what is wrong with it.
    pub broken: Option<(i64, &'static str)>,
}

impl VerifyReport {
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.broken.is_none()
    }
}

impl VerifyReport {
    fn broken(self, what: &'static str) -> Self {
        Self { broken: Some((self.checked + 1, what)), ..self }
    }

    fn broken_at(self, seq: i64, what: &'static str) -> Self {
        Self { broken: Some((seq, what)), ..self }
    }
}

impl std::fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.broken {
            None if self.erased == 0 => write!(f, "{} changes checked, all intact", self.checked),
            None => {
                write!(f, "{} changes checked, all intact; {} have had their detail erased", self.checked, self.erased)
            }
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
    subject: Option<String>,
    client: Option<String>,
    reason: Option<String>,
    source: Option<String>,
    snapshot: Option<String>,
}

const PAGE: i64 = 1_000;

/// Checks every change from the first, and that `kept`, a line of it that was written down elsewhere, is still in it.
/// Erased details are passed over: the chain does not depend on them. What is written meanwhile is not looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(db: &Db, kept: Option<&Seal>) -> Result<VerifyReport> {
    let mut report = VerifyReport { checked: 0, erased: 0, broken: None };
    let Some(end) = end(db).await? else { return Ok(report.broken("the ledger has no head")) };
    if let Some(kept) = kept.filter(|kept| kept.seq > end.seq) {
        return Ok(
            report.broken_at(kept.seq, "the ledger ends before it, although it was there when it was written down")
        );
    }
    let mut previous = String::new();
    while report.checked < end.seq {
        let page = page(db, report.checked, end.seq.min(report.checked + PAGE)).await?;
        if page.is_empty() {
            return Ok(report.broken(MISSING));
        }
        for row in page {
            let Ok(stored) = Stored::from_query_result(&row, "") else { return Ok(report.broken("it cannot be read")) };
            if let Some(what) = check(&stored, report.checked + 1, &previous)? {
                return Ok(report.broken(what));
            }
            if kept.is_some_and(|kept| kept.seq == stored.seq && kept.hash != stored.hash) {
                return Ok(report.broken("its hash is another one than was written down: the ledger was rebuilt"));
            }
            report.checked = stored.seq;
            report.erased += i64::from(stored.salt.is_none());
            previous = stored.hash;
        }
    }
    let is_end = previous == end.hash && end.last == end.seq;
    Ok(if is_end { report } else { report.broken("the ledger's head does not match its last change") })
}

const MISSING: &str = "it is missing";

fn check(stored: &Stored, expected: i64, previous: &str) -> Result<Option<&'static str>> {
    if stored.seq != expected {
        return Ok(Some(MISSING));
    }
    if line(stored).hash(previous)? != stored.hash {
        return Ok(Some("it does not fit its hash: it, or the one before it, was altered"));
    }
    let Some(salt) = &stored.salt else { return Ok(None) };
    let detail = EntryDetail {
        subject: stored.subject.as_deref(),
        client: stored.client.as_deref(),
        reason: stored.reason.as_deref(),
        source: stored.source.as_deref(),
        snapshot: stored.snapshot.as_deref().unwrap_or_default(),
    };
    Ok((detail.commitment(salt)? != stored.commitment).then_some("its snapshot, or who wrote it and why, was altered"))
}

fn line(stored: &Stored) -> LedgerEntry {
    LedgerEntry {
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

/// The changes after one number and up to another. Both sides are given the range, or the database reads the details from
/// their start for every page.
async fn page(db: &Db, after: i64, to: i64) -> Result<Vec<QueryResult>> {
    let ([from, end], text) =
        if db.backend() == DbBackend::Postgres { (["$1", "$2"], "snapshot::text") } else { (["?1", "?2"], "snapshot") };
    let sql = format!(
        "SELECT change.*, salt, subject, client, reason, source, {text} AS snapshot FROM change LEFT JOIN change_detail \
         ON change_detail.seq = change.seq AND change_detail.seq > {from} AND change_detail.seq <= {end} \
         WHERE change.seq > {from} AND change.seq <= {end} ORDER BY change.seq"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, [after.into(), to.into()]);
    Ok(db.reader().query_all_raw(statement).await?)
}

/// The head, and the number of the last change that there is: one statement, so that they are of one moment.
#[derive(FromQueryResult)]
struct End {
    seq: i64,
    hash: String,
    last: i64,
}

async fn end(db: &Db) -> Result<Option<End>> {
    let sql = "SELECT seq, hash, COALESCE((SELECT max(seq) FROM change), 0) AS last FROM ledger_head WHERE id = 1";
    let row = db.reader().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    Ok(row.map(|row| End::from_query_result(&row, "")).transpose()?)
}
