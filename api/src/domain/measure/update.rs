//! Reports on a measure's progress. The newest one sets the measure's.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, values};
use entity::measure::{self, Health, MeasureStatus};
use entity::measure_update::{Column, Model};
use entity::{Date, Row};
use sea_orm::Condition;
use uuid::Uuid;

use super::Measure;
use crate::domain::people::Person;
use crate::domain::reference::ExternalKey;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::listing;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::relation::Relation;
use crate::kit::sight::Sight;
use crate::write::{Batch, Draft, FreeText, IdOf, Lookup, Percent, UserErrorCode, Writable};

/// Lägesrapport: how far a measure had come on a day.
#[object(measure_update, visible = visible)]
pub struct MeasureUpdate {
    /// The measure.
    measure: Measure,
    /// Who reported it. Null: not said, or the viewer may not see people.
    reported_by: Option<Person>,
}

/// With its measure.
fn visible(sight: &Sight<'_>) -> Condition {
    sight.with::<Measure>(Column::MeasureId)
}

#[filter(MeasureUpdate)]
pub struct MeasureUpdateFilter {
    /// Judging the measure to be any of these.
    health: Vec<Health>,
    /// On any of these measures.
    measure: AnyOf<Measure>,
    /// Reported within these days.
    reported_on: DateRange,
}

#[order(MeasureUpdate, ReportedOn, Desc)]
pub enum MeasureUpdateOrderField {
    /// The day it was reported.
    ReportedOn,
}

#[key(MeasureUpdate)]
pub enum MeasureUpdateKey {
    /// Extern nyckel.
    External(ExternalKey),
}

/// The newest report on a measure.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(ctx: &Context<'_>, measure: &Measure) -> Result<Option<Model>> {
    let sort = Sort { key: SortKey::of(Column::ReportedOn), direction: OrderDirection::Desc };
    listing::first::<MeasureUpdate>(ctx, measure, Relation::key(Column::MeasureId), sort).await
}

#[values(MeasureUpdate)]
pub struct MeasureUpdateValues {
    /// Kommentar, at most 20,000 characters. Null: none.
    comment: Option<FreeText>,
    /// Whether the measure will be done in time. Null: not judged.
    health: Option<Health>,
    /// The measure.
    #[creation]
    measure: IdOf<Measure>,
    /// Framsteg: how much is done, in percent from 0 to 100.
    progress: Percent,
    /// The person who reports. Null: not said.
    reported_by: Option<IdOf<Person>>,
    /// The day it is reported, not in the future.
    reported_on: Date,
}

impl Writable for MeasureUpdate {
    type Values = MeasureUpdateValues;

    /// A measure that is completed stays at 100, and nobody reports the same twice.
    fn apply(_: &MeasureUpdateValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let (day, measure) = (draft.row.reported_on, draft.row.measure_id);
        draft.check_past("reportedOn", Some(day), lookup);
        let others = lookup.by::<Self>(Column::MeasureId, measure);
        if others.iter().any(|other| says_the_same(other, &draft.row)) {
            let message = format!("This report of {day} is here already.");
            draft.error("reportedOn", UserErrorCode::AlreadyExists, message);
        }
        let is_completed = lookup.locked::<Measure>(measure::Column::Id, measure).iter().any(is_completed);
        if is_completed && draft.row.progress < 100 && is_newest(&draft.row, &others) {
            let progress = draft.row.progress;
            let message = format!("progress is {progress}, but the measure is completed: reopen it first.");
            draft.error("progress", UserErrorCode::OutOfRange, message);
        }
    }

    /// The newest report's progress and health are the measure's.
    fn follow(drafts: &[&Draft<Model>], lookup: &Lookup, batch: &mut Batch) {
        for row in drafts.iter().map(|draft| &draft.row) {
            let pushed = drafts.iter().map(|draft| &draft.row).filter(|other| other.measure_id == row.measure_id);
            let others = lookup.by::<Self>(Column::MeasureId, row.measure_id);
            if is_newest(row, &others) && pushed.into_iter().all(|other| order(other) <= order(row)) {
                for measure in &*lookup.locked::<Measure>(measure::Column::Id, row.measure_id) {
                    batch.edit(measure, |measure| report(measure, row));
                }
            }
        }
    }
}

/// Puts what a report says into its measure.
pub fn report(measure: &mut measure::Model, newest: &Model) {
    (measure.progress, measure.health) = (newest.progress, newest.health);
}

fn is_completed(measure: &measure::Model) -> bool {
    matches!(measure.status, MeasureStatus::Completed | MeasureStatus::EffectConfirmed)
}

/// Reports follow one another by their day, then by their id.
pub fn order(report: &Model) -> (Date, Uuid) {
    (report.reported_on, report.id)
}

fn is_newest(report: &Model, others: &[Model]) -> bool {
    others.iter().all(|other| order(other) <= order(report) || other.id() == report.id())
}

fn says_the_same(one: &Model, other: &Model) -> bool {
    let what = |row: &Model| (row.reported_on, row.reported_by_id, row.progress, row.health, row.comment.clone());
    one.id != other.id && one.external_id.is_none() && what(one) == what(other)
}

mutations! {
    /// Reports how far a measure has come. The newest report sets the measure's progress and health.
    MeasureUpdate, create
}
