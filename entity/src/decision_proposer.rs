//! Who proposed a decision: persons or posts, in order.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_proposer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub decision_id: Uuid,
    /// Its place among them, from 1.
    pub position: i32,
    /// Either this or `post_id`.
    pub person_id: Option<Uuid>,
    pub post_id: Option<Uuid>,
}

link_table!("DecisionProposer", decision_id => person_id?, "proposers");
