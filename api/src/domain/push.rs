//! What all pushes have in common: rows that a source sends, again and again, until they are here.

use std::collections::HashSet;

use async_graphql::Enum;

use super::desk::Desk;
use crate::kit::form::{Form, TITLE};
use crate::kit::payload::UserErrorCode;

/// Felhantering: what happens to a push of which some rows are wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub enum ErrorPolicy {
    /// Allt eller inget: one wrong row, and nothing is written.
    #[default]
    RejectAll,
    /// Wrong rows are left out, the others are written.
    RejectFailed,
}

/// Utfall för en rad: what became of a pushed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PushStatus {
    /// Skapad: there was no object with its external id.
    Created,
    /// Uppdaterad: the object, or something that belongs to it, was changed.
    Updated,
    /// Oförändrad: everything was so already; nothing was written.
    Unchanged,
    /// Avvisad: nothing of it was written, because of its own errors or, with `REJECT_ALL`, another row's.
    Rejected,
}

/// How many rows a push may have.
const MOST_ROWS: usize = 1_000;

/// Refuses what concerns the push as a whole.
pub fn check_push(form: &mut Form, source: &str, list: &str, rows: usize, desk: &Desk) {
    if !desk.viewer().sources.iter().any(|own| own == source) {
        let message = "source is none of those that the token grants.";
        form.refuse("source", UserErrorCode::ForbiddenSource, message);
    }
    if !(1..=MOST_ROWS).contains(&rows) {
        let message = format!("{list} has {rows} rows; 1 to {MOST_ROWS} are allowed.");
        form.refuse(list, UserErrorCode::TooMany, message);
    }
}

/// The external ids of earlier rows.
pub type Seen<'a> = HashSet<&'a str>;

/// Refuses an external id that is malformed, or that an earlier row has.
pub fn check_external_id<'a>(form: &mut Form, id: &'a str, seen: &mut Seen<'a>) {
    if form.fits("externalId", id, TITLE) && !seen.insert(id) {
        let message = format!("externalId \"{id}\" stands in an earlier row too.");
        form.refuse("externalId", UserErrorCode::DuplicateInPush, message);
    }
}
