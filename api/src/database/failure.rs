//! What the database's errors mean to whoever waits. Their texts are for the log only.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::error::ErrorKind;

use super::sqlite_code::SqliteCode;
use crate::error::Error;

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match (&error, sqlx_error(&error)) {
            (DbErr::ConnectionAcquire(_), _) => Self::Overloaded,
            (_, Some(cause)) => meaning(cause),
            (_, None) => Self::internal(error),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        meaning(&error)
    }
}

/// The driver's error within SeaORM's.
pub(super) fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

fn meaning(error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::PoolTimedOut => Error::Overloaded,
        sqlx::Error::Database(cause) => {
            let known = of_database(&cause.kind(), &cause.code().unwrap_or_default());
            if known == Some(Error::StorageFull) {
                tracing::error!(%cause, "the database cannot store anything: is its disk full, or read-only?");
            }
            known.unwrap_or_else(|| Error::internal(error))
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
        sqlx::Error::Database(cause) => {
            of_database(&cause.kind(), &cause.code().unwrap_or_default()) == Some(Error::Lost)
        }
        _ => false,
    }
}

/// Whether PostgreSQL says that an error ended the transaction, so that nothing of it was kept.
pub(crate) fn is_refusal(error: &DbErr) -> bool {
    let Some(cause) = sqlx_error(error) else { return false };
    matches!(cause, sqlx::Error::Database(refused) if refused.code().is_some_and(|code| is_of_postgres(&code)))
        && !is_lost(cause)
}

/// None: it is the server's own fault.
fn of_database(kind: &ErrorKind, code: &str) -> Option<Error> {
    match kind {
        ErrorKind::UniqueViolation => Some(Error::AlreadyExists),
        ErrorKind::ForeignKeyViolation => Some(Error::UnknownReference),
        _ if is_of_postgres(code) => of_postgres(code),
        _ => of_sqlite(SqliteCode::read(code)?),
    }
}

/// PostgreSQL's codes have five characters; SQLite's are numbers of up to four digits.
fn is_of_postgres(code: &str) -> bool {
    code.len() == 5
}

fn of_postgres(code: &str) -> Option<Error> {
    Some(match code {
        // Serialisation failure, deadlock, lock timeout.
        "40001" | "40P01" | "55P03" => Error::Conflict,
        // Disk full, failing I/O.
        "53100" | "58030" => Error::StorageFull,
        // Too many connections, out of memory, a limit of the configuration.
        "53300" | "53200" | "53400" => Error::Overloaded,
        "57014" => Error::Timeout,
        "22021" => Error::bad_input("A text holds a NUL character, which no text here has."),
        // The session was ended, or the connection failed.
        _ if code.starts_with("57P") || code.starts_with("08") => Error::Lost,
        _ => return None,
    })
}

fn of_sqlite(code: SqliteCode) -> Option<Error> {
    match code {
        SqliteCode::Locked => Some(Error::Conflict),
        SqliteCode::ReadOnly | SqliteCode::Full | SqliteCode::CannotWrite => Some(Error::StorageFull),
        SqliteCode::CannotRead | SqliteCode::Damaged | SqliteCode::CannotOpen | SqliteCode::NoDatabase => None,
    }
}

#[cfg(test)]
mod tests {
    use sqlx::error::ErrorKind;

    use super::of_database;
    use crate::error::Error;

    #[test]
    fn constraints_are_told_apart_by_their_kind() {
        for code in ["23505", "2067", "1555"] {
            assert_eq!(of_database(&ErrorKind::UniqueViolation, code), Some(Error::AlreadyExists), "{code}");
        }
        for code in ["23503", "787"] {
            assert_eq!(of_database(&ErrorKind::ForeignKeyViolation, code), Some(Error::UnknownReference), "{code}");
        }
        for (kind, code) in [(ErrorKind::NotNullViolation, "23502"), (ErrorKind::CheckViolation, "275")] {
            assert_eq!(of_database(&kind, code), None, "our own checks come first: {code}");
        }
    }

    #[test]
    fn other_errors_are_told_apart_by_their_code() {
        let cases = [
            (Some(Error::Conflict), &["40001", "40P01", "55P03", "5", "261", "517", "6"][..]),
            (Some(Error::StorageFull), &["53100", "58030", "13", "8", "264", "776", "778", "1034", "1290", "4874"]),
            (Some(Error::Overloaded), &["53300", "53200", "53400"]),
            (Some(Error::Timeout), &["57014"]),
            (Some(Error::Lost), &["57P01", "57P03", "08006"]),
            (None, &["42601", "11", "266", "14", "26", "1", ""]),
        ];
        for (expected, codes) in cases {
            for code in codes {
                assert_eq!(of_database(&ErrorKind::Other, code), expected, "{code}");
            }
        }
    }
}
