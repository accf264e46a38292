//! Brings a database up to date: its structure by migration, its reference data and what was once written wrongly through
//! the ledger, and the words by which rows are found.

mod ours;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};

use crate::clock::Clock;
use crate::database::Db;
use crate::domain::record::repair_languages;
use crate::domain::reference_data::load;
use crate::domain::search::rebuild_words;
use crate::domain::territory::Territory;
use crate::domain::theme::Theme;
use crate::error::Result;
use crate::ledger;

pub use ours::{is_new, recognise, recognise_file};

/// Any number, the same in every server: who holds it, migrates.
const LOCK: &str = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; \
                    SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(5374797267726166)";

/// Takes the steps that are missing and loads reference data that differs. A second run changes nothing.
///
/// # Errors
/// When the database does not let it.
pub async fn install(db: &Db, clock: &Clock) -> Result<()> {
    if db.backend() != DbBackend::Postgres {
        return steps(db, clock).await;
    }
    let lock = db.migrator().begin().await?;
    lock.execute_unprepared(LOCK).await?;
    steps(db, clock).await?;
    Ok(lock.commit().await?)
}

async fn steps(db: &Db, clock: &Clock) -> Result<()> {
    Migrator::up(db.migrator(), None).await?;
    ledger::prepare(db).await?;
    rebuild_words(db, clock).await?;
    load::<Territory>(db, clock).await?;
    load::<Theme>(db, clock).await?;
    repair_languages(db, clock).await
}
