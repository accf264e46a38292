//! That one object came of another, where no other column says so.

use crate::prelude::*;

#[table("TraceLink")]
pub struct Model {
    /// The type of the object that it starts from, as in global ids. Either end may be of any type.
    #[hidden]
    pub from_type: String,
    #[reference(any)]
    pub from_id: Uuid,
    /// The type of the object that it leads to.
    #[hidden]
    pub to_type: String,
    #[reference(any)]
    pub to_id: Uuid,
    /// What the first object is to the second, read from `from` to `to`.
    pub relation: TraceRelation,
    /// Grund: where this is said, or what it is inferred from. Null: not stated.
    pub basis: Option<String>,
    /// Whether a source says so, or it was concluded.
    pub confidence: TraceConfidence,
}

/// Samband: what one object is to another, read from `from` to `to`.
#[text_enum]
pub enum TraceRelation {
    /// Ledde till: without the first there would be no second.
    LedTo,
    /// Bygger på: the first rests on what the second says.
    BasedOn,
    /// Svarar på: the first answers the second.
    RespondsTo,
    /// Bidrar till: the first helps the second to be reached.
    ContributesTo,
    /// Ersätter: the first takes the place of the second.
    Supersedes,
    /// Gav underlag till: the first was known when the second was made.
    Informed,
}

/// Säkerhet: how it is known that two objects are related.
#[text_enum]
pub enum TraceConfidence {
    /// Uttalat: a source says so.
    Stated,
    /// Slutledning: it was concluded from what sources say.
    Inferred,
}
