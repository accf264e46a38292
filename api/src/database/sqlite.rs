//! SQLite: write-ahead log, every commit on the disk, one writer, and Swedish order.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use icu_collator::{Collator, options::CollatorOptions};
use icu_locale_core::locale;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::Pools;
use super::opening;
use super::pool::{Connections, Pool};
use crate::error::{Error, Result};

/// Connections that requests read through. Each is held while a request reads.
const READERS: u32 = 8;

/// Starting to write waits for another process's write, up to [`BUSY`].
const START: Duration = Duration::from_secs(6);
const BUSY: Duration = Duration::from_secs(5);
/// Rows that may wait between SQLite's thread and the request's: as many as most pages have, so that the two seldom wait for each other.
const ROWS: usize = 1_000;
/// For any statement.
const PATIENCE: Duration = Duration::from_secs(11);

pub async fn open(file: &Path) -> Result<Pools> {
    let connect = async |options| Database::connect(options).await.map_err(|error| opening::sqlite(file, &error));
    let write = connect(options(file, 1, false)?).await?;
    let read = connect(options(file, READERS, true)?).await?;
    let internal = connect(options(file, 1, true)?).await?;
    // A damaged file opens well.
    let probe = write.execute_unprepared("SELECT count(*) FROM sqlite_master").await;
    probe.map_err(|error| opening::sqlite(file, &error))?;
    let [read_pool, write_pool, internal] = [&read, &write, &internal].map(|connection: &DatabaseConnection| {
        let connections = Connections::Sqlite(connection.get_sqlite_connection_pool().clone());
        Pool::new(connections, START, PATIENCE)
    });
    Ok(Pools { read: read_pool, write: write_pool, internal, reader: read, migrator: write })
}

fn options(file: &Path, connections: u32, read_only: bool) -> Result<ConnectOptions> {
    let collator = Collator::try_new(locale!("sv").into(), CollatorOptions::default());
    let collator = Arc::new(collator.map_err(Error::internal)?);
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).acquire_timeout(Duration::from_secs(if read_only { 3 } else { 10 }));
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
        .busy_timeout(BUSY)
        .row_buffer_size(ROWS)
        .pragma("trusted_schema", "OFF");
    if read_only {
        return options;
    }
    options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}
