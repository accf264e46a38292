//! Reports on a measure's progress. The newest one sets the measure's.

use std::collections::{BTreeMap, HashSet};

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, push, values};
use entity::measure::{self, Health, MeasureStatus};
use entity::measure_update::{Column, Model};
use entity::{Date, Row};
use sea_orm::Condition;
use uuid::Uuid;

use super::{Measure, MeasureKey};
use crate::domain::people::{Person, PersonKey};
use crate::domain::reference::ExternalKey;
use crate::error::Result;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::listing;
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::relation::Relation;
use crate::kit::sight::Sight;
use crate::write::{Batch, Draft, FreeText, Lookup, Percent, UserErrorCode, Writable};

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
    #[parent]
    measure: MeasureKey,
    /// Framsteg: how much is done, in percent from 0 to 100.
    progress: Percent,
    /// The person who reports. Null: not said.
    reported_by: Option<PersonKey>,
    /// The day it is reported, not in the future.
    reported_on: Date,
}

impl Writable for MeasureUpdate {
    type Values = MeasureUpdateValues;

    const KEYED_BY_SOURCE: bool = true;

    /// A measure that is completed stays at 100, and nobody reports the same twice.
    fn apply(_: &MeasureUpdateValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        let (day, measure) = (draft.row.reported_on, draft.row.measure_id);
        draft.check_past("reportedOn", Some(day), lookup);
        let others = lookup.all::<Model>(Column::MeasureId, measure);
        if others.iter().any(|other| says_the_same(other, &draft.row)) {
            let message = format!("This report of {day} is here already.");
            draft.error("reportedOn", UserErrorCode::AlreadyExists, message);
        }
        let is_completed = lookup.all(measure::Column::Id, measure).iter().any(is_completed);
        if is_completed && draft.row.progress < 100 && is_newest(&draft.row, &others) {
            let progress = draft.row.progress;
            let message = format!("progress is {progress}, but the measure is completed: reopen it first.");
            draft.error("progress", UserErrorCode::OutOfRange, message);
        }
    }

    /// The newest report's progress and health are the measure's.
    fn follow(drafts: &[&Draft<Model>], lookup: &Lookup, batch: &mut Batch) {
        let ids: HashSet<Uuid> = drafts.iter().map(|draft| draft.row.id).collect();
        let mut written: BTreeMap<Uuid, Vec<&Model>> = BTreeMap::new();
        for draft in drafts {
            let rows = written.entry(draft.row.measure_id).or_default();
            rows.extend((!draft.is_gone).then_some(&draft.row));
        }
        for (measure, written) in written {
            let stored = lookup.all::<Model>(Column::MeasureId, measure);
            let kept = stored.iter().filter(|report| !ids.contains(&report.id));
            let Some(newest) = kept.chain(written).max_by_key(|report| order(report)) else { continue };
            for measure in &*lookup.all::<measure::Model>(measure::Column::Id, measure) {
                batch.edit(measure, |measure| report(measure, newest));
            }
        }
    }
}

/// Puts what a report says into its measure.
pub fn report(measure: &mut measure::Model, newest: &Model) {
    measure.health = newest.health;
    // A completed measure stays at 100, also when the report that said so is deleted.
    if !is_completed(measure) {
        measure.progress = newest.progress;
    }
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
    MeasureUpdate
}
push!(MeasureUpdate, measure_updates);
