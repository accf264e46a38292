//! What the page does not say, made up so that there is something to steer by: every title and name starts with "Exempel:",
//! and days count from the day of loading. Nobody whom the page names is given anything to do here; units are.

pub mod areas;
mod award;
mod chain;
mod evaluation;
mod figures;
mod measures;
mod next_meeting;
mod plan;
mod progress;
mod rows;

use super::indicators::Indicators;
use super::organisations::Organisations;
use super::people::People;
use super::places::Places;
use super::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;
use areas::Areas;
use progress::Frame;

/// Those to whom examples are given.
pub struct Units<'a> {
    pub organisations: &'a Organisations,
    pub people: &'a People,
    pub areas: &'a Areas,
}

/// The chain once from end to end: an evaluation, its recommendation, the response, a decision, an assignment, a plan, its
/// measures, and a result with its indicator, target and outcome. Then the next meeting, at which it goes on.
pub async fn write(
    tx: &mut WriteTx,
    units: &Units<'_>,
    indicators: &Indicators,
    places: &Places,
    today: Today,
) -> Result<()> {
    let evaluation = evaluation::write(tx, units.organisations, places, today).await?;
    let came = chain::write(tx, units, &evaluation, today).await?;
    let plan = plan::write(tx, units.organisations, &came, today).await?;
    let (areas, recommendation) = (units.areas, evaluation.recommendation);
    let frame = Frame { plan: &plan, units: units.organisations, areas, recommendation, today };
    let completed = progress::write(tx, &frame).await?;
    figures::write(tx, indicators, completed, today).await?;
    award::write(tx, units, &plan, today).await?;
    next_meeting::write(tx, units, &came, &evaluation, plan.id, today).await
}
