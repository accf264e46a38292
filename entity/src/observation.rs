//! A figure, or words in place of one, for an indicator: with its wording and where it comes from.

use crate::prelude::*;

#[table("Observation", access, pushed)]
pub struct Model {
    #[reference(indicator)]
    #[came_of(MeasuredBy)]
    pub indicator_id: Uuid,
    #[reference(territory)]
    pub territory_id: Option<Uuid>,
    /// The territory as the source words it, such as `regionen`. Null: the source names none, or names it exactly.
    #[searched]
    pub territory_as_stated: Option<String>,
    /// Periodens första dag: the first day of the time that it is about. Null: the period is not known; then `periodTo`
    /// is null too.
    pub period_from: Option<Date>,
    /// Periodens sista dag: the last day of the time that it is about. Null: the period is not known; then `periodFrom`
    /// is null too.
    pub period_to: Option<Date>,
    /// Värde, in the indicator's unit. Null: there are only words, in `valueText`.
    pub value: Option<f64>,
    /// Värde i ord, such as `blygsam utveckling`. Null: there is only a figure, in `value`.
    #[searched]
    pub value_text: Option<String>,
    /// How the source words the figure: "drygt 240" is the value 240 with `OVER`. Null: there is no figure.
    pub qualifier: Option<Qualifier>,
    /// What the figure claims to be.
    pub claim: Claim,
    /// Citat: the source's own words. Null: not quoted.
    #[searched]
    pub quote: Option<String>,
    #[reference(evaluation)]
    #[came_of(Reported)]
    pub evaluation_id: Option<Uuid>,
    #[reference(measure)]
    #[came_of(MeasuredBy)]
    pub measure_id: Option<Uuid>,
    /// How far it has come. The public sees approved ones only.
    pub status: ObservationStatus,
}

/// Precisering: how exactly a figure is meant.
#[text_enum]
pub enum Qualifier {
    /// Exakt: the figure itself.
    Exact,
    /// Omkring: somewhat more or less.
    About,
    /// Drygt: somewhat more.
    Over,
    /// Knappt: somewhat less.
    Under,
    /// Minst: this or more.
    AtLeast,
    /// Högst: this or less.
    AtMost,
}

/// Anspråk: what an observation claims to be.
#[text_enum]
pub enum Claim {
    /// Uppgift: a source says so; how it was found is not known.
    Stated,
    /// Mätning: counted or measured.
    Measured,
    /// Skattad effekt: what an evaluator attributes to something; it was not measured.
    EstimatedEffect,
    /// Prognos: what is expected.
    Forecast,
}

/// Status för utfall: how far an observation has come.
#[text_enum]
pub enum ObservationStatus {
    /// Inlämnad: waits for approval.
    #[next(Approved, Returned)]
    Submitted,
    /// Godkänd: the agency has checked it. It is `SUBMITTED` again if its `value`, `valueText`, `qualifier`, period,
    /// territory or indicator changes.
    Approved,
    /// Återlämnad: to be corrected.
    #[next(Submitted)]
    Returned,
}
