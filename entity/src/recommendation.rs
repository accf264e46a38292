//! What an evaluation advises somebody to do.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "recommendation")]
#[graphql(name = "RecommendationRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write; send it as `expectedVersion` to be told when somebody else was first.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    #[graphql(skip)]
    pub evaluation_id: Uuid,
    /// Its id in the system that pushed the evaluation, unique within the evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub finding_id: Option<Uuid>,
    /// Its place in the report, from 1.
    pub position: i32,
    /// Text, in Swedish.
    pub text: String,
    /// The text in English. Null: not translated.
    pub text_en: Option<String>,
    #[graphql(skip)]
    pub addressed_to_id: Option<Uuid>,
    /// How much it matters.
    pub priority: RecommendationPriority,
    /// How far it has come.
    pub status: RecommendationStatus,
    /// Senast: the day by which it should be done. Null: no day is set.
    pub due_on: Option<Date>,
}

choice! {
    /// Prioritet: how much a recommendation matters.
    RecommendationPriority {
        /// Låg.
        Low,
        /// Medel.
        Medium,
        /// Hög.
        High,
    }
}

choice! {
    /// Status för rekommendation: how far a recommendation has come.
    RecommendationStatus {
        /// Öppen: waits for an answer. Next: `ANSWERED` or `NO_LONGER_RELEVANT`.
        Open,
        /// Besvarad. Next: `IN_PROGRESS` or, if the answer disagrees, `DECLINED`.
        Answered,
        /// Pågår. Next: `IMPLEMENTED`.
        InProgress,
        /// Genomförd. Next: `VERIFIED`.
        Implemented,
        /// Verifierad: somebody has checked that it was done.
        Verified,
        /// Avvisad: it will not be followed.
        Declined,
        /// Inaktuell: overtaken by events.
        NoLongerRelevant,
    }
}

table!("Recommendation");
