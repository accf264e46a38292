//! Who may write: what a mutation asks before anything else.

use super::viewer::{Role, Viewer};
use crate::error::{Error, Result};

/// Lets only those write single objects who may.
///
/// # Errors
/// `Unauthenticated` without a token, `Forbidden` with one whose roles do not allow it.
pub fn must_edit(viewer: &Viewer) -> Result<()> {
    must(viewer, viewer.edits(), "editor or admin")
}

/// Lets only those push who may.
///
/// # Errors
/// `Unauthenticated` without a token, `Forbidden` with one whose roles do not allow it.
pub fn must_push(viewer: &Viewer) -> Result<()> {
    must(viewer, viewer.is(Role::Integration), "integration")
}

fn must(viewer: &Viewer, may: bool, roles: &str) -> Result<()> {
    match (may, &viewer.subject) {
        (true, _) => Ok(()),
        (false, None) => Err(Error::Unauthenticated(format!("This needs a token with the role {roles}."))),
        (false, Some(_)) => {
            Err(Error::Forbidden(format!("This needs the role {roles}, which the token does not grant.")))
        }
    }
}
