//! The log: to stderr, so that stdout holds nothing but what a command was asked for.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, fmt};

use super::Failure;
use crate::config::LogFormat;

const DEFAULT: &str = "info,sqlx=warn,sea_orm_migration=warn,actix_server=warn";

pub(super) fn start(format: LogFormat) -> Result<(), Failure> {
    let asked = std::env::var("RUST_LOG").ok().filter(|asked| !asked.trim().is_empty());
    let filter = EnvFilter::try_new(asked.as_deref().unwrap_or(DEFAULT));
    let filter = filter.map_err(|error| Failure::new(format!("RUST_LOG: {error}; an example is {DEFAULT}")))?;
    let log = fmt().with_env_filter(filter).with_writer(stderr);
    match format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()).try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_ansi(false).try_init(),
    }
    .map_err(|error| Failure::new(format!("the log cannot be started: {error}")))
}
