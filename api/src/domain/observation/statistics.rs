//! Observations counted in groups.

use derive::statistics;
use entity::observation::{Claim, ObservationStatus};

use super::Observation;
use crate::domain::evaluation::Evaluation;
use crate::domain::indicator::Indicator;
use crate::domain::territory::Territory;

/// Grupp av utfall: observations that have something in common. They are counted; their figures are not put together.
#[statistics(Observation)]
pub struct ObservationGroup {
    /// Anspråk: what their figures claim to be.
    #[value]
    claim: Claim,
    /// Utvärdering: the one that states them.
    evaluation: Option<Evaluation>,
    /// Indikator: what they are figures of.
    indicator: Indicator,
    /// Period: the year in which their period ends.
    #[year(PeriodTo)]
    period_year: Option<i32>,
    /// Status: how far they have come.
    #[value]
    status: ObservationStatus,
    /// Territorium: where they hold, itself and not one above it.
    territory: Option<Territory>,
}
