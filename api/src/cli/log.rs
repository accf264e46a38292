//! The log: to stderr, so that stdout holds nothing but what a command was asked for.

use std::io::{IsTerminal, Write, stderr};
use std::panic;
use std::sync::OnceLock;

use tracing_subscriber::{EnvFilter, fmt};

use super::Failure;
use super::sink::Sink;
use crate::config::LogFormat;

const DEFAULT: &str = "info,sqlx=warn,sea_orm_migration=warn,actix_server=warn";

/// It would log the value of an unknown parameter of the database's URL, which may be a password.
const QUIET: &str = "sqlx_postgres::options=error";

static SINK: OnceLock<Sink> = OnceLock::new();

pub(super) fn start(format: LogFormat) -> Result<(), Failure> {
    let asked = std::env::var("RUST_LOG").ok().filter(|asked| !asked.trim().is_empty());
    let filter = EnvFilter::try_new(asked.as_deref().unwrap_or(DEFAULT));
    let filter = filter.map_err(|error| Failure::new(format!("RUST_LOG: {error}; an example is {DEFAULT}")))?;
    let filter = filter.add_directive(QUIET.parse().map_err(cannot_start)?);
    let sink = Sink::new(stderr()).map_err(cannot_start)?;
    let sink = SINK.get_or_init(|| sink);
    // By itself, a panic would wait for whoever reads stderr.
    panic::set_hook(Box::new(|info| tracing::error!(%info, "panicked")));
    let log = fmt().with_env_filter(filter).with_writer(|| sink.clone());
    match format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()).try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_ansi(false).try_init(),
    }
    .map_err(cannot_start)
}

fn cannot_start(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the log cannot be started: {error}"))
}

/// A last line on stderr, which it may not take, after all that was logged.
pub(super) fn finish(last: Option<&str>) {
    let line = last.map(|last| format!("{last}\n")).unwrap_or_default();
    if let Some(sink) = SINK.get() {
        sink.send(line.as_bytes());
        sink.flush();
    } else {
        let _ = stderr().write_all(line.as_bytes());
    }
}
