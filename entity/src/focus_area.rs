//! What the measures of an action plan are grouped by.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "focus_area")]
#[graphql(name = "FocusAreaRow")]
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
    pub action_plan_id: Uuid,
    /// Its place in the plan, from 1.
    pub position: i32,
    /// Rubrik, in Swedish.
    pub title: String,
    /// Which lever it pulls.
    pub kind: FocusAreaKind,
}

choice! {
    /// Slag av fokusområde: which lever a focus area pulls.
    FocusAreaKind {
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
}

table!("FocusArea");
