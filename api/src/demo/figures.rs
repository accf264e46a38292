//! What the two studies say in figures, and in words where the page gives no figure. The rows are the page's own; only
//! the indicators that they hang on are examples.

use entity::Access;
use entity::observation::{Claim, Model, ObservationStatus, Qualifier};
use uuid::Uuid;

use super::evaluations::Evaluations;
use super::indicators::Indicators;
use super::places::Places;
use super::when::YEAR_2016;
use crate::error::Result;
use crate::ledger::WriteTx;

const JOBS: &str = "Etableringen bidrog 2016 till drygt 240 arbetstillfällen i regionen och drygt 400 i riket.";
const HOTELS: &str = "Utvärderingen visar på blygsam utveckling av omsättning och sysselsättning i hotellföretagen.";

pub async fn write(
    tx: &mut WriteTx,
    indicators: &Indicators,
    evaluations: &Evaluations,
    places: &Places,
) -> Result<()> {
    let jobs = |value, territory| jobs(evaluations.facebook, indicators.jobs, value, territory);
    // The page says "regionen"; that it is the county of Norrbotten is inferred from Luleå.
    let region = Model { territory_as_stated: Some("regionen".into()), ..jobs(240.0, places.norrbotten) };
    // The 400 presumably hold the 240: they are never added.
    let country = jobs(400.0, places.sweden);
    let hotels = |indicator| hotels(evaluations.car_testing, indicator);
    tx.insert(vec![region, country, hotels(indicators.turnover), hotels(indicators.employment)]).await?;
    Ok(())
}

/// "Drygt": an evaluator's estimate of an effect, somewhat more than the figure.
fn jobs(evaluation: Uuid, indicator_id: Uuid, value: f64, territory: Uuid) -> Model {
    Model {
        access: Access::Public,
        indicator_id,
        territory_id: Some(territory),
        period_from: Some(YEAR_2016.0),
        period_to: Some(YEAR_2016.1),
        value: Some(value),
        qualifier: Some(Qualifier::Over),
        claim: Claim::EstimatedEffect,
        quote: Some(JOBS.into()),
        evaluation_id: Some(evaluation),
        status: ObservationStatus::Approved,
        ..Default::default()
    }
}

/// No figure, no period, and two municipalities: words only.
fn hotels(evaluation: Uuid, indicator_id: Uuid) -> Model {
    Model {
        access: Access::Public,
        indicator_id,
        territory_as_stated: Some("Arjeplog och Arvidsjaur".into()),
        value_text: Some("blygsam utveckling".into()),
        claim: Claim::Stated,
        quote: Some(HOTELS.into()),
        evaluation_id: Some(evaluation),
        status: ObservationStatus::Approved,
        ..Default::default()
    }
}
