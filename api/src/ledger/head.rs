//! The ledger's head: the last number, instant and hash. A write locks it before its first row and after all that it
//! reads and checks, so that numbers have no gaps, and numbers and instants follow the order of the commits.

use std::collections::HashMap;

use chrono::TimeDelta;
use entity::DateTime;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use super::commit::Actor;
use super::entry::{EntryDetail, LedgerEntry, Operation, instant};
use super::write_tx::WriteTx;
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
    db.migrator().execute_raw(Statement::from_sql_and_values(db.backend(), sql, [installation.into()])).await?;
    db.internal_snapshot().await.map(drop)
}

/// The least that lies between two writes: instants are shown in milliseconds.
const TICK: TimeDelta = TimeDelta::milliseconds(1);

/// The ledger's head while a write holds it.
#[derive(Debug, Clone)]
pub struct Locked {
    pub head: Head,
    /// The write's instant: now, but always after the last change's, whatever the clock says. So whoever has read all rows up to
    /// an instant has missed none.
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
    let (now, next) = (clock.now(), last.map(|DateTime(last)| last + TICK));
    Ok(Locked { head: Head::read(row.as_ref())?, at: DateTime(next.map_or(now, |next| next.max(now))) })
}

async fn read(transaction: &Transaction, lock: &str) -> Result<Option<QueryResult>> {
    let sql = format!("SELECT installation, seq, hash, at FROM ledger_head WHERE id = 1{lock}");
    Ok(transaction.query_one_raw(Statement::from_string(transaction.get_database_backend(), sql)).await?)
}

/// Numbers and seals the entries of a write. Four statements, however many entries. The head as it is then, which is
/// the present one if nothing was written.
pub async fn append(tx: &WriteTx, actor: &Actor) -> Result<Head> {
    let Some(Locked { head, at }) = tx.head.clone() else {
        return Head::read(read(&tx.transaction, "").await?.as_ref());
    };
    if tx.entries.is_empty() {
        return Ok(head);
    }
    let Head { installation, mut seq, mut hash } = head;
    let (lines, details) = seal(tx, actor, at, &mut seq, &mut hash)?;
    let statements = [(LINES, lines.into()), (DETAILS, details.into()), (SUPERSEDE, newest(tx, seq)?.into())];
    for (sql, value) in statements {
        run(tx, sql, [value]).await?;
    }
    run(tx, HEAD, [seq.into(), hash.clone().into(), at.into()]).await?;
    Ok(Head { installation, seq, hash })
}

/// The lines and the details as JSON arrays; `seq` and `hash` end as the last line's.
fn seal(tx: &WriteTx, actor: &Actor, at: DateTime, seq: &mut i64, hash: &mut String) -> Result<(String, String)> {
    let who = Uuid::new_v4();
    let at = instant(at);
    let (mut lines, mut details) = (Vec::new(), Vec::new());
    for entry in &tx.entries {
        *seq += 1;
        let salt = hex::encode([Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat());
        let detail = EntryDetail {
            subject: actor.subject.as_deref(),
            client: actor.client.as_deref(),
            reason: actor.reason.as_deref(),
            source: actor.source.as_deref(),
            snapshot: &entry.snapshot,
        };
        let line = LedgerEntry {
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
fn newest(tx: &WriteTx, last: i64) -> Result<String> {
    let first = last - i64::try_from(tx.entries.len()).map_err(Error::internal)?;
    // A new node has no earlier lines.
    let changed = (first + 1..).zip(&tx.entries).filter(|(_, entry)| entry.operation != Operation::Created);
    let newest: HashMap<Uuid, i64> = changed.map(|(seq, entry)| (entry.node_id, seq)).collect();
    let rows: Vec<_> = newest.into_iter().map(|(id, seq)| json!({ "node_id": id, "seq": seq })).collect();
    serde_json::to_string(&rows).map_err(Error::internal)
}

/// A statement as PostgreSQL and as SQLite words it.
struct Sql {
    postgres: &'static str,
    sqlite: &'static str,
}

async fn run<const N: usize>(tx: &WriteTx, sql: Sql, values: [Value; N]) -> Result<()> {
    let text = if tx.backend() == DbBackend::Postgres { sql.postgres } else { sql.sqlite };
    tx.transaction.execute_raw(Statement::from_sql_and_values(tx.backend(), text, values)).await?;
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
    postgres: "INSERT INTO change_detail (seq, salt, subject, client, reason, source, snapshot) \
               SELECT seq, salt, subject, client, reason, source, snapshot::json FROM json_to_recordset($1::json) \
               AS detail (seq bigint, salt text, subject text, client text, reason text, source text, snapshot text)",
    sqlite: "INSERT INTO change_detail (seq, salt, subject, client, reason, source, snapshot) \
             SELECT value ->> 'seq', value ->> 'salt', value ->> 'subject', value ->> 'client', value ->> 'reason', \
             value ->> 'source', \
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
