//! What the measures of an action plan are grouped by.

use crate::prelude::*;

#[table("FocusArea")]
pub struct Model {
    #[reference(action_plan, part)]
    #[came_of(Contains)]
    pub action_plan_id: Uuid,
    /// Ordningsnummer: its number in the order of the plan, from 1.
    pub position: i32,
    /// Rubrik, in Swedish.
    #[searched(title)]
    pub title: String,
    /// What it changes to reach the plan's ambition.
    pub kind: FocusAreaKind,
}

/// Slag av fokusområde: what a focus area changes to reach the plan's ambition.
#[text_enum]
pub enum FocusAreaKind {
    /// Kultur: how people think and act.
    Culture,
    /// Stödjande struktur: routines, roles and systems.
    SupportStructure,
    /// Metod: ways of working.
    Method,
    /// Kompetens: what people know and can do.
    Competence,
    /// Kund: what the agency does for those it serves.
    Customer,
    /// Annat: none of the others.
    Other,
}
