//! What the server says when it starts: where it is, and how to try it.

use std::net::SocketAddr;

use chrono::TimeDelta;

use crate::App;
use crate::auth::{Grant, Role};
use crate::config::Config;
use crate::error::Result;

/// The source that the integration's token to try may push under.
const SOURCE: &str = "demo";

/// Prints the addresses and, for this machine only, a token per role to try.
///
/// # Errors
/// When a token cannot be signed.
pub fn print(app: &App, config: &Config, address: SocketAddr) -> Result<()> {
    println!("Styrgraf {} listens on http://{address}", env!("CARGO_PKG_VERSION"));
    if address.ip().is_loopback() {
        println!("\nGraphiQL, as the public:\nhttp://{address}/graphiql");
        println!("GraphiQL, as an editor:\nhttp://{address}/graphiql#token={}", token(app, Role::Editor)?);
        println!("\nTokens to try, good for 8 hours:");
        for role in Role::ALL {
            println!("{}\n{}", described(role), token(app, role)?);
        }
    } else {
        println!("\nTokens are made by: styrgraf token issue --help");
    }
    println!("\nData: {}. Stop with Ctrl+C.", config.database);
    Ok(())
}

fn described(role: Role) -> String {
    match role {
        Role::Integration => format!("{} (source {SOURCE}):", role.name()),
        _ => format!("{}:", role.name()),
    }
}

fn token(app: &App, role: Role) -> Result<String> {
    let sources = if role == Role::Integration { vec![SOURCE.to_owned()] } else { Vec::new() };
    let subject = format!("try-{}", role.name());
    let grant = Grant { subject, roles: vec![role], sources, expires: TimeDelta::hours(8) };
    app.keys.issue(&grant, app.clock.now())
}
