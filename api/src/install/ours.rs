//! Whether a database is one of ours, and of no newer version: another program's is never migrated into.

use std::collections::HashSet;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement};

use crate::database::Db;
use crate::error::Result;

/// What an SQLite file of ours says of itself: `STYG`.
const APPLICATION: i64 = 0x5354_5947;

/// Marks an SQLite file as ours. What else it is, if it cannot be used: told in words that follow its name.
///
/// # Errors
/// When the database cannot be read.
pub async fn recognise(db: &Db) -> Result<Option<String>> {
    let known: HashSet<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let taken = steps(db).await?;
    if let Some(step) = taken.iter().find(|step| !known.contains(*step)) {
        let version = env!("CARGO_PKG_VERSION");
        return Ok(Some(format!(
            "a newer version of Styrgraf made its tables (version {version} does not know the step {step}). Use that \
             version, or restore a backup from before it."
        )));
    }
    if db.is_postgres() {
        return Ok(None);
    }
    let mark = number(db, "SELECT application_id AS number FROM pragma_application_id").await?;
    let tables = number(db, "SELECT count(*) AS number FROM sqlite_master WHERE type = 'table'").await?;
    if mark != APPLICATION && (mark != 0 || (tables > 0 && taken.is_empty())) {
        return Ok(Some("it is another program's. Nothing was changed in it; name another file.".to_owned()));
    }
    if mark == 0 {
        db.structure().execute_unprepared(&format!("PRAGMA application_id = {APPLICATION}")).await?;
    }
    Ok(None)
}

/// The steps that the database has taken.
async fn steps(db: &Db) -> Result<Vec<String>> {
    const TABLE: &str = "seaql_migrations";
    let there = if db.is_postgres() {
        format!(
            "SELECT count(*) AS number FROM pg_tables WHERE tablename = '{TABLE}' AND schemaname = ANY (current_schemas(false))"
        )
    } else {
        format!("SELECT count(*) AS number FROM sqlite_master WHERE type = 'table' AND name = '{TABLE}'")
    };
    if number(db, &there).await? == 0 {
        return Ok(Vec::new());
    }
    let sql = Statement::from_string(db.backend(), format!("SELECT version FROM {TABLE}"));
    let rows = db.structure().query_all_raw(sql).await?;
    rows.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
}

async fn number(db: &Db, sql: &str) -> Result<i64> {
    let row = db.structure().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get("", "number")?))
}
