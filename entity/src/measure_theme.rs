//! Which themes a measure is about.

use crate::prelude::*;

#[link_table("MeasureTheme", "themes")]
pub struct Model {
    #[reference(measure, owner)]
    pub measure_id: Uuid,
    #[reference(theme)]
    pub theme_id: Uuid,
}
