//! Which themes an agenda item is about.

use crate::prelude::*;

#[link_table("AgendaItemTheme", "themes")]
pub struct Model {
    #[reference(agenda_item, owner)]
    pub agenda_item_id: Uuid,
    #[reference(theme)]
    pub theme_id: Uuid,
}
