//! The rules of a grant, the same when a token is issued and when it is read.

use super::viewer::{Role, Viewer};

/// Why a token or a grant is not accepted, in words for the one who sent it. Never holds a claim's value.
pub(super) type Reason = String;

/// In characters.
const MAX_SUBJECT: usize = 200;
/// In characters.
const MAX_SOURCE: usize = 40;

pub(super) fn check_grant(viewer: &Viewer) -> Result<(), Reason> {
    if !fits(viewer.subject.as_deref().unwrap_or_default(), MAX_SUBJECT) {
        return Err(format!("the subject (`sub`) has to have 1 to {MAX_SUBJECT} characters and no control characters"));
    }
    if viewer.roles.is_empty() {
        return Err(format!("the list `roles` is empty; known are {}", role_names()));
    }
    check_sources(viewer)
}

fn check_sources(viewer: &Viewer) -> Result<(), Reason> {
    match (viewer.is(Role::Integration), viewer.sources.is_empty()) {
        (true, true) => Err("an integration needs at least one source (`sources`)".into()),
        (false, false) => Err("only the role integration has sources (`sources`)".into()),
        _ if viewer.sources.iter().all(|source| fits(source, MAX_SOURCE)) => Ok(()),
        _ => Err(format!("each of `sources` has to have 1 to {MAX_SOURCE} characters and no control characters")),
    }
}

fn fits(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.chars().count()) && !text.trim().is_empty() && !text.contains(char::is_control)
}

pub(super) fn role_names() -> String {
    Role::ALL.map(Role::name).join(", ")
}
