//! What things are about, across all that the agency does.

use crate::prelude::*;

#[table("Theme")]
pub struct Model {
    /// Kod: unique, a short English word that this API has chosen, such as `skills`.
    pub code: String,
    /// Namn, in Swedish, such as `Kompetensförsörjning`.
    pub name: String,
    /// The name in English, such as `Skills supply`.
    pub name_en: String,
}
