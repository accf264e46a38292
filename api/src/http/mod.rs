//! The edge: everything between a socket and the schema.

mod accept;
mod answer;
mod asset;
mod backlog;
mod body;
mod connection;
mod edge;
mod errors;
mod graphql;
mod health;
mod json;
mod limits;
mod outgoing;
mod parameters;
mod patience;
mod refusal;
mod routes;
mod run;
mod server;
mod signals;
mod stream;
mod token;
mod ui;

pub use self::limits::Limits;
pub use self::server::{Running, serve, start};
pub use self::signals::Signals;
