//! Which result areas an evaluation is about.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "evaluation_result_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub evaluation_id: Uuid,
    pub result_area_id: Uuid,
}

link_table!("EvaluationResultArea", evaluation_id => result_area_id, "resultAreas");
