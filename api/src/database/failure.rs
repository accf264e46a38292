//! What the database's errors mean to whoever waits. Their words are for the log only.

use sea_orm::{DbErr, RuntimeErr};

use crate::error::Error;

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Overloaded,
            DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause))
            | DbErr::Conn(RuntimeErr::SqlxError(cause)) => of(cause),
            _ => Self::internal(error),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        of(&error)
    }
}

fn of(error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::PoolTimedOut => Error::Overloaded,
        sqlx::Error::Database(cause) => {
            let meaning = by_code(&cause.code().unwrap_or_default()).unwrap_or_else(|| Error::internal(error));
            if meaning == Error::StorageFull {
                tracing::error!(%cause, "the database cannot store anything: is its disk full, or read-only?");
            }
            meaning
        }
        _ if is_lost(error) => Error::Lost,
        _ => Error::internal(error),
    }
}

/// Whether the connection is gone, so that no other statement can be run on it.
pub(super) fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| by_code(&code) == Some(Error::Lost)),
        _ => false,
    }
}

/// The database's word that an error ended the transaction, so that nothing of it was kept.
pub(crate) fn is_refusal(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return false;
    };
    matches!(&**cause, sqlx::Error::Database(refused) if refused.code().is_some_and(|code| code.len() == 5))
        && !is_lost(cause)
}

/// PostgreSQL's codes have five characters; SQLite's are numbers of up to four digits.
fn by_code(code: &str) -> Option<Error> {
    Some(match code {
        _ if CONFLICTS.contains(&code) => Error::Conflict,
        _ if STORAGE.contains(&code) => Error::StorageFull,
        _ if BUSY.contains(&code) => Error::Overloaded,
        "57014" => Error::Timeout,
        "22021" => Error::bad_input("A text holds a NUL character, which no text here has."),
        // The session was ended, or the connection failed.
        _ if code.len() == 5 && (code.starts_with("57P") || code.starts_with("08")) => Error::Lost,
        _ => return None,
    })
}

/// Serialisation failure, deadlock, lock timeout, and a unique or foreign key that another transaction was first to
/// use: a second try sees the other's rows and says so properly. Then SQLite's words for the same.
const CONFLICTS: [&str; 9] = ["40001", "40P01", "55P03", "23505", "23503", "5", "517", "787", "2067"];

/// Disk full and failing I/O. Then SQLite's: full, read-only, and the kinds of I/O error that writing has.
const STORAGE: [&str; 11] = ["53100", "58030", "13", "8", "264", "776", "778", "1034", "1290", "1546", "4874"];

/// Too many connections, out of memory, a limit of the configuration.
const BUSY: [&str; 3] = ["53300", "53200", "53400"];
