//! A group that meets and decides, or works something out.

use crate::prelude::*;

#[table("Body")]
pub struct Model {
    #[reference(organisation)]
    pub organisation_id: Uuid,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// The name in English. Null: not known.
    #[searched(title)]
    pub name_en: Option<String>,
    /// What kind of group it is.
    pub kind: BodyKind,
    /// Syfte: what the group is for. Null: not stated.
    #[searched]
    pub purpose: Option<String>,
}

/// Slag av grupp: what a group is there for.
#[text_enum]
pub enum BodyKind {
    /// Ledningsgrupp: leads an organisation.
    ManagementGroup,
    /// Arbetsgrupp: works something out.
    WorkingGroup,
    /// Projektgrupp: carries out a project.
    ProjectGroup,
    /// Styrgrupp: steers a project or a programme.
    SteeringCommittee,
    /// Regional dialog: talks between the agency and a region.
    RegionalDialogue,
}
