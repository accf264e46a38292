//! Who somebody is at work: a name and a unit, and nothing private.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "person")]
#[graphql(name = "PersonRow")]
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
    /// Förnamn.
    pub given_name: String,
    /// Efternamn.
    pub family_name: String,
    #[graphql(skip)]
    pub organisation_id: Uuid,
}

table!("Person");
