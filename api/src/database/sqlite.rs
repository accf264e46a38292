//! SQLite: write-ahead log, every commit on the disk, one writer, and Swedish order.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use icu_collator::{Collator, options::CollatorOptions};
use icu_locale_core::locale;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::error::{Error, Result};

const READERS: u32 = 4;

pub async fn open(file: &Path) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(Error::internal)?;
    }
    let write = Database::connect(pool(file, 1, false)?).await?;
    let read = Database::connect(pool(file, READERS, true)?).await?;
    Ok((read, write))
}

fn pool(file: &Path, connections: u32, read_only: bool) -> Result<ConnectOptions> {
    let collator = Collator::try_new(locale!("sv").into(), CollatorOptions::default());
    let collator = Arc::new(collator.map_err(Error::internal)?);
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).min_connections(1).acquire_timeout(Duration::from_secs(5));
    options.sqlx_logging(false).test_before_acquire(false);
    super::unwatched(&mut options);
    options.map_sqlx_sqlite_opts(move |_| {
        let collator = collator.clone();
        // Equal letters in unequal bytes need an order too, and PostgreSQL's is by bytes.
        let swedish = move |a: &str, b: &str| collator.compare(a, b).then_with(|| a.cmp(b));
        connection(&file, read_only).collation("swedish", swedish)
    });
    Ok(options)
}

fn connection(file: &Path, read_only: bool) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(!read_only)
        .read_only(read_only)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF");
    if read_only {
        return options;
    }
    options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}
