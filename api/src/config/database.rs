//! Where the data lives. A password in the URL is never shown.

use std::fmt;
use std::path::PathBuf;

use url::Url;

/// The database that the server uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(PostgresUrl),
}

/// A URL whose `Debug` and `Display` leave out the password, and the parameters, where one may hide too.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(Url);

impl PostgresUrl {
    /// The URL with its password: for the connection alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}

const FORMS: &str = "use postgres://user:password@host/name, or sqlite://path/to/file";
const ENCODE: &str = "is not a valid PostgreSQL URL; in a user name or password write @ : / ? # % in their percent-encoded \
                      forms (%40 %3A %2F %3F %23 %25)";

impl Database {
    /// Reads a URL. The reasons it gives repeat nothing of it.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        match url.split_once(':') {
            Some(("postgres" | "postgresql", _)) => postgres(url),
            Some(("sqlite", path)) => sqlite(path.strip_prefix("//").unwrap_or(path)),
            _ => Err(format!("is of a kind that is not known; {FORMS}")),
        }
    }
}

/// A character that should have been encoded cuts the password in two, and its rest lands in the path or the fragment.
fn postgres(text: &str) -> Result<Database, String> {
    let url = Url::parse(text).map_err(|_| ENCODE)?;
    if url.fragment().is_some() || url.path().contains('@') || url.cannot_be_a_base() {
        return Err(ENCODE.into());
    }
    Ok(Database::Postgres(PostgresUrl(url)))
}

fn sqlite(path: &str) -> Result<Database, String> {
    if path.is_empty() || path.contains(":memory:") {
        return Err(format!("names no file; {FORMS}"));
    }
    if path.contains('?') {
        return Err("SQLite takes no parameters here: leave out ? and what follows".into());
    }
    Ok(Database::Sqlite(path.into()))
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "SQLite, {}", path.display()),
            Self::Postgres(url) => write!(f, "PostgreSQL, {url}"),
        }
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(url) = self;
        write!(f, "{}://{}", url.scheme(), url.host_str().unwrap_or_default())?;
        if let Some(port) = url.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(url.path())
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresUrl({self})")
    }
}
