//! How an evaluation judges its subject by one of the OECD's criteria.

use crate::prelude::*;

#[table("CriterionRating")]
pub struct Model {
    #[reference(evaluation, part)]
    pub evaluation_id: Uuid,
    /// Its id in the system that pushed the evaluation, unique within the evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    /// Kriterium: by what is judged. An evaluation has at most one rating for each.
    pub criterion: EvaluationCriterion,
    /// Betyg: from 1, the lowest, to 6, the highest.
    pub rating: i32,
    /// Motivering: why it got this rating. Null: not written.
    #[searched]
    pub comment: Option<String>,
}

/// Utvärderingskriterium: by what is judged. They are those of the OECD's Development Assistance Committee.
#[text_enum]
pub enum EvaluationCriterion {
    /// Relevans: whether it does the right things.
    Relevance,
    /// Samstämmighet: whether it fits with what else is done. In use since December 2019: an evaluation that was
    /// delivered before cannot be rated by it.
    Coherence,
    /// Måluppfyllelse: whether it reaches its objectives.
    Effectiveness,
    /// Effektivitet: whether its resources are used well.
    Efficiency,
    /// Effekt: what difference it makes in the long run.
    Impact,
    /// Hållbarhet: whether what was gained lasts.
    Sustainability,
}
