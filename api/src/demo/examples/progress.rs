//! Writes the measures so that each of them says what its newest report says.

use entity::measure::{MeasureStatus, Model};
use entity::{measure_result_area, measure_update};
use uuid::Uuid;

use super::areas::Areas;
use super::measures::{Example, MEASURES, Report};
use super::plan::Plan;
use crate::demo::organisations::Organisations;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What the measures refer to.
pub struct Frame<'a> {
    pub plan: &'a Plan,
    pub units: &'a Organisations,
    pub areas: &'a Areas,
    /// The recommendation that the internal measure follows.
    pub recommendation: Uuid,
    pub today: Today,
}

/// Returns the measure that is completed.
pub async fn write(tx: &mut WriteTx, frame: &Frame<'_>) -> Result<Option<Uuid>> {
    let (mut measures, mut links, mut updates) = (Vec::new(), Vec::new(), Vec::new());
    for (number, example) in (1..).zip(&MEASURES) {
        let measure = measure(number, example, frame);
        links.extend(links_of(measure.id, example, frame));
        updates.extend(updates_of(measure.id, example, frame.today));
        measures.push(measure);
    }
    let completed = measures.iter().find(|measure| measure.status == MeasureStatus::Completed).map(|row| row.id);
    tx.insert(measures).await?;
    tx.insert(links).await?;
    tx.insert(updates).await?;
    Ok(completed)
}

fn measure(number: u32, example: &Example, frame: &Frame) -> Model {
    let newest = example.reports.last();
    let completed = newest.filter(|_| example.status == MeasureStatus::Completed);
    Model {
        id: Uuid::now_v7(),
        access: example.access,
        action_plan_id: frame.plan.id,
        focus_area_id: Some((example.focus)(frame.plan)),
        code: Some(number.to_string()),
        title: example.title.into(),
        kind: example.kind,
        recommendation_id: example.follows.then_some(frame.recommendation),
        responsible_id: (example.unit)(frame.units),
        starts_on: Some(frame.today.plus(example.days.0)),
        due_on: Some(frame.today.plus(example.days.1)),
        status: example.status,
        progress: newest.map_or(0, |report| report.progress),
        health: newest.map(|report| report.health),
        completed_on: completed.map(|report| frame.today.plus(-report.days_ago)),
        silent_since: newest.map_or(frame.today.plus(example.days.0), |report| frame.today.plus(-report.days_ago)),
        ..Default::default()
    }
}

fn links_of(measure_id: Uuid, example: &Example, frame: &Frame) -> Vec<measure_result_area::Model> {
    let link = |result_area_id| measure_result_area::Model { measure_id, result_area_id, ..Default::default() };
    (example.areas)(frame.areas).into_iter().map(link).collect()
}

/// The reporter is left out: nobody is made up.
fn updates_of(measure_id: Uuid, example: &Example, today: Today) -> Vec<measure_update::Model> {
    let update = |report: &Report| measure_update::Model {
        measure_id,
        reported_on: today.plus(-report.days_ago),
        progress: report.progress,
        health: Some(report.health),
        comment: Some(report.comment.into()),
        ..Default::default()
    };
    example.reports.iter().map(update).collect()
}
