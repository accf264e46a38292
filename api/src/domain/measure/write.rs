//! Writing measures.

use std::sync::Arc;

use derive::{mutations, push, values};
use entity::measure::{Health, MeasureKind, MeasureStatus, Model};
use entity::observation::{self, ObservationStatus};
use entity::{Access, Date, focus_area, measure_update};

use super::update::{order, report};
use super::{Measure, MeasureUpdate};
use crate::domain::action_plan::{ActionPlanKey, FocusArea, FocusAreaKey};
use crate::domain::evaluation::RecommendationKey;
use crate::domain::meeting::DecisionKey;
use crate::domain::organisation::OrganisationKey;
use crate::domain::people::PersonKey;
use crate::domain::steering::ResultArea;
use crate::domain::theme::Theme;
use crate::write::{
    Code, CodeOf, Draft, FreeText, ListOf, Lookup, Parts, Percent, Title, UserErrorCode, Writable, set_optional,
};

#[values(Measure)]
pub struct MeasureValues {
    /// Åtkomst: who may see it. A push cannot set `RESTRICTED`.
    #[default(INTERNAL)]
    access: Access,
    /// The plan that it belongs to.
    action_plan: ActionPlanKey,
    /// Kod: what the plan calls it, at most 40 characters. Null: it has none.
    code: Option<Code>,
    /// The day it was done, not in the future; if it is left out, the day of the step to `COMPLETED`. Null: the day is not known.
    #[own]
    completed_on: Option<Date>,
    /// The decision that it rests on. Null: none.
    decision: Option<DecisionKey>,
    /// Beskrivning, at most 20,000 characters. Null: none.
    description: Option<FreeText>,
    /// Senast: the day by which it is to be done. Null: not set.
    due_on: Option<Date>,
    /// The focus area, of the same plan. Null: none.
    focus_area: Option<FocusAreaKey>,
    /// Whether it will be done in time. Once there are updates, the newest one sets it. Null: not judged.
    health: Option<Health>,
    /// What kind of measure it is.
    #[default(MEASURE)]
    kind: MeasureKind,
    /// Framsteg, in percent from 0 to 100. Once there are updates, the newest one sets it.
    #[default(0)]
    progress: Percent,
    /// The recommendation that it carries out. Null: none.
    recommendation: Option<RecommendationKey>,
    /// Who is responsible for it.
    responsible: OrganisationKey,
    /// The person who is responsible for it. Null: not said.
    responsible_person: Option<PersonKey>,
    /// The codes of all result areas that it is to contribute to. One that is not in the framework in force is named by its
    /// id. Null: none.
    #[link(measure_result_area)]
    result_area_codes: Option<ListOf<CodeOf<ResultArea>>>,
    /// The day it starts. Null: not set.
    starts_on: Option<Date>,
    /// How far it has come.
    #[default(PROPOSED)]
    #[own]
    status: MeasureStatus,
    /// The codes of all themes that it is about. Null: none.
    #[link(measure_theme)]
    theme_codes: Option<ListOf<CodeOf<Theme>>>,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
    /// Lägesrapporter: all that the source has, at most 200. Those that it had before and leaves out are removed; what editors
    /// and other sources added stays. Null: it has none.
    updates: Option<Parts<MeasureUpdate>>,
}

impl Writable for Measure {
    type Values = MeasureValues;

    fn apply(values: &MeasureValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_access(draft.row.access, lookup);
        draft.check_order(("startsOn", draft.row.starts_on), ("dueOn", draft.row.due_on));
        draft.step(&values.status, lookup, |row| &mut row.status);
        complete(values, draft, lookup);
        set_optional(&values.completed_on, &mut draft.row.completed_on);
        check_day(draft, lookup);
        check_progress(draft, lookup);
        check_focus(draft, lookup);
        check_effect(draft, lookup);
        take_reports(draft, lookup);
    }
}

fn is_completed(row: &Model) -> bool {
    matches!(row.status, MeasureStatus::Completed | MeasureStatus::EffectConfirmed)
}

fn was_completed(draft: &Draft<Model>) -> bool {
    draft.before.as_ref().is_some_and(is_completed)
}

/// The step to COMPLETED sets the progress and the day; the step back takes the day away, and the newest report says the
/// progress again.
fn complete(values: &MeasureValues, draft: &mut Draft<Model>, lookup: &Lookup) {
    match (was_completed(draft), is_completed(&draft.row)) {
        (false, true) => {
            if values.progress.value().is_some_and(|progress| progress.0 != 100) {
                draft.error("progress", UserErrorCode::OutOfRange, "A completed measure's progress is 100.");
            }
            (draft.row.progress, draft.row.completed_on) = (100, Some(lookup.today()));
        }
        (true, false) => {
            draft.row.completed_on = None;
            if let Some(newest) = newest_stored(draft, lookup) {
                draft.row.progress = newest.progress;
            }
        }
        _ => {}
    }
}

fn stored_reports(draft: &Draft<Model>, lookup: &Lookup) -> Arc<Vec<measure_update::Model>> {
    if draft.is_new() {
        return Arc::default();
    }
    lookup.all(measure_update::Column::MeasureId, draft.row.id)
}

fn newest_stored(draft: &Draft<Model>, lookup: &Lookup) -> Option<measure_update::Model> {
    stored_reports(draft, lookup).iter().max_by_key(|report| order(report)).cloned()
}

fn check_day(draft: &mut Draft<Model>, lookup: &Lookup) {
    let day = draft.row.completed_on;
    if day.is_some() && !is_completed(&draft.row) {
        draft.error("completedOn", UserErrorCode::Invalid, "completedOn is only for a measure that is completed.");
    } else {
        draft.check_past("completedOn", day, lookup);
    }
}

/// Once there are reports, the newest one sets progress and health; and a completed measure's progress stays 100.
fn check_progress(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Some(before) = draft.before.clone() else { return };
    let progress = draft.row.progress;
    if is_completed(&before) && is_completed(&draft.row) && progress != 100 {
        let message = format!("progress is {progress}, but a completed measure's is 100.");
        return draft.error("progress", UserErrorCode::OutOfRange, message);
    }
    let is_step = is_completed(&draft.row) != is_completed(&before);
    let set = [("progress", progress != before.progress && !is_step), ("health", draft.row.health != before.health)];
    for (field, _) in set.into_iter().filter(|(_, differs)| *differs) {
        if newest_stored(draft, lookup).is_some() {
            let message = format!("{field} is set by the newest update: use createMeasureUpdate.");
            draft.error(field, UserErrorCode::Invalid, message);
        }
    }
}

fn check_focus(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Some(focus) = draft.row.focus_area_id else { return };
    let areas = lookup.by::<FocusArea>(focus_area::Column::Id, focus);
    if areas.iter().any(|area| area.action_plan_id != draft.row.action_plan_id) {
        draft.error("focusArea", UserErrorCode::Invalid, "focusArea belongs to another plan.");
    }
}

/// `EFFECT_CONFIRMED` needs an approved observation on the measure.
fn check_effect(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_confirmed = |row: &Model| row.status == MeasureStatus::EffectConfirmed;
    if !is_confirmed(&draft.row) || draft.before.as_ref().is_some_and(is_confirmed) {
        return;
    }
    let shown = lookup.all::<observation::Model>(observation::Column::MeasureId, draft.row.id);
    if !shown.iter().any(|shown| shown.status == ObservationStatus::Approved) {
        let message = "EFFECT_CONFIRMED needs an approved observation on the measure.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
}

/// The newest of the reports that a push brings and of those that stay sets progress and health.
fn take_reports(draft: &mut Draft<Model>, lookup: &Lookup) {
    let written: Vec<measure_update::Model> = draft.parts_written().cloned().collect();
    let stored = stored_reports(draft, lookup);
    if written.is_empty() && !stored.iter().any(|report| draft.removes(report.id)) {
        return;
    }
    let is_written = |id| written.iter().any(|report| report.id == id);
    let stays = |report: &&measure_update::Model| !is_written(report.id) && !draft.removes(report.id);
    let Some(newest) = stored.iter().filter(stays).chain(&written).max_by_key(|report| order(report)) else { return };
    if is_completed(&draft.row) && newest.progress < 100 && is_written(newest.id) {
        let message = "The newest update is below 100, but the measure is completed.";
        return draft.error("updates", UserErrorCode::OutOfRange, message);
    }
    report(&mut draft.row, newest);
}

mutations!(Measure);
push!(Measure, measures, status);
