//! A person at work: a name and a unit, and nothing private.

use crate::prelude::*;

#[table("Person")]
pub struct Model {
    /// Förnamn: the given name.
    #[searched(title)]
    pub given_name: String,
    /// Efternamn: the family name, by which lists are ordered.
    #[searched(title)]
    pub family_name: String,
    #[reference(organisation)]
    pub organisation_id: Uuid,
}
