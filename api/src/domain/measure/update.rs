//! Reports on a measure's progress. The newest one sets the measure's.

use std::collections::{BTreeMap, HashSet};

use derive::{filter, key, mutations, object, order, push, values};
use entity::Date;
use entity::measure::{self, Health, MeasureStatus};
use entity::measure_update::{Column, Model};
use uuid::Uuid;

use super::{Measure, MeasureKey};
use crate::clock::day_in_sweden;
use crate::domain::people::{Person, PersonKey};
use crate::domain::reference::ExternalKey;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;
use crate::write::{Batch, Draft, FreeText, Lookup, Percent, UserErrorCode, Writable};

/// Lägesrapport: how far a measure had come on a day.
#[object(measure_update, visible = visible)]
pub struct MeasureUpdate {
    /// Åtgärd: the measure that it reports on.
    measure: Measure,
    /// Who reported it. Null: not said, or the viewer may not see who.
    reported_by: Option<Person>,
}

/// With its measure.
fn visible(sight: &Sight<'_>) -> Visibility {
    sight.with::<Measure>(Column::MeasureId)
}

#[filter(MeasureUpdate)]
pub struct MeasureUpdateFilter {
    /// Judging the measure to be any of these.
    health: Vec<Health>,
    /// On any of these measures.
    measure: AnyOf<Measure>,
    /// Describing the state on any of these days.
    reported_on: DateRange,
}

#[order(MeasureUpdate, ReportedOn, Desc)]
pub enum MeasureUpdateOrderField {
    /// Rapportdatum: the day whose state it describes.
    ReportedOn,
}

#[key(MeasureUpdate)]
pub enum MeasureUpdateKey {
    /// Extern nyckel: its id in the source that pushed it.
    External(ExternalKey),
}

#[values(MeasureUpdate)]
pub struct MeasureUpdateValues {
    /// Kommentar, at most 20,000 characters. Null: none.
    comment: Option<FreeText>,
    /// Whether the measure will be done in time. Null: not judged.
    health: Option<Health>,
    /// Åtgärd: the measure that it reports on.
    #[parent]
    measure: MeasureKey,
    /// Framsteg: how much is done, in percent from 0 to 100.
    progress: Percent,
    /// The person who reports. Null: not said.
    reported_by: Option<PersonKey>,
    /// Rapportdatum: the day whose state it describes, not in the future.
    reported_on: Date,
}

impl Writable for MeasureUpdate {
    type Values = MeasureUpdateValues;

    const KEYED_BY_SOURCE: bool = true;

    fn apply(_: &MeasureUpdateValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        if is_news(draft.before.as_ref(), &draft.row) {
            lookup.note(&draft.row);
        }
        draft.check_past("reportedOn", Some(draft.row.reported_on), lookup);
        check_double(draft, lookup);
        check_completed(draft, lookup);
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
            let newest = kept.chain(written).max_by_key(|report| order(report));
            for measure in &*lookup.all::<measure::Model>(measure::Column::Id, measure) {
                batch.edit(measure, |measure| report(measure, newest, lookup));
            }
        }
    }
}

/// Nobody reports the same twice.
fn check_double(draft: &mut Draft<Model>, lookup: &Lookup) {
    let day = draft.row.reported_on;
    if draft.before.as_ref().is_some_and(|before| said(before) == said(&draft.row)) {
        return;
    }
    let others = lookup.all::<Model>(Column::MeasureId, draft.row.measure_id);
    let is_double = |other: &Model| other.id != draft.row.id && other.external_id.is_none();
    if others.iter().any(|other| is_double(other) && said(other) == said(&draft.row)) {
        let message = format!("This report of {day} is here already.");
        draft.error("reportedOn", UserErrorCode::AlreadyExists, message);
    }
}

/// A measure that is completed stays at 100. One that is pushed with its reports sees to that itself, as it knows them all.
fn check_completed(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { progress, measure_id, .. } = draft.row;
    if progress == 100 || lookup.parent().is_some() || !is_news(draft.before.as_ref(), &draft.row) {
        return;
    }
    let stored = lookup.all::<Model>(Column::MeasureId, measure_id);
    let reports = lookup.as_written(&stored, |report| report.measure_id == measure_id);
    let is_newest = reports.iter().all(|report| order(report) <= order(&draft.row));
    if is_newest && lookup.all(measure::Column::Id, measure_id).iter().any(is_completed) {
        let message = format!("progress is {progress}, but the measure is completed: reopen it first.");
        draft.error("progress", UserErrorCode::OutOfRange, message);
    }
}

/// Whether a report says something else of the progress than it did before.
pub fn is_news(before: Option<&Model>, report: &Model) -> bool {
    before.is_none_or(|before| (before.reported_on, before.progress) != (report.reported_on, report.progress))
}

/// Puts what the newest report says into its measure, and since when nothing more was heard.
pub fn report(measure: &mut measure::Model, newest: Option<&Model>, lookup: &Lookup) {
    let is_new = measure.version == 0;
    let entered = if is_new { lookup.today() } else { Date(day_in_sweden(measure.created_at.0)) };
    measure.silent_since = newest.map(|report| report.reported_on).or(measure.starts_on).unwrap_or(entered);
    let Some(newest) = newest else { return };
    measure.health = newest.health;
    // A completed measure stays at 100, also when the report that said so is deleted.
    if !is_completed(measure) {
        measure.progress = newest.progress;
    }
}

/// Whether a measure is done, and so to the full.
pub fn is_completed(measure: &measure::Model) -> bool {
    matches!(measure.status, MeasureStatus::Completed | MeasureStatus::EffectConfirmed)
}

/// Reports follow one another by their day, then by their id.
pub fn order(report: &Model) -> (Date, Uuid) {
    (report.reported_on, report.id)
}

/// What a report says.
fn said(report: &Model) -> (Date, Option<Uuid>, i32, Option<Health>, Option<&str>) {
    let Model { reported_on, reported_by_id, progress, health, ref comment, .. } = *report;
    (reported_on, reported_by_id, progress, health, comment.as_deref())
}

mutations! {
    /// Reports how far a measure has come. The update with the latest `reportedOn` sets the measure's progress and
    /// health.
    MeasureUpdate
}
push!(MeasureUpdate, measure_updates);
