//! Writing measures.

use std::sync::Arc;

use derive::{mutations, push, values};
use entity::measure::{Health, MeasureKind, MeasureStatus, Model};
use entity::observation::{self, ObservationStatus};
use entity::{Access, Date, focus_area, measure_update};

use super::update::{is_completed, is_news, order, report};
use super::{Measure, MeasureUpdate};
use crate::domain::action_plan::{ActionPlanKey, FocusArea, FocusAreaKey};
use crate::domain::evaluation::RecommendationKey;
use crate::domain::meeting::DecisionKey;
use crate::domain::organisation::OrganisationKey;
use crate::domain::people::PersonKey;
use crate::domain::steering::ResultArea;
use crate::domain::theme::Theme;
use crate::write::{
    Code, CodeOf, Draft, FreeText, ListOf, Lookup, Parts, Percent, Title, UserErrorCode, Whole, Writable, set_optional,
};

#[values(Measure)]
pub struct MeasureValues {
    /// Åtkomst: who may see it, as far as they may see its plan.
    #[default(INTERNAL)]
    access: Access,
    /// The plan that it belongs to.
    action_plan: ActionPlanKey,
    /// Kod: what the plan calls it, at most 40 characters. Null: it has none.
    code: Option<Code>,
    /// The day it was done, not in the future. Only for a measure that is completed; without it, the day of the step to
    /// `COMPLETED`. Null: the day is not known.
    #[own]
    completed_on: Option<Date>,
    /// The decision that it rests on. Null: none.
    decision: Option<DecisionKey>,
    /// Beskrivning, at most 20,000 characters. Null: none.
    description: Option<FreeText>,
    /// Senast: the day by which it is to be done, not before `startsOn`. Null: not set.
    due_on: Option<Date>,
    /// The focus area, of the same plan. Null: none.
    focus_area: Option<FocusAreaKey>,
    /// Läge: whether it will be done in time. Once there are updates, the newest one sets it, and it cannot be changed
    /// here. Null: not judged.
    health: Option<Health>,
    /// What kind of measure it is.
    #[default(MEASURE)]
    kind: MeasureKind,
    /// Framsteg: how much is done, in percent from 0 to 100; 100 once it is completed. Once there are updates, the
    /// newest one sets it, and it cannot be changed here.
    #[default(0)]
    progress: Percent,
    /// The recommendation that it carries out. Null: none.
    recommendation: Option<RecommendationKey>,
    /// Who is responsible for it.
    responsible: OrganisationKey,
    /// The person who is responsible for it. Null: not said.
    responsible_person: Option<PersonKey>,
    /// Resultatområden: the codes of all result areas that it is to contribute to, at most 100. Of a code that several
    /// frameworks use, the area of the one in force is meant; give the id to name another. Null: none.
    #[link(measure_result_area)]
    result_area_codes: Option<ListOf<CodeOf<ResultArea>>>,
    /// The day it starts. Null: not set.
    starts_on: Option<Date>,
    /// How far it has come.
    #[default(PROPOSED)]
    #[own]
    status: MeasureStatus,
    /// Teman: the codes of all themes that it is about, at most 100. Null: none.
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
        check_day(draft, lookup);
        check_focus(draft, lookup);
        check_effect(draft, lookup);
        take_reports(values, draft, lookup);
    }
}

/// The step to COMPLETED sets the progress and the day; the step back takes the day away. Where a source is behind, both are
/// kept with the status.
fn complete(values: &MeasureValues, draft: &mut Draft<Model>, lookup: &Lookup) {
    if let Some(before) = draft.before.as_ref().filter(|_| draft.status_kept) {
        (draft.row.progress, draft.row.completed_on) = (before.progress, before.completed_on);
        return;
    }
    match (draft.before.as_ref().is_some_and(is_completed), is_completed(&draft.row)) {
        (false, true) => draft.row.completed_on = Some(lookup.today()),
        (true, false) => draft.row.completed_on = None,
        _ => {}
    }
    set_optional(&values.completed_on, &mut draft.row.completed_on);
    if is_completed(&draft.row) {
        check_full(values, draft);
        draft.row.progress = 100;
    }
}

fn check_full(values: &MeasureValues, draft: &mut Draft<Model>) {
    if let Some(Whole(progress)) = values.progress.value().filter(|progress| progress.0 != 100) {
        let message = format!("progress is {progress}, but a completed measure's is 100.");
        draft.error("progress", UserErrorCode::OutOfRange, message);
    }
}

fn check_day(draft: &mut Draft<Model>, lookup: &Lookup) {
    let day = draft.row.completed_on;
    if day.is_some() && !is_completed(&draft.row) {
        draft.error("completedOn", UserErrorCode::Invalid, "completedOn is only for a measure that is completed.");
    } else {
        draft.check_past("completedOn", day, lookup);
    }
}

fn check_focus(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Some(focus) = draft.row.focus_area_id else { return };
    let areas = lookup.by::<FocusArea>(focus_area::Column::Id, focus);
    if areas.iter().any(|area| area.action_plan_id != draft.row.action_plan_id) {
        draft.error("focusArea", UserErrorCode::Invalid, "focusArea belongs to another plan.");
    }
}

/// `EFFECT_CONFIRMED` needs an approved observation on the measure. What a push creates may be in any status: its figures
/// follow.
fn check_effect(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_confirmed = |row: &Model| row.status == MeasureStatus::EffectConfirmed;
    if !is_confirmed(&draft.row) || draft.before.as_ref().is_none_or(is_confirmed) {
        return;
    }
    let shown = lookup.all::<observation::Model>(observation::Column::MeasureId, draft.row.id);
    if !shown.iter().any(|shown| shown.status == ObservationStatus::Approved) {
        let message = "EFFECT_CONFIRMED needs an approved observation on the measure.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
}

/// Once there are reports, the newest one sets progress and health: of those that a push brings and those that stay.
fn take_reports(values: &MeasureValues, draft: &mut Draft<Model>, lookup: &Lookup) {
    let of_measure = |id| lookup.all(measure_update::Column::MeasureId, id);
    let stored = draft.before.as_ref().map_or_else(Arc::default, |before| of_measure(before.id));
    let written: Vec<measure_update::Model> = draft.parts_written().cloned().collect();
    let is_written = |report: &measure_update::Model| written.iter().any(|own| own.id == report.id);
    let stay = stored.iter().filter(|report| !is_written(report) && !draft.removes(report.id));
    let newest = stay.chain(&written).max_by_key(|report| order(report));
    report(&mut draft.row, newest, lookup);
    let Some(newest) = newest else { return };
    check_told(values, newest, draft, lookup);
    let before = stored.iter().find(|report| report.id == newest.id);
    let stays_completed = draft.before.as_ref().is_some_and(is_completed) && is_completed(&draft.row);
    if stays_completed && newest.progress < 100 && is_news(before, newest) {
        let message = "The newest update is below 100, but the measure is completed.";
        draft.error("updates", UserErrorCode::OutOfRange, message);
    }
}

/// Whoever sets progress or health beside reports says the same as the newest one. A source knows its own only: where
/// another's is the newest, that one counts.
fn check_told(values: &MeasureValues, newest: &measure_update::Model, draft: &mut Draft<Model>, lookup: &Lookup) {
    if lookup.is_push() && newest.source.as_deref() != lookup.source() {
        return;
    }
    let follows_status = is_completed(&draft.row) || draft.status_kept;
    let progress = !follows_status && values.progress.value().is_some_and(|told| told.0 != newest.progress);
    let health = values.health.as_opt_ref().is_some_and(|told| told.copied() != newest.health);
    for (field, _) in [("progress", progress), ("health", health)].into_iter().filter(|(_, differs)| *differs) {
        let message = format!("{field} is set by the newest update: use createMeasureUpdate.");
        draft.error(field, UserErrorCode::Invalid, message);
    }
}

mutations!(Measure);
push!(Measure, measures, status);
