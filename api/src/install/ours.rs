//! Whether a database is one of ours, and of no newer version: another program's is neither changed nor migrated into.

use std::collections::HashSet;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement};

use crate::config::Database;
use crate::database::{Db, look_into};
use crate::error::{Error, Result};

/// What an SQLite file of ours says of itself: `STYG`.
const APPLICATION: i64 = 0x5354_5947;
const STEPS: &str = "seaql_migrations";

/// What is found in a database.
struct Found {
    /// An SQLite file's mark; 0 if it has none.
    mark: i64,
    /// Tables and the like.
    objects: i64,
    /// The steps that were taken to make them.
    steps: Vec<String>,
}

/// Refuses a file that is not ours, before anything of it is changed.
///
/// # Errors
/// `BadInput` with the file's name and what it is.
pub async fn recognise_file(database: &Database) -> Result<()> {
    let Database::Sqlite(file) = database else { return Ok(()) };
    match file.metadata() {
        Ok(there) if !there.is_file() => {
            return Err(Error::BadInput(format!("{} cannot be opened. It must be a file.", file.display())));
        }
        Ok(there) if there.len() > 0 => {}
        _ => return Ok(()),
    }
    let looked = look_into(file, &["SELECT application_id FROM pragma_application_id", OBJECTS]).await?;
    let [mark, objects] = looked[..] else { return Ok(()) };
    let steps = if objects == 0 { Vec::new() } else { steps_of_file(file).await? };
    refuse(database, &Found { mark, objects, steps })
}

const OBJECTS: &str = "SELECT count(*) FROM sqlite_master";

async fn steps_of_file(file: &std::path::Path) -> Result<Vec<String>> {
    let there = format!("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{STEPS}'");
    if look_into::<i64>(file, &[&there]).await? == [0] {
        return Ok(Vec::new());
    }
    look_into(file, &[&format!("SELECT version FROM {STEPS}")]).await
}

/// The same for PostgreSQL, once it is open; an SQLite file is marked as ours.
///
/// # Errors
/// `BadInput` with the database's name and what it is.
pub async fn recognise(db: &Db, database: &Database) -> Result<()> {
    if !db.is_postgres() {
        let mark = number(db, "SELECT application_id AS number FROM pragma_application_id").await?;
        if mark != APPLICATION {
            db.migrator().execute_unprepared(&format!("PRAGMA application_id = {APPLICATION}")).await?;
        }
        return Ok(());
    }
    let objects = "SELECT count(*) AS number FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
                   AND relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS \
                   (SELECT 1 FROM pg_depend WHERE pg_depend.objid = pg_class.oid AND deptype = 'e')";
    let objects = number(db, objects).await?;
    refuse(database, &Found { mark: 0, objects, steps: steps(db).await? })
}

/// Whether the database has no tables of ours yet.
///
/// # Errors
/// When it cannot be read.
pub async fn is_new(db: &Db) -> Result<bool> {
    Ok(steps(db).await?.is_empty())
}

fn refuse(database: &Database, found: &Found) -> Result<()> {
    let known: HashSet<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let is_ours = found.steps.iter().any(|step| known.contains(step));
    if (found.mark != 0 && found.mark != APPLICATION) || (!is_ours && found.objects > 0) {
        let what = "it is another program's. Nothing was changed in it; name another one.";
        return Err(Error::BadInput(format!("{database}: {what}")));
    }
    let Some(step) = found.steps.iter().find(|step| !known.contains(*step)) else { return Ok(()) };
    let version = env!("CARGO_PKG_VERSION");
    Err(Error::BadInput(format!(
        "{database}: a newer version of Styrgraf made its tables (version {version} does not know the step {step}). Use \
         that version, or restore a backup from before it."
    )))
}

async fn steps(db: &Db) -> Result<Vec<String>> {
    let there = if db.is_postgres() {
        format!(
            "SELECT count(*) AS number FROM pg_tables WHERE tablename = '{STEPS}' AND schemaname = current_schema()"
        )
    } else {
        format!("SELECT count(*) AS number FROM sqlite_master WHERE type = 'table' AND name = '{STEPS}'")
    };
    if number(db, &there).await? == 0 {
        return Ok(Vec::new());
    }
    let sql = Statement::from_string(db.backend(), format!("SELECT version FROM {STEPS}"));
    let rows = db.migrator().query_all_raw(sql).await?;
    rows.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
}

async fn number(db: &Db, sql: &str) -> Result<i64> {
    let row = db.migrator().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get("", "number")?))
}
