//! Which evaluations an agenda item is about, in order.

use crate::prelude::*;

#[link_table("AgendaItemEvaluation", "evaluations")]
pub struct Model {
    #[reference(agenda_item, owner)]
    pub agenda_item_id: Uuid,
    /// Its place among them, from 1.
    pub position: i32,
    #[reference(evaluation)]
    #[came_of(PresentedAt)]
    pub evaluation_id: Uuid,
}
