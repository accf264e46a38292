//! Where something is: the country, its parts, counties and municipalities.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "territory")]
#[graphql(name = "TerritoryRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    /// Kod: unique. Counties (two digits) and municipalities (four) have Statistics Sweden's codes; it is text, so `0125`
    /// keeps its zero.
    pub code: String,
    /// What kind of territory it is.
    pub level: TerritoryLevel,
    /// Namn, in Swedish.
    pub name: String,
    #[graphql(skip)]
    pub parent_id: Option<Uuid>,
}

choice! {
    /// Nivå: the kind of a territory.
    TerritoryLevel {
        /// Riket: the whole country.
        Country,
        /// Landsdel: Götaland, Svealand or Norrland.
        Landsdel,
        /// Län.
        County,
        /// Kommun.
        Municipality,
    }
}

table!("Territory");
