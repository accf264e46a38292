//! The state: everything between a socket and the schema.

mod accept;
mod answer;
mod app;
mod asset;
mod backlog;
mod body;
mod coding;
mod compress;
mod connection;
mod cors;
mod graphql;
mod health;
mod host;
mod json;
mod limits;
mod outgoing;
mod parameters;
mod patience;
mod request_error;
mod routes;
mod server;
mod server_state;
mod signals;
mod stream;
mod token;
mod ui;
mod validator;
mod vary;

pub use self::app::App;
pub use self::limits::Limits;
pub use self::server::{Running, serve, start};
pub use self::signals::Signals;
