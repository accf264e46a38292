//! Which evaluations an agenda item is about, in order.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "agenda_item_evaluation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub agenda_item_id: Uuid,
    /// Its place among them, from 1.
    pub position: i32,
    pub evaluation_id: Uuid,
}

link_table!("AgendaItemEvaluation", agenda_item_id => evaluation_id, "evaluations");
