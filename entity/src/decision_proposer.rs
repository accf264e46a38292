//! Who proposed a decision: persons or posts, in order.

use crate::prelude::*;

#[link_table("DecisionProposer", "proposers")]
pub struct Model {
    #[reference(decision, owner)]
    pub decision_id: Uuid,
    /// Its place among them, from 1.
    pub position: i32,
    /// Either this or `post_id`.
    #[reference(person)]
    pub person_id: Option<Uuid>,
    #[reference(post)]
    pub post_id: Option<Uuid>,
}
