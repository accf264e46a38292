//! Which result areas an evaluation is about.

use crate::prelude::*;

#[link_table("EvaluationResultArea", "resultAreas")]
pub struct Model {
    #[reference(evaluation, owner)]
    pub evaluation_id: Uuid,
    #[reference(result_area)]
    pub result_area_id: Uuid,
}
