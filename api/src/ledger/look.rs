//! A look at the ledger: what others have committed since the last one, and which tables they touched.

use entity::Tables;
use sea_orm::{ConnectionTrait, Statement};
use tokio::time::Instant;

use super::Ledger;
use crate::database::{Head, Snapshot};
use crate::error::Result;

impl Ledger {
    /// The ledger's head as it is now, on a connection that no request uses.
    ///
    /// # Errors
    /// `Lost` when the database does not answer.
    pub async fn head(&self) -> Result<Head> {
        let touched = self.db().touched();
        // Asked before the database is: what is read then cannot be older.
        let (at, known, newest) = (Instant::now(), touched.head(), self.newest());
        let snapshot = self.db().internal_snapshot().await?;
        let head = snapshot.head.clone();
        let continues =
            newest.installation.is_empty() || (newest.installation == head.installation && newest.seq <= head.seq);
        match known.filter(|_| continues) {
            Some(known) => match since(&known, snapshot).await? {
                Some(changes) => touched.continued(at, &head, &changes),
                None => self.restart(at, &head),
            },
            None => self.restart(at, &head),
        }
        self.announce(&head.clone().into());
        Ok(head)
    }

    /// It is not the ledger that was known, or none was: a backup was restored.
    fn restart(&self, at: Instant, head: &Head) {
        self.db().touched().restart(at, head);
        self.0.newest.send_replace(head.clone().into());
    }
}

/// The last change of each type since `known`. None: the ledger does not hold that line.
async fn since(known: &Head, snapshot: Snapshot) -> Result<Option<Vec<(Tables, i64)>>> {
    let Snapshot { transaction, head } = snapshot;
    if head.seq <= known.seq {
        return Ok((head == *known).then(Vec::new));
    }
    let mark = if transaction.get_database_backend() == sea_orm::DbBackend::Postgres { "$1" } else { "?1" };
    let sql = format!(
        "SELECT node_type AS name, max(seq) AS last FROM change WHERE seq > {mark} GROUP BY node_type \
         UNION ALL SELECT hash, seq FROM change WHERE seq = {mark}"
    );
    let lines = Statement::from_sql_and_values(transaction.get_database_backend(), sql, [known.seq.into()]);
    let mut changes = Vec::new();
    let mut holds = known.seq == 0;
    for line in transaction.query_all_raw(lines).await? {
        let (name, last): (String, i64) = (line.try_get("", "name")?, line.try_get("", "last")?);
        if last > known.seq {
            changes.push((Tables::of_type(&name), last));
        } else {
            holds = name == known.hash;
        }
    }
    Ok(holds.then_some(changes))
}
