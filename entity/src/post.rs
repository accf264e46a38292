//! A post, which stays when its holder leaves.

use crate::prelude::*;

#[table("Post")]
pub struct Model {
    #[reference(organisation)]
    pub organisation_id: Uuid,
    /// Benämning, in Swedish.
    #[searched(title)]
    pub title: String,
    /// What the post is called in English. Null: not known.
    #[searched(title)]
    pub title_en: Option<String>,
    #[reference(person)]
    pub holder_id: Option<Uuid>,
}
