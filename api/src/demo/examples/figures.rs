//! Figures of the indicators that only examples belong to. Their words say that they are made up, because a figure has
//! no title.

use entity::observation::{Claim, Model, ObservationStatus, Qualifier};
use entity::target::{self, TargetKind};
use entity::{Access, Date};
use uuid::Uuid;

use crate::demo::indicators::Indicators;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// The newest year waits for approval, and is for those who may see more than the public.
pub async fn write(tx: &mut WriteTx, indicators: &Indicators, completed: Option<Uuid>, today: Today) -> Result<()> {
    let clarity = |year, value| figure(indicators.clarity, today.year(year), value);
    let waiting = Model { access: Access::Internal, status: ObservationStatus::Submitted, ..clarity(-1, 68.0) };
    let since = (today.plus(-29), today.plus(-1));
    let sorted = Model { measure_id: completed, ..figure(indicators.sorted, since, 92.0) };
    tx.insert(vec![clarity(-3, 61.0), clarity(-2, 64.0), waiting, sorted]).await?;
    tx.insert(targets(indicators, today)).await.map(drop)
}

/// Where things started, and what is aimed at.
fn targets(indicators: &Indicators, today: Today) -> Vec<target::Model> {
    let target = |indicator_id, kind, (period_from, period_to), value| target::Model {
        indicator_id,
        kind,
        period_from,
        period_to,
        value,
        comment: Some("Exempel: påhittad siffra".into()),
        ..Default::default()
    };
    vec![
        target(indicators.clarity, TargetKind::Baseline, today.year(-3), 61.0),
        target(indicators.clarity, TargetKind::Target, today.year(1), 75.0),
        target(indicators.sorted, TargetKind::Baseline, today.year(-1), 78.0),
        target(indicators.sorted, TargetKind::Target, today.year(0), 95.0),
    ]
}

fn figure(indicator_id: Uuid, (from, to): (Date, Date), value: f64) -> Model {
    Model {
        access: Access::Public,
        indicator_id,
        period_from: Some(from),
        period_to: Some(to),
        value: Some(value),
        value_text: Some("Exempel: påhittad siffra".into()),
        qualifier: Some(Qualifier::Exact),
        claim: Claim::Measured,
        status: ObservationStatus::Approved,
        ..Default::default()
    }
}
