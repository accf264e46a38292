//! By what an award's jury judges. The areas change with each edition.

use crate::prelude::*;

#[table("AssessmentArea")]
pub struct Model {
    #[reference(competition_edition, part)]
    pub edition_id: Uuid,
    /// Kod: unique within its edition.
    #[searched(title)]
    pub code: String,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// Ordningsnummer: its number in the order of the edition's areas, from 1.
    pub position: i32,
}
