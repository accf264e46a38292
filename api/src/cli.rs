//! The command line: what can be asked of the program, and how it answers.

mod log;
mod outcome;
mod sink;

use chrono::TimeDelta;
use clap::{Args, Parser, Subcommand};

use crate::auth::{Grant, MAX_LIFETIME, Role};
use crate::config::{Config, MissingKey, Options};
use crate::ledger::Seal;

pub use outcome::{Failure, Outcome, exit, print};

/// A GraphQL API that holds how a public agency is steered as one graph.
#[derive(Debug, Parser)]
#[command(name = "styrgraf", version)]
#[command(
    after_help = "Without a command, the server starts. With no configuration at all it runs for this machine only."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Start the server (the default): migrates the database, then answers until it is stopped
    Serve,
    /// Bring the database to the tables of this version, and stop
    Migrate,
    /// Print the GraphQL schema
    Schema,
    /// Make tokens, by which clients show who they are
    #[command(subcommand, arg_required_else_help = true)]
    Token(TokenCommand),
    /// Look after the ledger, in which every change is kept
    #[command(subcommand, arg_required_else_help = true)]
    Ledger(LedgerCommand),
    /// Print the configuration that the server would run with, without secrets; change nothing
    CheckConfig,
}

#[derive(Debug, Clone, Subcommand)]
pub enum TokenCommand {
    /// Print a new token, signed with the server's key, alone on stdout
    Issue(NewToken),
}

#[derive(Debug, Clone, Subcommand)]
pub enum LedgerCommand {
    /// Print the number and the hash of the last change, to be kept elsewhere
    Head,
    /// Recompute the ledger's chain of hashes; exit with 1 if a change was tampered with
    Verify {
        /// What `ledger head` printed earlier: check too that the ledger still holds it
        #[arg(long, value_name = "NUMBER HASH")]
        against: Option<Seal>,
    },
}

/// What the new token allows.
#[derive(Debug, Clone, Args)]
pub struct NewToken {
    /// Who holds the token, as the ledger will name it, such as a system's name
    #[arg(long, value_name = "NAME")]
    subject: String,
    /// What the holder may do; can be repeated, and the rights add up
    #[arg(long = "role", required = true, value_enum, value_name = "ROLE")]
    roles: Vec<Role>,
    /// A source that an integration may push under; can be repeated; only with --role integration
    #[arg(long = "source", value_name = "NAME")]
    sources: Vec<String>,
    /// How long the token is good for, such as 30m, 8h or 7d; at most 366d
    #[arg(long, default_value = "8h", value_parser = lifetime, value_name = "TIME")]
    expires: TimeDelta,
}

impl Cli {
    #[must_use]
    pub fn command(&self) -> Command {
        self.command.clone().unwrap_or(Command::Serve)
    }

    /// The configuration; nothing is logged, so that a command may have stderr to itself.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn config(&self, missing: MissingKey) -> Result<Config, Failure> {
        Ok(Config::resolve(&self.options, missing)?)
    }

    /// The configuration, with the log running as it says.
    ///
    /// # Errors
    /// All that is wrong with it, or with `RUST_LOG`.
    pub fn logged_config(&self, missing: MissingKey) -> Result<Config, Failure> {
        let config = self.config(missing)?;
        log::start(config.log_format)?;
        Ok(config)
    }
}

impl From<NewToken> for Grant {
    fn from(NewToken { subject, roles, sources, expires }: NewToken) -> Self {
        Self { subject, roles, sources, expires }
    }
}

/// A whole number with its unit: `s`, `m`, `h` or `d`.
fn lifetime(text: &str) -> Result<TimeDelta, String> {
    let seconds = |number: &str, unit: i64| number.parse::<u32>().ok().map(|number| i64::from(number) * unit);
    let units = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)];
    let read = units.iter().find_map(|(name, unit)| seconds(text.strip_suffix(name)?, *unit));
    read.map(TimeDelta::seconds)
        .filter(|time| (TimeDelta::seconds(1)..=MAX_LIFETIME).contains(time))
        .ok_or_else(|| format!("use a number and a unit, such as 30m, 8h or 7d, up to {}d", MAX_LIFETIME.num_days()))
}
