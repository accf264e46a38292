//! What a reference says of how one object came of another.

use crate::prelude::*;

/// How the row of a reference and the object that it names came of each other. Of a link, it is the node that lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The object that it names was there first: `#[came_of(LedTo)]`.
    CameOf(ThreadRelation),
    /// The object that it names came after it, or is what it is for: `#[leads_to(ContributesTo)]`.
    LeadsTo(ThreadRelation),
}

/// Samband i den röda tråden: what one object is to the next, read from the earlier to the later.
#[text_enum]
pub enum ThreadRelation {
    /// Besvarades av: the second is the answer to the first.
    AnsweredBy,
    /// Låg till grund för: the second rests on what the first says.
    BasisOf,
    /// Fördes vidare till: the agenda item came up again as the second.
    CarriedTo,
    /// Innehåller: the plan or focus area holds the second.
    Contains,
    /// Bidrar till: the first helps the second to be reached.
    ContributesTo,
    /// Beslutades genom: the agenda item ended in the decision.
    DecidedBy,
    /// Fann: the evaluation or self-assessment found what the finding says.
    Found,
    /// Gav underlag till: the first was known when the second was made.
    Informed,
    /// Ledde till: the second came of the first.
    LedTo,
    /// Mäts genom: what the first brings, or is to bring, is shown by the second: a result area by an indicator, an indicator
    /// or a measure by an observation.
    MeasuredBy,
    /// Ingår i: the first is a part of the second.
    PartOf,
    /// Presenterades vid: the evaluation was presented at the agenda item.
    PresentedAt,
    /// Rekommenderade: the evaluation gave the recommendation.
    Recommended,
    /// Redovisade: the evaluation gave the figure, or the measure was reported on.
    Reported,
    /// Ersattes av: the second took the place of the first.
    SupersededBy,
    /// Tog upp: the meeting had the agenda item.
    TookUp,
}
