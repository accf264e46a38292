//! Writing measures.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::measure::{Health, MeasureKind, MeasureStatus, Model};
use entity::observation::ObservationStatus;
use entity::{Access, Date, measure_result_area, measure_update};
use sea_orm::sea_query::ExprTrait;

use super::{Measure, MeasureUpdate};
use crate::domain::action_plan::{ActionPlan, FocusArea};
use crate::domain::desk::Desk;
use crate::domain::editing::{Draft, Editable, Referrer};
use crate::domain::evaluation::Recommendation;
use crate::domain::links::{self, LinkEdit, Owner};
use crate::domain::meeting::Decision;
use crate::domain::mutation::{mutations, payload};
use crate::domain::observation::Observation;
use crate::domain::people::Person;
use crate::domain::reference::{self, OrganisationRef};
use crate::domain::status::step;
use crate::domain::steering::ResultArea;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::form::{CODE, FREE_TEXT, Form, TITLE};
use crate::kit::node::Node;
use crate::kit::payload::UserErrorCode;
use crate::kit::rows::with_id;
use crate::ledger::Change;

/// Uppgifter om en åtgärd.
#[derive(Debug, Clone, InputObject)]
pub struct MeasureValues {
    /// Åtkomst. `INTERNAL` if nothing is said.
    access: MaybeUndefined<Access>,
    /// The plan that it belongs to. Needed for a new one.
    action_plan: MaybeUndefined<ID>,
    /// Kod: what the plan calls it, at most 40 characters. Null: it has none.
    code: MaybeUndefined<String>,
    /// The day it was done. The day of the step if nothing is said. Null: the day is not known.
    completed_on: MaybeUndefined<Date>,
    /// The decision that it rests on. Null: none.
    decision: MaybeUndefined<ID>,
    /// Beskrivning, at most 20,000 characters. Null: none.
    description: MaybeUndefined<String>,
    /// Senast: the day by which it is to be done. Null: not set.
    due_on: MaybeUndefined<Date>,
    /// The focus area, of the same plan. Null: none.
    focus_area: MaybeUndefined<ID>,
    /// Whether it will be done in time. Once there are updates, the newest one sets it. Null: not judged.
    health: MaybeUndefined<Health>,
    /// What kind of measure it is. `MEASURE` if nothing is said.
    kind: MaybeUndefined<MeasureKind>,
    /// Framsteg, in percent from 0 to 100. Once there are updates, the newest one sets it. 0 if nothing is said.
    progress: MaybeUndefined<i32>,
    /// The recommendation that it carries out. Null: none.
    recommendation: MaybeUndefined<ID>,
    /// Who answers for it. Needed for a new one.
    responsible: MaybeUndefined<OrganisationRef>,
    /// The person who answers for it. Null: not said.
    responsible_person: MaybeUndefined<ID>,
    /// The codes of all result areas that it is to contribute to. Null: none.
    result_area_codes: MaybeUndefined<Vec<String>>,
    /// The day it starts. Null: not set.
    starts_on: MaybeUndefined<Date>,
    /// How far it has come. A new one begins as `PROPOSED`.
    status: MaybeUndefined<MeasureStatus>,
    /// Titel, in Swedish, at most 300 characters. Needed for a new one.
    title: MaybeUndefined<String>,
}

impl Editable for Measure {
    type Values = MeasureValues;
    type Links = LinkEdit<measure_result_area::Model>;

    const REFERRERS: &'static [Referrer] = &[Referrer {
        by: "Observation.measure",
        table: "observation",
        column: "measure_id",
        visible: Observation::visible,
    }];

    async fn apply(
        values: MeasureValues,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<Self::Links> {
        let MeasureValues {
            access,
            action_plan,
            code,
            completed_on,
            decision,
            description,
            due_on,
            focus_area,
            health,
            kind,
            progress,
            recommendation,
            responsible,
            responsible_person,
            result_area_codes,
            starts_on,
            status,
            title,
        } = values;
        form.access(access, &mut row.access, desk.manner_pushes());
        form.clearable_text("code", code, &mut row.code, CODE);
        form.clearable_text("description", description, &mut row.description, FREE_TEXT);
        form.clearable(due_on, &mut row.due_on);
        form.clearable(health, &mut row.health);
        form.set_or_keep("kind", kind, &mut row.kind);
        let stated = progress.value().copied();
        form.number("progress", progress, &mut row.progress, 0..=100);
        form.clearable(starts_on, &mut row.starts_on);
        form.text("title", title, &mut row.title, TITLE);
        form.in_order(("startsOn", row.starts_on), ("dueOn", row.due_on));
        let plan = desk.by_id::<ActionPlan>(form, "actionPlan", action_plan).await?;
        form.set("actionPlan", plan, &mut row.action_plan_id);
        let decision = desk.by_id::<Decision>(form, "decision", decision).await?;
        form.clearable(decision, &mut row.decision_id);
        let focus = desk.by_id::<FocusArea>(form, "focusArea", focus_area).await?;
        form.clearable(focus, &mut row.focus_area_id);
        let recommendation = desk.by_id::<Recommendation>(form, "recommendation", recommendation).await?;
        form.clearable(recommendation, &mut row.recommendation_id);
        let responsible = reference::organisation(desk, form, "responsible", responsible).await?;
        form.set("responsible", responsible, &mut row.responsible_id);
        let person = desk.by_id::<Person>(form, "responsiblePerson", responsible_person).await?;
        form.clearable(person, &mut row.responsible_person_id);
        step(form, desk, before.map(|before| before.status), status, &mut row.status);
        complete(before, row, stated, form, desk).await?;
        form.clearable(completed_on, &mut row.completed_on);
        check_day(row, form, desk);
        let owner = Owner { id: row.id, is_new: before.is_none() };
        links::by_codes::<_, ResultArea>(owner, ("resultAreaCodes", result_area_codes), form, desk).await
    }

    async fn check(drafts: &mut [Draft<'_, Model>], desk: &Desk) -> Result<()> {
        for Draft { before, row, form } in drafts {
            check_progress(*before, row, form, desk).await?;
            check_focus(row, form, desk).await?;
            let confirmed = |status| status == MeasureStatus::EffectConfirmed;
            if confirmed(row.status) && !before.is_some_and(|before| confirmed(before.status)) {
                check_effect(row, form, desk).await?;
            }
        }
        Ok(())
    }

    /// Its reports and links are its own.
    async fn clear(row: &Model, desk: &Desk, change: &mut Change) -> Result<()> {
        change.delete(desk.links_of::<measure_result_area::Model>(row.id).await?).await?;
        let updates = desk.locked::<MeasureUpdate>(desk.with_any::<measure_update::Model>("measure_id", [row.id]));
        change.delete(updates.await?).await
    }
}

fn is_completed(status: MeasureStatus) -> bool {
    matches!(status, MeasureStatus::Completed | MeasureStatus::EffectConfirmed)
}

/// The step to COMPLETED sets the progress and the day; the step back takes the day away, and the newest report tells
/// the progress again.
async fn complete(
    before: Option<&Model>,
    row: &mut Model,
    stated: Option<i32>,
    form: &mut Form,
    desk: &Desk,
) -> Result<()> {
    match (before.is_some_and(|before| is_completed(before.status)), is_completed(row.status)) {
        (false, true) => {
            if stated.is_some_and(|progress| progress != 100) {
                form.refuse("progress", UserErrorCode::OutOfRange, "A completed measure's progress is 100.");
            }
            row.progress = 100;
            row.completed_on = Some(desk.today());
        }
        (true, false) => {
            row.completed_on = None;
            if let Some(newest) = newest_report(row, desk).await? {
                row.progress = newest.progress;
            }
        }
        _ => {}
    }
    Ok(())
}

async fn newest_report(row: &Model, desk: &Desk) -> Result<Option<measure_update::Model>> {
    let reports = desk.find::<MeasureUpdate>(desk.with_any::<measure_update::Model>("measure_id", [row.id])).await?;
    Ok(reports.into_iter().max_by_key(|report| (report.reported_on, report.id)))
}

fn check_day(row: &Model, form: &mut Form, desk: &Desk) {
    let Some(day) = row.completed_on else { return };
    if !is_completed(row.status) {
        form.refuse("completedOn", UserErrorCode::Invalid, "completedOn is only for a measure that is completed.");
    } else if day > desk.today() {
        form.refuse("completedOn", UserErrorCode::OutOfRange, "completedOn lies after today.");
    }
}

/// Once there are reports, the newest one sets progress and health; and a completed measure's progress stays 100.
async fn check_progress(before: Option<&Model>, row: &Model, form: &mut Form, desk: &Desk) -> Result<()> {
    let Some(before) = before else { return Ok(()) };
    if is_completed(before.status) && is_completed(row.status) && row.progress != 100 {
        let message = format!("progress is {}, but a completed measure's is 100.", row.progress);
        form.refuse("progress", UserErrorCode::OutOfRange, message);
        return Ok(());
    }
    let stepped = is_completed(row.status) != is_completed(before.status);
    let set = [("progress", row.progress != before.progress && !stepped), ("health", row.health != before.health)];
    let differ = set.into_iter().filter_map(|(field, differs)| differs.then_some(field));
    let differ: Vec<&str> = differ.collect();
    if differ.is_empty() || newest_report(row, desk).await?.is_none() {
        return Ok(());
    }
    for field in differ {
        let message = format!("{field} is set by the newest update: use createMeasureUpdate.");
        form.refuse(field, UserErrorCode::Invalid, message);
    }
    Ok(())
}

async fn check_focus(row: &Model, form: &mut Form, desk: &Desk) -> Result<()> {
    let Some(focus) = row.focus_area_id else { return Ok(()) };
    let found = desk.find::<FocusArea>(with_id::<entity::focus_area::Model>(focus)).await?;
    if found.iter().any(|area| area.action_plan_id != row.action_plan_id) {
        form.refuse("focusArea", UserErrorCode::Invalid, "focusArea belongs to another plan.");
    }
    Ok(())
}

async fn check_effect(row: &Model, form: &mut Form, desk: &Desk) -> Result<()> {
    let approved = col::<entity::observation::Model>("status").eq(ObservationStatus::Approved);
    let shown = desk.with_any::<entity::observation::Model>("measure_id", [row.id]).add(approved);
    if desk.find::<Observation>(shown).await?.is_empty() {
        let message = "EFFECT_CONFIRMED needs an approved observation on the measure.";
        form.refuse("status", UserErrorCode::InvalidTransition, message);
    }
    Ok(())
}

payload!(CreateMeasurePayload { measure: Measure });
payload!(UpdateMeasurePayload { measure: Measure });

mutations! {
    Measure with MeasureValues, MeasureMutation;
    create_measure(CreateMeasureInput) -> CreateMeasurePayload;
    update_measure(UpdateMeasureInput) -> UpdateMeasurePayload;
    delete_measure(DeleteMeasureInput) -> DeleteMeasurePayload;
}
