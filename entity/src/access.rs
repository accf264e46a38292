//! Who may see a row.

use crate::prelude::*;

/// Åtkomst: who may see an object.
#[text_enum]
pub enum Access {
    /// Internt: readers, editors and admins, and an integration for what came from its own sources.
    Internal,
    /// Öppet: everybody, also without a token.
    Public,
    /// Begränsat: admins only.
    Restricted,
}
