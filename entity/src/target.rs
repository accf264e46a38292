//! What an indicator is to reach, or where it started.

use crate::prelude::*;

#[table("Target")]
pub struct Model {
    #[reference(indicator, part)]
    pub indicator_id: Uuid,
    /// Whether it is to be reached or was the starting point.
    pub kind: TargetKind,
    #[reference(territory)]
    pub territory_id: Option<Uuid>,
    /// Periodens första dag: the first day of the time for which it holds.
    pub period_from: Date,
    /// Periodens sista dag: the last day of the time for which it holds; of a target, the day by which it is to be
    /// reached.
    pub period_to: Date,
    /// Värde, in the indicator's unit.
    pub value: f64,
    /// Kommentar: how it was set. Null: there is none.
    #[searched]
    pub comment: Option<String>,
}

/// Slag av målvärde: what an indicator's observations are compared with.
#[text_enum]
pub enum TargetKind {
    /// Basvärde: where the indicator was before anything was done.
    Baseline,
    /// Målvärde: where it is to be at the end of the period.
    Target,
}
