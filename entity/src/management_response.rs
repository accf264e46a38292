//! What the management says of a recommendation.

use crate::prelude::*;

#[table("ManagementResponse")]
pub struct Model {
    #[reference(recommendation, part)]
    #[came_of(AnsweredBy)]
    pub recommendation_id: Uuid,
    /// Ställningstagande: whether the management agrees.
    pub stance: ResponseStance,
    /// Svaret, in Swedish: what will be done, or why nothing will.
    #[searched]
    pub text: String,
    #[reference(organisation)]
    pub responsible_id: Uuid,
    #[reference(agenda_item)]
    #[came_of(LedTo)]
    pub agenda_item_id: Option<Uuid>,
    /// Svarsdatum: the day of the answer.
    pub responded_on: Date,
}

/// Ställningstagande: whether the management agrees with a recommendation.
#[text_enum]
pub enum ResponseStance {
    /// Instämmer: it is to be followed.
    Agree,
    /// Instämmer delvis: some of it is to be followed.
    PartiallyAgree,
    /// Instämmer inte: it is not to be followed.
    Disagree,
}
