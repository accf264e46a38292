//! The edge: everything between a socket and the schema.

mod accept;
mod answer;
mod asset;
mod body;
mod edge;
mod errors;
mod graphql;
mod health;
mod limits;
mod parameters;
mod refusal;
mod routes;
mod run;
mod server;
mod token;
mod ui;

pub use self::limits::Limits;
pub use self::server::{Running, serve, start};
