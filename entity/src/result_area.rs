//! What the agency is to achieve, as a tree within its framework.

use crate::prelude::*;

#[table("ResultArea")]
pub struct Model {
    #[reference(steering_framework)]
    pub framework_id: Uuid,
    #[reference(result_area)]
    #[leads_to(PartOf)]
    pub parent_id: Option<Uuid>,
    /// Kod: unique within its steering framework.
    #[searched(title)]
    pub code: String,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// The name in English. Null: not known.
    #[searched(title)]
    pub name_en: Option<String>,
    /// Beskrivning: what the area covers. Null: there is none.
    #[searched]
    pub description: Option<String>,
    #[reference(organisation)]
    pub owner_id: Option<Uuid>,
    /// Ordningsnummer: its number in the order of the areas with the same parent, from 1.
    pub position: i32,
}
