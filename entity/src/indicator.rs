//! What is measured to see whether a result is reached.

use crate::prelude::*;

#[table("Indicator")]
pub struct Model {
    /// Kod: unique.
    #[searched(title)]
    pub code: String,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// The name in English. Null: not known.
    #[searched(title)]
    pub name_en: Option<String>,
    /// Definition: what is counted, and how. Null: not defined.
    #[searched]
    pub definition: Option<String>,
    /// Enhet: the unit of its figures in words, such as `arbetstillfällen`.
    #[searched]
    pub unit: String,
    /// The unit's code in a list of units, such as `C62` in UN/CEFACT Recommendation 20; any list may be used. Null: it
    /// has none.
    pub unit_code: Option<String>,
    /// With how many decimals its figures are shown.
    pub decimals: i32,
    /// What kind of result it measures.
    pub kind: IndicatorKind,
    /// Which way is better.
    pub direction: IndicatorDirection,
    /// How figures of several periods or territories are put together.
    pub aggregation: IndicatorAggregation,
    #[reference(result_area)]
    #[came_of(MeasuredBy)]
    pub result_area_id: Option<Uuid>,
    #[reference(organisation)]
    pub owner_id: Option<Uuid>,
}

/// Slag av indikator: which link of the chain of results an indicator measures.
#[text_enum]
pub enum IndicatorKind {
    /// Prestation: what the agency itself delivers.
    Output,
    /// Resultat hos målgruppen: what changes for those to whom it is delivered.
    Outcome,
    /// Effekt: what changes in society in the long run.
    Impact,
}

/// Önskad riktning: which way an indicator should go.
#[text_enum]
pub enum IndicatorDirection {
    /// Öka: more is better.
    Increase,
    /// Minska: less is better.
    Decrease,
    /// Ingen: neither is better in itself.
    None,
}

/// Sammanvägning: how the figures of an indicator may be put together.
#[text_enum]
pub enum IndicatorAggregation {
    /// Summa: they may be added.
    Sum,
    /// Medelvärde: their mean says something, their sum does not.
    Average,
    /// Senaste: the latest one counts for all.
    Latest,
    /// Ingen: each counts by itself.
    None,
}
