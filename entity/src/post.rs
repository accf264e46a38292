//! A post, which stays when its holder leaves.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "post")]
#[graphql(name = "PostRow")]
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
    /// Benämning, in Swedish.
    pub title: String,
    /// What the post is called in English. Null: not known.
    pub title_en: Option<String>,
    #[graphql(skip)]
    pub holder_id: Option<Uuid>,
}

table!("Post");
