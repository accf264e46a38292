//! The ledger's head: the last number, instant and hash. A write locks it before its first row and after all that it
//! reads and checks, so that numbers have no gaps, and numbers and instants follow the order of the commits.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use entity::DateTime;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use super::change::Change;
use super::commit::Actor;
use super::entry::{Detail, Line, Operation, instant};
use super::revision::Revision;
use crate::clock::Clock;
use crate::database::{Db, Head, Transaction};
use crate::error::{Error, Result};

/// Makes the head, with a new installation's name, for a ledger without changes.
///
/// # Errors
/// When the database cannot be written.
pub async fn prepare(db: &Db) -> Result<()> {
    let installation = hex::encode(&Uuid::new_v4().as_bytes()[..6]);
    let mark = if db.is_postgres() { "$1" } else { "?" };
    let sql = format!(
        "INSERT INTO ledger_head (id, installation, seq, hash) SELECT 1, {mark}, 0, '' \
         WHERE NOT EXISTS (SELECT 1 FROM change) ON CONFLICT DO NOTHING"
    );
    db.structure().execute_raw(Statement::from_sql_and_values(db.backend(), sql, [installation.into()])).await?;
    db.head().await.map(drop)
}

/// The newest revision that this process knows of; a read sees it or a later one. It is noted at every commit here, and
/// looked up a few times a second for what other processes commit.
#[must_use]
pub fn current(db: &Db) -> Revision {
    let seen = db.seen();
    let installation = seen.installation.get().cloned().unwrap_or_default();
    Revision { installation, seq: seen.seq.load(Ordering::Acquire) }
}

const LOOK: Duration = Duration::from_millis(250);

/// Looks for what other processes commit, as long as anybody uses the database.
pub async fn watch(db: Db) {
    let used = Arc::downgrade(db.seen());
    loop {
        tokio::time::sleep(LOOK).await;
        // The one that is left is this task's own.
        if used.strong_count() <= 1 {
            return;
        }
        if let Err(error) = db.head().await {
            tracing::debug!(%error, "the ledger's head could not be read");
        }
    }
}

const WAIT: Duration = Duration::from_millis(100);
const WAITS: u32 = 20;
/// A revision this far ahead will not come while anybody waits.
const FAR: i64 = 100_000;

/// Whether reads see `wanted` or something later, as far as this process knows. It costs nothing to ask.
///
/// # Errors
/// `BadInput` for another installation's revision.
pub fn has(db: &Db, wanted: &Revision) -> Result<bool> {
    let now = current(db);
    if now.installation != wanted.installation {
        return Err(Error::bad_input("The revision asked for is another installation's."));
    }
    Ok(now.seq >= wanted.seq)
}

/// Waits, up to two seconds, until reads see `wanted` or something later.
///
/// # Errors
/// `BadInput` for another installation's revision, `Busy` when it does not come in time.
pub async fn wait_for(db: &Db, wanted: &Revision) -> Result<()> {
    for _ in 0..WAITS {
        db.head().await?;
        if has(db, wanted)? {
            return Ok(());
        }
        if wanted.seq - current(db).seq > FAR {
            break;
        }
        tokio::time::sleep(WAIT).await;
    }
    Err(Error::Busy(format!("The revision asked for is not here yet: this is {}. Try again shortly.", current(db))))
}

/// The ledger's head while a write holds it.
#[derive(Debug, Clone)]
pub struct Locked {
    pub head: Head,
    /// The write's instant: now, but never before the last change's, whatever the clock says.
    pub at: DateTime,
}

/// Takes the head; other writes wait until this one ends.
///
/// # Errors
/// `Conflict` when another write holds it too long.
pub async fn lock(transaction: &Transaction, clock: &Clock) -> Result<Locked> {
    let lock = if transaction.get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let row = read(transaction, lock).await?;
    let last: Option<DateTime> = row.as_ref().map_or(Ok(None), |row| row.try_get("", "at"))?;
    let now = DateTime(clock.now());
    Ok(Locked { head: Head::read(row.as_ref())?, at: last.map_or(now, |last| last.max(now)) })
}

async fn read(transaction: &Transaction, lock: &str) -> Result<Option<QueryResult>> {
    let sql = format!("SELECT installation, seq, hash, at FROM ledger_head WHERE id = 1{lock}");
    Ok(transaction.query_one_raw(Statement::from_string(transaction.get_database_backend(), sql)).await?)
}

/// Numbers and seals the entries of a write. Four statements, however many entries. The head as it is then, which is
/// the present one if nothing was written.
pub async fn append(change: &Change, actor: &Actor) -> Result<Head> {
    let Some(Locked { head, at }) = change.head.clone() else {
        return Head::read(read(&change.transaction, "").await?.as_ref());
    };
    let Head { installation, mut seq, mut hash } = head;
    let (lines, details) = seal(change, actor, at, &mut seq, &mut hash)?;
    let statements = [(LINES, lines.into()), (DETAILS, details.into()), (SUPERSEDE, newest(change, seq)?.into())];
    for (sql, value) in statements {
        run(change, sql, [value]).await?;
    }
    run(change, HEAD, [seq.into(), hash.clone().into(), at.into()]).await?;
    Ok(Head { installation, seq, hash })
}

/// The lines and the details as JSON arrays; `seq` and `hash` end as the last line's.
fn seal(change: &Change, actor: &Actor, at: DateTime, seq: &mut i64, hash: &mut String) -> Result<(String, String)> {
    let who = Uuid::new_v4();
    let at = instant(at);
    let (mut lines, mut details) = (Vec::new(), Vec::new());
    for entry in &change.entries {
        *seq += 1;
        let salt = hex::encode([Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat());
        let detail = Detail {
            subject: actor.subject.as_deref(),
            client: actor.client.as_deref(),
            reason: actor.reason.as_deref(),
            snapshot: &entry.snapshot,
        };
        let line = Line {
            seq: *seq,
            at: at.clone(),
            actor: who,
            request: actor.request,
            node_type: entry.node_type.to_owned(),
            node_id: entry.node_id,
            operation: entry.operation.name().to_owned(),
            version: entry.version,
            changed: serde_json::to_string(&entry.changed).map_err(Error::internal)?,
            commitment: detail.commitment(&salt)?,
        };
        *hash = line.hash(hash)?;
        let mut line = serde_json::to_value(line).map_err(Error::internal)?;
        line["hash"] = json!(hash);
        lines.push(line);
        let mut detail = serde_json::to_value(detail).map_err(Error::internal)?;
        detail["seq"] = json!(*seq);
        detail["salt"] = json!(salt);
        details.push(detail);
    }
    Ok((
        serde_json::to_string(&lines).map_err(Error::internal)?,
        serde_json::to_string(&details).map_err(Error::internal)?,
    ))
}

/// The last number of each node in this write: earlier lines of the node are superseded by it.
fn newest(change: &Change, last: i64) -> Result<String> {
    let first = last - i64::try_from(change.entries.len()).map_err(Error::internal)?;
    // A new node has no earlier lines.
    let changed = (first + 1..).zip(&change.entries).filter(|(_, entry)| entry.operation != Operation::Created);
    let newest: HashMap<Uuid, i64> = changed.map(|(seq, entry)| (entry.node_id, seq)).collect();
    let rows: Vec<_> = newest.into_iter().map(|(id, seq)| json!({ "node_id": id, "seq": seq })).collect();
    serde_json::to_string(&rows).map_err(Error::internal)
}

/// A statement as PostgreSQL and as SQLite words it.
struct Sql {
    postgres: &'static str,
    sqlite: &'static str,
}

async fn run<const N: usize>(change: &Change, sql: Sql, values: [Value; N]) -> Result<()> {
    let text = if change.backend() == DbBackend::Postgres { sql.postgres } else { sql.sqlite };
    change.transaction.execute_raw(Statement::from_sql_and_values(change.backend(), text, values)).await?;
    Ok(())
}

const LINES: Sql = Sql {
    postgres: "INSERT INTO change SELECT * FROM json_populate_recordset(NULL::change, $1::json)",
    sqlite: "INSERT INTO change (seq, at, actor, request, node_type, node_id, operation, version, changed, commitment, hash) \
             SELECT value ->> 'seq', replace(value ->> 'at', 'Z', '+00:00'), unhex(value ->> 'actor', '-'), \
             unhex(value ->> 'request', '-'), value ->> 'node_type', unhex(value ->> 'node_id', '-'), \
             value ->> 'operation', value ->> 'version', value ->> 'changed', value ->> 'commitment', \
             value ->> 'hash' FROM json_each(?)",
};

const DETAILS: Sql = Sql {
    postgres: "INSERT INTO change_detail (seq, salt, subject, client, reason, snapshot) \
               SELECT seq, salt, subject, client, reason, snapshot::json FROM json_to_recordset($1::json) \
               AS detail (seq bigint, salt text, subject text, client text, reason text, snapshot text)",
    sqlite: "INSERT INTO change_detail (seq, salt, subject, client, reason, snapshot) \
             SELECT value ->> 'seq', value ->> 'salt', value ->> 'subject', value ->> 'client', value ->> 'reason', \
             value ->> 'snapshot' FROM json_each(?)",
};

const SUPERSEDE: Sql = Sql {
    postgres: "UPDATE change SET superseded_seq = newest.seq FROM json_to_recordset($1::json) \
               AS newest (node_id uuid, seq bigint) WHERE change.node_id = newest.node_id \
               AND change.superseded_seq IS NULL AND change.seq < newest.seq",
    sqlite: "UPDATE change SET superseded_seq = newest.seq FROM (SELECT unhex(value ->> 'node_id', '-') AS node_id, \
             value ->> 'seq' AS seq FROM json_each(?)) AS newest WHERE change.node_id = newest.node_id \
             AND change.superseded_seq IS NULL AND change.seq < newest.seq",
};

const HEAD: Sql = Sql {
    postgres: "UPDATE ledger_head SET seq = $1, hash = $2, at = $3 WHERE id = 1",
    sqlite: "UPDATE ledger_head SET seq = ?, hash = ?, at = ? WHERE id = 1",
};
