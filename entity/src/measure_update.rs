//! How a measure was going on a certain day.

use crate::measure::Health;
use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "measure_update")]
#[graphql(name = "MeasureUpdateRow")]
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
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub measure_id: Uuid,
    /// Rapportdatum: the day it describes.
    pub reported_on: Date,
    /// Framsteg: how much was done, in percent from 0 to 100.
    pub progress: i32,
    /// Whether the measure would be done in time. Null: not judged.
    pub health: Option<Health>,
    /// Kommentar. Null: there is none.
    pub comment: Option<String>,
    #[graphql(skip)]
    pub reported_by_id: Option<Uuid>,
}

table!("MeasureUpdate");
