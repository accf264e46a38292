//! By what an award's jury judges. The areas change with each edition.

use crate::prelude::*;

#[table("AssessmentArea")]
pub struct Model {
    #[reference(competition_edition, part)]
    pub edition_id: Uuid,
    /// Kod: unique within its edition.
    pub code: String,
    /// Namn, in Swedish.
    pub name: String,
    /// Ordningsnummer: its number in the order of the edition's areas, from 1.
    pub position: i32,
}
