//! The options as they were given, by flag or by environment variable, before anything about them is checked.
#![allow(clippy::doc_markdown, reason = "the comments on fields are the help texts, read in a terminal")]

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

/// All of them are texts here, so that everything that is wrong can be reported at once.
/// Values from the environment stay out of the help: a database URL may hold a password.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Options of the server, before or after the command")]
pub struct Options {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    ///
    /// On an address that other machines can reach, --signing-key-file, --issuer and --audience are needed.
    #[arg(long, global = true, env = "STYRGRAF_LISTEN", hide_env_values = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,

    /// postgres://user:password@host/name or sqlite://path/to/file [default: styrgraf.db in the data directory]
    ///
    /// Prefer the environment variable for a URL with a password: flags are seen by everyone on the machine. The path
    /// of an SQLite file is taken as it is written.
    #[arg(long, global = true, env = "STYRGRAF_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,

    /// Directory of the SQLite file and of the key that the server makes for itself [default: ./data]
    #[arg(long, global = true, env = "STYRGRAF_DATA_DIR", hide_env_values = true, value_parser = path(), value_name = "DIRECTORY")]
    pub data_dir: Option<PathBuf>,

    /// Whether to load the demo into an empty database [default: true on loopback with the default database, else false]
    ///
    /// Demo rows stay in the ledger for ever, so a real database is only given them when it is asked for.
    #[arg(long, global = true, env = "STYRGRAF_DEMO", hide_env_values = true, value_name = "true|false")]
    pub demo: Option<String>,

    /// File with the secret that signs tokens (HS256): at least 32 bytes [default on loopback: signing.key in the data
    /// directory, made at the first start]
    ///
    /// White space around a text is not part of the secret. Make one with: (umask 077; openssl rand -hex 32 > signing.key)
    #[arg(long, global = true, env = "STYRGRAF_SIGNING_KEY_FILE", hide_env_values = true, value_parser = path(), value_name = "FILE")]
    pub signing_key_file: Option<PathBuf>,

    /// Who issues tokens: the claim `iss` that is accepted and given [default on loopback: styrgraf]
    #[arg(long, global = true, env = "STYRGRAF_ISSUER", hide_env_values = true, value_name = "NAME")]
    pub issuer: Option<String>,

    /// Whom tokens are for: the claim `aud` that is accepted and given [default on loopback: styrgraf]
    #[arg(long, global = true, env = "STYRGRAF_AUDIENCE", hide_env_values = true, value_name = "NAME")]
    pub audience: Option<String>,

    /// Whether clients may ask for the schema through GraphQL [default: true]
    #[arg(long, global = true, env = "STYRGRAF_INTROSPECTION", hide_env_values = true, value_name = "true|false")]
    pub introspection: Option<String>,

    /// Origin whose web pages may use the API from a browser, such as https://app.example; can be repeated [default: none]
    ///
    /// Scheme, host and port as a browser sends them, each origin by itself. In the environment variable, several are
    /// separated by commas.
    #[arg(
        long,
        global = true,
        env = "STYRGRAF_CORS_ORIGIN",
        hide_env_values = true,
        value_delimiter = ',',
        value_name = "ORIGIN"
    )]
    pub cors_origin: Vec<String>,

    /// MiB of memory for answers that are kept until something changes; 0 keeps none [default: 32]
    #[arg(long, global = true, env = "STYRGRAF_KEPT_ANSWERS", hide_env_values = true, value_name = "MIB")]
    pub kept_answers: Option<String>,

    /// Form of the log on stderr, one line per event [default: text]
    ///
    /// RUST_LOG chooses what is logged, such as RUST_LOG=debug; without it: info,sqlx=warn
    #[arg(long, global = true, env = "STYRGRAF_LOG_FORMAT", hide_env_values = true, value_name = "text|json")]
    pub log_format: Option<String>,
}

/// A path that may be empty, which counts as none.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}
