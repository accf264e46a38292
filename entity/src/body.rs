//! A group that meets and decides, or works something out.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "body")]
#[graphql(name = "BodyRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write; send it as `expectedVersion` to be told when somebody else was first.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    #[graphql(skip)]
    pub organisation_id: Uuid,
    /// Namn, in Swedish.
    pub name: String,
    /// The name in English. Null: not known.
    pub name_en: Option<String>,
    /// What kind of group it is.
    pub kind: BodyKind,
    /// Syfte: what the group is for. Null: not stated.
    pub purpose: Option<String>,
}

choice! {
    /// Slag av grupp: what a group is there for.
    BodyKind {
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
}

table!("Body");
