//! Recomputes the chain: that no line is missing, moved or altered.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement};
use uuid::Uuid;

use super::entry::{Detail, Line, instant};
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
    snapshot: Option<String>,
}

const PAGE: i64 = 1_000;

/// Checks every change from the first. Erased details are passed over: the chain does not depend on them.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(db: &Db) -> Result<VerifyReport> {
    let mut report = VerifyReport { checked: 0, erased: 0, broken: None };
    let mut previous = String::new();
    loop {
        // Read before the page: what is committed in between is looked at in the next round.
        let (seq, hash) = head(db).await?;
        let page = page(db, report.checked).await?;
        if page.is_empty() && (seq, &hash) != (report.checked, &previous) {
            return Ok(report.broken("the ledger's head does not match its last change"));
        }
        if page.is_empty() {
            return Ok(report);
        }
        for row in page {
            let Ok(stored) = Stored::from_query_result(&row, "") else { return Ok(report.broken("it cannot be read")) };
            if let Some(what) = check(&stored, report.checked + 1, &previous)? {
                return Ok(report.broken(what));
            }
            report.checked = stored.seq;
            report.erased += i64::from(stored.salt.is_none());
            previous = stored.hash;
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
    let Some(salt) = &stored.salt else { return Ok(None) };
    let detail = Detail {
        subject: stored.subject.as_deref(),
        client: stored.client.as_deref(),
        reason: stored.reason.as_deref(),
        snapshot: stored.snapshot.as_deref().unwrap_or_default(),
    };
    Ok((detail.commitment(salt)? != stored.commitment).then_some("its snapshot, or who wrote it and why, was altered"))
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

async fn page(db: &Db, after: i64) -> Result<Vec<QueryResult>> {
    let (mark, text) = if db.backend() == DbBackend::Postgres { ("$1", "snapshot::text") } else { ("?", "snapshot") };
    let sql = format!(
        "SELECT change.*, salt, subject, client, reason, {text} AS snapshot FROM change LEFT JOIN change_detail ON change_detail.seq = change.seq \
         WHERE change.seq > {mark} ORDER BY change.seq LIMIT {PAGE}"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, [after.into()]);
    Ok(db.reader().query_all_raw(statement).await?)
}

async fn head(db: &Db) -> Result<(i64, String)> {
    let sql = Statement::from_string(db.backend(), "SELECT seq, hash FROM ledger_head WHERE id = 1");
    let row = db.reader().query_one_raw(sql).await?;
    row.map_or(Ok((0, String::new())), |row| Ok((row.try_get("", "seq")?, row.try_get("", "hash")?)))
}
