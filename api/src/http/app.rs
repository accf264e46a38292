//! What a server is made of.

use super::Limits;
use crate::auth::Keys;
use crate::clock::Clock;
use crate::database::Db;
use crate::engine::Engine;
use crate::ledger::Ledger;

/// All that a request needs of the server.
pub struct App {
    pub engine: Engine,
    pub ledger: Ledger,
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub limits: Limits,
    /// The origins whose pages may read answers in a browser.
    pub cors_origins: Vec<String>,
    /// Whether the database holds the demo, which is there to be tried.
    pub holds_demo: bool,
}
