//! Opening a database at start: one server at a time, and what goes wrong in words for whoever starts it.

use std::fs::{File, TryLockError, create_dir_all};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{DbErr, RuntimeErr};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Sqlite};

use super::failure::sqlx_error;
use super::sqlite_code::SqliteCode;
use crate::config::Database;
use crate::error::{Error, Result};

/// Keeps other servers from starting on the same SQLite file until it is dropped. PostgreSQL has a lock for that.
pub struct Alone(#[allow(dead_code)] Option<File>);

/// # Errors
/// When there is no folder for the file, or it cannot be written.
pub async fn alone(database: &Database) -> Result<Alone> {
    let Database::Sqlite(path) = database else { return Ok(Alone(None)) };
    let mut beside = path.clone().into_os_string();
    beside.push(".lock");
    let failed = |cause: io::Error| Error::BadInput(format!("{}: no server can start on it: {cause}.", path.display()));
    let file = lock_file(&PathBuf::from(beside)).map_err(failed)?;
    for wait in 0..WAITS {
        match file.try_lock() {
            Ok(()) => return Ok(Alone(Some(file))),
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            Err(TryLockError::WouldBlock) if wait == 0 => {
                tracing::info!("waits for another server that is starting on {}", path.display());
            }
            Err(TryLockError::WouldBlock) => {}
        }
        tokio::time::sleep(WAIT).await;
    }
    Err(failed(io::Error::other("another one has been starting on it for a minute")))
}

const WAIT: Duration = Duration::from_millis(100);
const WAITS: u32 = 600;

/// A file of its own: SQLite's locks on the database end when any other handle of that file is closed.
fn lock_file(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        create_dir_all(folder)?;
    }
    File::options().create(true).append(true).open(path)
}

/// Reads one column from an SQLite file that may be anybody's, by a connection that cannot change it.
pub async fn look_into<T>(file: &Path, queries: &[&str]) -> Result<Vec<T>>
where
    T: for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite> + Send + Unpin,
{
    let failed = |cause: sqlx::Error| sqlite(file, &DbErr::Conn(RuntimeErr::SqlxError(cause.into())));
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(failed)?;
    let mut all = Vec::new();
    for query in queries {
        let sql = sqlx::AssertSqlSafe((*query).to_owned());
        all.extend(sqlx::query_scalar::<_, T>(sql).fetch_all(&mut connection).await.map_err(failed)?);
    }
    connection.close().await.map_err(failed)?;
    Ok(all)
}

/// What keeps a server from starting, with the database's name.
pub fn at_start(database: &Database, error: Error) -> Error {
    let why = match (&error, database) {
        (Error::BadInput(_), _) => return error,
        (Error::Overloaded | Error::Conflict, Database::Postgres(_)) => {
            "PostgreSQL has no free connection. Raise its max_connections, or end connections of other programs; a server \
             uses up to 20."
        }
        (Error::Overloaded | Error::Conflict, Database::Sqlite(_)) => {
            "another program holds it locked. Stop that program, or wait until it is done."
        }
        (Error::Lost | Error::NotWritten | Error::OutcomeUnknown, _) => {
            "the connection was lost while starting. Try again."
        }
        (Error::StorageFull, _) => "nothing can be stored: the disk is full, or may not be written to.",
        (Error::Timeout, _) => "a step took too long. Try again when others use it less.",
        (Error::Internal(cause), Database::Postgres(_)) if cause.contains("permission denied for schema") => {
            "this user may not make tables there. Let the database's owner run: GRANT USAGE, CREATE ON SCHEMA public TO \
             the user."
        }
        (Error::Internal(cause), _) => cause,
        (other, _) => other.message(),
    };
    Error::BadInput(format!("{database}: {why}"))
}

/// What keeps an SQLite file from being opened.
pub fn sqlite(file: &Path, error: &DbErr) -> Error {
    let Some(cause) = sqlx_error(error) else { return Error::internal(error) };
    let code = cause.as_database_error().and_then(|error| SqliteCode::read(&error.code()?));
    match code {
        Some(code) => Error::BadInput(format!("{} {}", file.display(), code.describe())),
        None => Error::BadInput(format!("{} cannot be opened: {cause}", file.display())),
    }
}
