//! How mature the agency finds itself in one of an award's areas.

use crate::prelude::*;

#[table("AreaScore")]
pub struct Model {
    #[reference(self_assessment, part)]
    pub self_assessment_id: Uuid,
    #[reference(assessment_area)]
    pub area_id: Uuid,
    /// Mognad: from 1, hardly started, to 5, a model for others.
    pub maturity: i32,
    /// Motivering: what the score rests on. Null: not written.
    #[searched]
    pub comment: Option<String>,
}
