//! What is to be reached in a result area.

use crate::prelude::*;

#[table("Objective", pushed)]
pub struct Model {
    #[reference(result_area)]
    pub result_area_id: Option<Uuid>,
    /// Titel, in Swedish: what is to be reached.
    #[searched(title)]
    pub title: String,
    /// What kind of objective it is.
    pub kind: ObjectiveKind,
    /// The first day of its horizon. Null: not said.
    pub horizon_from: Option<Date>,
    /// The day by which it is to be reached. Null: not said.
    pub horizon_to: Option<Date>,
}

/// Slag av mål: how binding an objective is.
#[text_enum]
pub enum ObjectiveKind {
    /// Mål: it is to be reached.
    Goal,
    /// Ambition: the direction in which to go, as far as possible.
    Ambition,
    /// Önskat resultat: what would be good to see.
    DesiredResult,
}
