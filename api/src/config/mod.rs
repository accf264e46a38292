//! The configuration: read from the options, checked as a whole, and shown without its secrets.

mod database;
mod identity;
mod key_file;
mod options;
mod origins;
mod problems;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::auth::Keys;

pub use database::{Database, PostgresUrl};
pub use options::Options;
pub use problems::Problems;

/// What a run of the program is configured with.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub database: Database,
    pub data_dir: PathBuf,
    /// Whether the demo is loaded into an empty database.
    pub demo: bool,
    pub keys: Keys,
    pub signing_key_file: PathBuf,
    /// Whether the key is the one that the server makes for itself where none is configured.
    pub makes_key: bool,
    /// Whether clients may ask for the schema through GraphQL.
    pub introspection: bool,
    /// The origins whose pages may read answers in a browser; none if empty.
    pub cors_origins: Vec<String>,
    /// Bytes of answers that are kept; 0: none is.
    pub kept_answers: u64,
    pub log_format: LogFormat,
}

/// The form of the log on stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// What to do where no key is configured, none is needed, and none was made yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingKey {
    /// Make one in the data directory.
    Make,
    /// Write nothing: this run issues and reads no tokens.
    Leave,
    /// Refuse: a token by a key that no server has would be worth nothing.
    Refuse,
}

const MIB: u64 = 1024 * 1024;
/// MiB of answers that are kept, and the most.
const KEPT_ANSWERS: u64 = 32;
const MOST_KEPT_ANSWERS: u64 = 1024 * 1024;
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

impl Config {
    /// Reads and checks everything. Nothing is written unless all of it is right.
    ///
    /// # Errors
    /// All that is wrong, not only the first.
    pub fn resolve(options: &Options, missing: MissingKey) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let data_dir = data_dir(options, &mut problems);
        let listen = problems.keep("--listen", listen(options), LISTEN);
        let own_file = Database::Sqlite(data_dir.join("styrgraf.db"));
        let url = given(options.database_url.as_ref());
        let database = problems.keep("--database-url", url.map_or(Ok(own_file.clone()), Database::parse), own_file);
        let demo = on_loopback(listen) && url.is_none();
        let demo = problems.keep("--demo", switch(options.demo.as_ref(), demo), demo);
        let introspection = problems.keep("--introspection", switch(options.introspection.as_ref(), true), true);
        let cors_origins = origins::read(options, &mut problems);
        let kept_answers = problems.keep("--kept-answers", kept_answers(options), KEPT_ANSWERS) * MIB;
        let log_format = problems.keep("--log-format", log_format(options), LogFormat::Text);
        let identity = identity::read(options, listen, &data_dir, &mut problems);
        problems.none()?;
        let makes_key = given_path(options.signing_key_file.as_ref()).is_none();
        let (keys, signing_key_file) = identity.keys(missing)?;
        Ok(Self {
            listen,
            database,
            data_dir,
            demo,
            keys,
            signing_key_file,
            makes_key,
            introspection,
            cors_origins,
            kept_answers,
            log_format,
        })
    }

    /// Whether tokens to try may be printed: for this machine only, and not where it may be used for real.
    #[must_use]
    pub fn is_to_try(&self, holds_demo: bool) -> bool {
        on_loopback(self.listen) && (self.makes_key || holds_demo)
    }
}

/// Only this machine can reach the address.
fn on_loopback(listen: SocketAddr) -> bool {
    listen.ip().to_canonical().is_loopback()
}

/// An empty value counts as none, as compose files and unit files often set variables to nothing.
fn given(value: Option<&String>) -> Option<&str> {
    value.map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn given_path(value: Option<&PathBuf>) -> Option<PathBuf> {
    value.filter(|path| !path.as_os_str().is_empty()).cloned()
}

fn data_dir(options: &Options, problems: &mut Problems) -> PathBuf {
    let path = given_path(options.data_dir.as_ref()).unwrap_or_else(|| "./data".into());
    if path.exists() && !path.is_dir() {
        problems.add("--data-dir", format!("{} is not a directory", path.display()));
    }
    path
}

fn listen(options: &Options) -> Result<SocketAddr, String> {
    let wrong = |_| "use an IP address and a port, such as 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080".to_owned();
    given(options.listen.as_ref()).map_or(Ok(LISTEN), |text| text.parse().map_err(wrong))
}

fn switch(value: Option<&String>, default: bool) -> Result<bool, String> {
    match given(value) {
        None => Ok(default),
        Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(_) => Err("use true or false".into()),
    }
}

fn kept_answers(options: &Options) -> Result<u64, String> {
    let Some(text) = given(options.kept_answers.as_ref()) else { return Ok(KEPT_ANSWERS) };
    let mib = text.parse().ok().filter(|mib| *mib <= MOST_KEPT_ANSWERS);
    mib.ok_or_else(|| format!("use a whole number of MiB up to {MOST_KEPT_ANSWERS}, such as 32, or 0 to keep none"))
}

fn log_format(options: &Options) -> Result<LogFormat, String> {
    match given(options.log_format.as_ref()) {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(_) => Err("use text or json".into()),
    }
}

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let new = if self.signing_key_file.exists() { "" } else { " (made at the first start)" };
        writeln!(f, "listen            {}", self.listen)?;
        writeln!(f, "database          {}", self.database)?;
        writeln!(f, "data directory    {}", self.data_dir.display())?;
        writeln!(f, "demo              {}", self.demo)?;
        writeln!(f, "signing key file  {}{new}", self.signing_key_file.display())?;
        writeln!(f, "issuer            {}", self.keys.issuer())?;
        writeln!(f, "audience          {}", self.keys.audience())?;
        writeln!(f, "introspection     {}", self.introspection)?;
        let origins = if self.cors_origins.is_empty() { "none".into() } else { self.cors_origins.join(", ") };
        writeln!(f, "CORS origins      {origins}")?;
        writeln!(f, "kept answers      {} MiB", self.kept_answers / MIB)?;
        write!(f, "log format        {}", if self.log_format == LogFormat::Json { "json" } else { "text" })
    }
}
