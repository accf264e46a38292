//! The rules of a grant, the same when a token is issued and when it is read.

use super::viewer::{Role, Viewer};

/// Why a token or a grant is not accepted, in words for the one who sent it. Never holds a claim's value.
pub(super) type Reason = String;

/// In characters.
const MAX_SUBJECT: usize = 200;
/// In characters.
const MAX_SOURCE: usize = 40;

/// What those who made the grant call its parts.
pub(super) struct Names {
    subject: &'static str,
    roles: &'static str,
    source: &'static str,
}

/// A token's claims.
pub(super) const CLAIMS: Names = Names { subject: "`sub`", roles: "`roles`", source: "`sources`" };
/// The flags of `token issue`.
pub(super) const FLAGS: Names = Names { subject: "--subject", roles: "--role", source: "--source" };

pub(super) fn check_grant(viewer: &Viewer, names: &Names) -> Result<(), Reason> {
    if !fits(viewer.subject.as_deref().unwrap_or_default(), MAX_SUBJECT) {
        let name = names.subject;
        return Err(format!(
            "the subject ({name}) has to have 1 to {MAX_SUBJECT} characters and no control characters"
        ));
    }
    if viewer.roles.is_empty() {
        return Err(format!("there is no role ({}); known are {}", names.roles, role_names()));
    }
    check_sources(viewer, names.source)
}

fn check_sources(viewer: &Viewer, name: &str) -> Result<(), Reason> {
    match (viewer.is(Role::Integration), viewer.sources.is_empty()) {
        (true, true) => Err(format!("an integration needs at least one source ({name})")),
        (false, false) => Err(format!("only the role integration has sources ({name})")),
        _ if viewer.sources.iter().all(|source| fits(source, MAX_SOURCE)) => Ok(()),
        _ => Err(format!("each source ({name}) has to have 1 to {MAX_SOURCE} characters and no control characters")),
    }
}

fn fits(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.chars().count()) && !text.trim().is_empty() && !text.contains(char::is_control)
}

pub(super) fn role_names() -> String {
    Role::ALL.map(Role::name).join(", ")
}
