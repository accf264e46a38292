//! Which result areas a measure contributes to.

use crate::prelude::*;

#[link_table("MeasureResultArea", "resultAreas")]
pub struct Model {
    #[reference(measure, owner)]
    pub measure_id: Uuid,
    #[reference(result_area)]
    #[leads_to(ContributesTo)]
    pub result_area_id: Uuid,
}
