//! What an evaluation advises.

use crate::prelude::*;

#[table("Recommendation")]
pub struct Model {
    #[reference(evaluation)]
    #[came_of(Recommended)]
    pub evaluation_id: Uuid,
    /// Its id in the system that pushed the evaluation, unique within the evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[reference(finding)]
    #[came_of(LedTo)]
    pub finding_id: Option<Uuid>,
    /// Ordningsnummer: its number in the order of the report, from 1.
    pub position: i32,
    /// Text, in Swedish: what should be done.
    #[searched]
    pub text: String,
    /// The text in English. Null: not translated.
    #[searched]
    pub text_en: Option<String>,
    #[reference(organisation)]
    pub addressed_to_id: Option<Uuid>,
    /// How much it matters.
    pub priority: RecommendationPriority,
    /// How far it has come.
    pub status: RecommendationStatus,
    /// Senast: the day by which it should be done. Null: no day is set.
    pub due_on: Option<Date>,
}

/// Prioritet: how much a recommendation matters.
#[text_enum]
pub enum RecommendationPriority {
    /// Låg: it can wait.
    Low,
    /// Medel: it is to be done, after what is urgent.
    Medium,
    /// Hög: it is to be done first.
    High,
}

/// Status för rekommendation: how far a recommendation has come.
#[text_enum]
pub enum RecommendationStatus {
    /// Öppen: waits for an answer.
    #[next(Answered, NoLongerRelevant)]
    Open,
    /// Besvarad: there is a response to it.
    #[next(InProgress, Declined)]
    Answered,
    /// Pågår: it is being carried out.
    #[next(Implemented)]
    InProgress,
    /// Genomförd: it has been carried out.
    #[next(Verified)]
    Implemented,
    /// Verifierad: it was checked that it was done.
    Verified,
    /// Avvisad: it will not be followed; the response disagrees.
    Declined,
    /// Inaktuell: overtaken by events.
    NoLongerRelevant,
}
