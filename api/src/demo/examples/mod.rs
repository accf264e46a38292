//! What the page does not say, made up so that there is something to steer by: every title and name starts with "Exempel:",
//! and days count from the day of loading. Nobody whom the page names is given anything to do here; units are.

pub mod areas;
mod evaluation;
mod figures;
mod measures;
mod plan;
mod progress;

use super::indicators::Indicators;
use super::organisations::Organisations;
use super::places::Places;
use super::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;
use areas::Areas;
use progress::Frame;

pub async fn write(
    tx: &mut WriteTx,
    units: &Organisations,
    areas: &Areas,
    indicators: &Indicators,
    places: &Places,
    today: Today,
) -> Result<()> {
    let recommendation = evaluation::write(tx, units, places, today).await?;
    let plan = plan::write(tx, units, today).await?;
    let frame = Frame { plan: &plan, units, areas, recommendation, today };
    let completed = progress::write(tx, &frame).await?;
    figures::write(tx, indicators, completed, today).await
}
