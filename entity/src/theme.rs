//! What things are about, across all that the agency does.

use crate::prelude::*;

#[table("Theme")]
pub struct Model {
    /// Kod: unique, a short English word that this API has chosen, such as `skills`.
    #[searched(title)]
    pub code: String,
    /// Namn, in Swedish, such as `Kompetensförsörjning`.
    #[searched(title)]
    pub name: String,
    /// The name in English, such as `Skills supply`.
    #[searched(title)]
    pub name_en: String,
}
