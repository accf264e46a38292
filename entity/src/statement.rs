//! What was said at an agenda item, and by whom.

use crate::prelude::*;

#[table("Statement")]
pub struct Model {
    #[reference(agenda_item, part)]
    pub agenda_item_id: Uuid,
    /// Either this or `post_id`.
    #[reference(person)]
    pub person_id: Option<Uuid>,
    #[reference(post)]
    pub post_id: Option<Uuid>,
    /// What kind of statement it is.
    pub kind: StatementKind,
    /// Ordalydelse, in Swedish: what was said; of a `QUOTE`, the very words.
    #[searched]
    pub text: String,
    /// Ordningsnummer: its number in the order of the item's statements, from 1.
    pub position: i32,
}

/// Slag av uttalande: what a statement is meant as.
#[text_enum]
pub enum StatementKind {
    /// Citat: the speaker's own words.
    Quote,
    /// Slutsats: what the speaker made of what was heard.
    Conclusion,
    /// Inriktning: where the speaker wants to go from here.
    Direction,
    /// Farhåga: what worries the speaker.
    Concern,
}
