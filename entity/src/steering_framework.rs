//! The structure that an agency is steered by for some years.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "steering_framework")]
#[graphql(name = "SteeringFrameworkRow")]
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
    /// Namn, in Swedish.
    pub name: String,
    /// How far it has come.
    pub status: SteeringFrameworkStatus,
    /// Gäller från: its first day. Null: not set.
    pub valid_from: Option<Date>,
    /// Gäller till: its last day. Null: until further notice.
    pub valid_to: Option<Date>,
    #[graphql(skip)]
    pub replaces_id: Option<Uuid>,
}

choice! {
    /// Status för styrstruktur: how far a steering framework has come.
    SteeringFrameworkStatus {
        /// Utkast: being written.
        Draft,
        /// Beslutad: decided, but not yet in force.
        Adopted,
        /// Gällande: what the agency is steered by.
        InForce,
        /// Ersatt: another has taken its place.
        Replaced,
    }
}

table!("SteeringFramework");
