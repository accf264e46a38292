//! Where something is: the country, its parts, counties and municipalities.

use crate::prelude::*;

#[table("Territory")]
pub struct Model {
    /// Kod: unique. Counties (two digits) and municipalities (four) have Statistics Sweden's codes; the country is
    /// `SE`, its parts `GOTALAND`, `SVEALAND` and `NORRLAND`. It is text, so `0125` keeps its zero.
    #[searched(title)]
    pub code: String,
    /// What kind of territory it is.
    pub level: TerritoryLevel,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    #[reference(territory)]
    pub parent_id: Option<Uuid>,
}

/// Nivå: the kind of a territory.
#[text_enum]
pub enum TerritoryLevel {
    /// Riket: the whole country.
    Country,
    /// Landsdel: Götaland, Svealand or Norrland.
    Landsdel,
    /// Län: a county.
    County,
    /// Kommun: a municipality.
    Municipality,
}
