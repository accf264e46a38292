//! Who presents an agenda item: persons or posts, in order.

use crate::prelude::*;

#[link_table("AgendaItemPresenter", "presenters")]
pub struct Model {
    #[reference(agenda_item, owner)]
    pub agenda_item_id: Uuid,
    /// Its place among them, from 1.
    pub position: i32,
    /// Either this or `post_id`.
    #[reference(person)]
    pub person_id: Option<Uuid>,
    #[reference(post)]
    pub post_id: Option<Uuid>,
}
