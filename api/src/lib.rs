//! Styrgraf: a GraphQL API that holds how a public agency is steered as one graph.

// The declarations of `derive` name this crate from inside it and from tests alike.
extern crate self as styrgraf;

pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database;
mod demo;
pub mod domain;
pub mod engine;
pub mod error;
pub(crate) mod guard;
pub mod http;
mod install;
pub mod kit;
pub mod ledger;
pub(crate) mod schema;
mod welcome;
pub mod words;
pub mod write;

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::database::Db;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::ledger::{Ledger, Seal, VerifyReport};

pub use crate::http::App;
pub use crate::schema::sdl;

impl App {
    /// Opens the database, brings it up to date, and loads the demo into an empty one if it is wanted.
    ///
    /// # Errors
    /// When the database cannot be reached or brought up to date.
    pub async fn open(config: &Config, clock: Clock) -> Result<Self> {
        let db = up_to_date(config, &clock, config.demo).await?;
        let holds_demo = demo::is_in(&db).await?;
        let ledger = Ledger::new(db.clone(), clock.clone());
        ledger.head().await?;
        ledger.follow();
        let engine = Engine::new(ledger.clone(), config.introspection, config.kept_answers);
        let (keys, cors_origins) = (config.keys.clone(), config.cors_origins.clone());
        Ok(Self { engine, ledger, db, clock, keys, limits: http::Limits::default(), cors_origins, holds_demo })
    }
}

/// Runs the server until it is stopped.
///
/// # Errors
/// When the address or the database cannot be used.
pub async fn serve(config: Config) -> Result<()> {
    let listener = std::net::TcpListener::bind(config.listen).map_err(|cause| cannot_listen(&config, &cause))?;
    let app = Arc::new(App::open(&config, Clock::system()).await?);
    let address = listener.local_addr().map_err(Error::internal)?;
    let signals = http::Signals::new().map_err(Error::internal)?;
    welcome::print(&app, &config, address)?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    http::serve(app.clone(), listener, workers, signals).await.map_err(Error::internal)?;
    app.db.clone().close().await;
    Ok(())
}

fn cannot_listen(config: &Config, cause: &std::io::Error) -> Error {
    let why = match cause.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program uses it. Try another port, such as --listen 127.0.0.1:8081".into()
        }
        _ => cause.to_string(),
    };
    Error::BadInput(format!("--listen {}: {why}", config.listen))
}

/// Brings the database up to date.
///
/// # Errors
/// When the database cannot be reached or brought up to date.
pub async fn migrate(config: &Config) -> Result<()> {
    up_to_date(config, &Clock::system(), false).await?.close().await;
    Ok(())
}

/// Several servers may start at once on one database: one of them migrates.
async fn up_to_date(config: &Config, clock: &Clock, with_demo: bool) -> Result<Db> {
    let start = async {
        install::recognise_file(&config.database).await?;
        let _alone = database::alone(&config.database).await?;
        let db = Db::open(&config.database).await?;
        install::recognise(&db, &config.database).await?;
        install::install(&db, clock).await?;
        if with_demo {
            demo::load(&db, clock).await?;
        }
        Ok(db)
    };
    start.await.map_err(|error| database::at_start(&config.database, error))
}

/// The ledger's last change, to be kept elsewhere.
///
/// # Errors
/// When the database cannot be reached or read.
pub async fn ledger_head(config: &Config) -> Result<Seal> {
    let db = existing(config).await?;
    let head = Ledger::new(db.clone(), Clock::system()).head().await;
    let head = head.map_err(|error| database::at_start(&config.database, error))?;
    db.close().await;
    Ok(head.into())
}

/// Checks the ledger, and that it holds what was kept of it.
///
/// # Errors
/// When the database cannot be reached or read.
pub async fn verify_ledger(config: &Config, kept: Option<&Seal>) -> Result<VerifyReport> {
    let db = existing(config).await?;
    let report = ledger::verify(&db, kept).await;
    let report = report.map_err(|error| database::at_start(&config.database, error))?;
    db.close().await;
    Ok(report)
}

/// A database that is there; none is made.
async fn existing(config: &Config) -> Result<Db> {
    if let config::Database::Sqlite(file) = &config.database
        && !file.exists()
    {
        return Err(Error::BadInput(format!("There is no database at {}.", file.display())));
    }
    let open = async {
        install::recognise_file(&config.database).await?;
        let db = Db::open(&config.database).await?;
        if install::is_new(&db).await? {
            return Err(Error::BadInput(format!(
                "{}: it has no tables yet. Run styrgraf migrate first.",
                config.database
            )));
        }
        Ok(db)
    };
    open.await.map_err(|error| database::at_start(&config.database, error))
}
