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
    pub code: String,
    /// Namn, in Swedish.
    pub name: String,
    /// The name in English. Null: not known.
    pub name_en: Option<String>,
    /// Beskrivning. Null: there is none.
    pub description: Option<String>,
    #[reference(organisation)]
    pub owner_id: Option<Uuid>,
    /// Its place among its siblings, from 1.
    pub position: i32,
}
