//! Which themes an evaluation is about.

use crate::prelude::*;

#[link_table("EvaluationTheme", "themes")]
pub struct Model {
    #[reference(evaluation, owner)]
    pub evaluation_id: Uuid,
    #[reference(theme)]
    pub theme_id: Uuid,
}
