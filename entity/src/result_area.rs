//! What the agency is to achieve, as a tree within its framework.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "result_area")]
#[graphql(name = "ResultAreaRow")]
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
    pub framework_id: Uuid,
    #[graphql(skip)]
    pub parent_id: Option<Uuid>,
    /// Kod: unique within its steering framework.
    pub code: String,
    /// Namn, in Swedish.
    pub name: String,
    /// The name in English. Null: not known.
    pub name_en: Option<String>,
    /// Beskrivning. Null: there is none.
    pub description: Option<String>,
    #[graphql(skip)]
    pub owner_id: Option<Uuid>,
    /// Its place among its siblings, from 1.
    pub position: i32,
}

table!("ResultArea");
