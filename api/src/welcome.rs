//! What the server says when it starts: where it is, and how to try it.

use std::io::Write;
use std::net::SocketAddr;

use chrono::TimeDelta;

use crate::auth::{Grant, Role};
use crate::config::Config;
use crate::error::Result;
use crate::http::App;

/// The source that the integration's token to try may push under.
const SOURCE: &str = "demo";

/// How tokens are made where none are printed.
const MAKE: &str = "\nTo make a token, with the same options as the server:\n\
    styrgraf token issue --subject NAME --role reader    (--help tells more)";

/// Prints the addresses and, where the server is there to be tried, a token per role.
///
/// # Errors
/// When a token cannot be signed.
pub fn print(app: &App, config: &Config, address: SocketAddr) -> Result<()> {
    let mut lines = vec![format!("Styrgraf {} listens on http://{address}", env!("CARGO_PKG_VERSION"))];
    if address.ip().to_canonical().is_loopback() {
        lines.push(format!("\nGraphiQL, as the public:\nhttp://{address}/graphiql"));
    }
    if config.is_to_try(app.holds_demo) {
        lines.push(format!("GraphiQL, as an editor:\nhttp://{address}/graphiql#token={}", token(app, Role::Editor)?));
        lines.push("\nTokens to try, good for 8 hours:".to_owned());
        for role in Role::ALL {
            lines.push(format!("{}\n{}", described(role), token(app, role)?));
        }
    } else {
        lines.push(MAKE.to_owned());
    }
    lines.push(format!("\nData: {}. Stop with Ctrl+C.", config.database));
    // Nobody may be listening; the server serves all the same.
    let _ = writeln!(std::io::stdout(), "{}", lines.join("\n"));
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
