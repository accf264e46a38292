//! How a measure was going on a certain day.

use crate::measure::Health;
use crate::prelude::*;

#[table("MeasureUpdate", pushed)]
pub struct Model {
    #[reference(measure, part)]
    #[came_of(Reported)]
    pub measure_id: Uuid,
    /// Rapportdatum: the day whose state it describes. The newest update of a measure is the one with the latest.
    pub reported_on: Date,
    /// Framsteg: how much was done, in percent from 0 to 100.
    pub progress: i32,
    /// Whether the measure would be done in time. Null: not judged.
    pub health: Option<Health>,
    /// Kommentar: what was done, or what keeps it back. Null: there is none.
    #[searched]
    pub comment: Option<String>,
    #[reference(person)]
    pub reported_by_id: Option<Uuid>,
}
