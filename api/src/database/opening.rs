//! Opening a database at start: one server at a time, and what goes wrong in words for whoever starts it.

use std::fs::{File, create_dir_all};
use std::path::{Path, PathBuf};

use sea_orm::{DbErr, RuntimeErr};

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
    let lock = tokio::task::spawn_blocking(move || lock(&PathBuf::from(beside))).await.map_err(Error::internal)?;
    let told =
        |cause: std::io::Error| Error::BadInput(format!("{}: no server can start on it: {cause}.", path.display()));
    lock.map(|file| Alone(Some(file))).map_err(told)
}

/// A file of its own: SQLite's locks on the database end when any other handle of that file is closed.
fn lock(path: &Path) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        create_dir_all(folder)?;
    }
    let file = File::options().create(true).append(true).open(path)?;
    file.lock()?;
    Ok(file)
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
        (Error::Internal(cause), _) => cause,
        (other, _) => other.message(),
    };
    Error::BadInput(format!("{database}: {why}"))
}

/// What keeps an SQLite file from being opened.
pub fn sqlite(file: &Path, error: &DbErr) -> Error {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return Error::internal(error);
    };
    let code = cause.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    // The lowest byte is the kind; the rest tells more than an operator needs.
    let why = match code.map(|code| code & 0xff) {
        Some(3 | 8) => "may not be written to. The user that runs the server must own it and its folder.",
        Some(5 | 6) => "is locked by another program. Stop that program, or wait until it is done.",
        Some(10) => "cannot be read or written: the disk reports an error.",
        Some(11) => "is damaged. Restore it from a backup.",
        Some(13) => "cannot be written: the disk is full.",
        Some(14) => {
            "cannot be opened. It must be a file, and the user that runs the server must own it and its folder."
        }
        Some(26) => "is no SQLite database. Name another file.",
        _ => return Error::BadInput(format!("{} cannot be opened: {cause}", file.display())),
    };
    Error::BadInput(format!("{} {why}", file.display()))
}
