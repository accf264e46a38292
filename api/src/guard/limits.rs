//! The numbers that a document is held to.

use crate::error::{Error, Result};

/// What a document may be. The defaults leave room for `GraphiQL`'s introspection and for every query that we ship.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of text: 32 KiB.
    pub bytes: usize,
    /// Words, numbers, strings and signs: 4,000.
    pub tokens: usize,
    /// Brackets of any kind inside each other: 48.
    pub brackets: usize,
    /// Directives in the whole document: 50.
    pub directives: usize,
    /// Fields inside each other: 20.
    pub depth: u64,
    /// Selections inside each other, fragments counted too: 30. The framework has a limit of 32 of its own.
    pub nesting: u64,
    /// Fields and fragments that the operation comes to when its fragments are written out: 500.
    pub selections: u64,
    /// The same over all operations of the document, because all of them are validated: 2,000.
    pub document_selections: u64,
    /// Aliases in the operation when its fragments are written out: 60.
    pub aliases: u64,
    /// Lists of types or fields inside each other in introspection: 2.
    pub introspection_lists: u64,
    /// Whether the schema may be asked for: yes.
    pub introspection: bool,
    /// Fields, each with the type that has it, that read more than they show.
    pub dear: &'static [(&'static str, &'static str)],
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 * 1024,
            tokens: 4_000,
            brackets: 48,
            directives: 50,
            depth: 20,
            nesting: 30,
            selections: 500,
            document_selections: 2_000,
            aliases: 60,
            introspection_lists: 2,
            introspection: true,
            dear: &[],
        }
    }
}

/// # Errors
/// `LIMIT_EXCEEDED`, which says what the query has too much of.
pub fn at_most(verb: &str, count: u64, what: &str, limit: u64) -> Result<()> {
    if count <= limit {
        return Ok(());
    }
    Err(Error::Limit(format!("The query {verb} {count} {what}; at most {limit} are allowed.")))
}
