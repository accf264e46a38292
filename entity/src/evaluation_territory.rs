//! Which territories an evaluation is about.

use crate::prelude::*;

#[link_table("EvaluationTerritory", "territories")]
pub struct Model {
    #[reference(evaluation, owner)]
    pub evaluation_id: Uuid,
    #[reference(territory)]
    pub territory_id: Uuid,
}
