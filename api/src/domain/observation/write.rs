//! Writing observations, by themselves or with the evaluation that states them.

use derive::{mutations, push, values};
use entity::measure::{self, MeasureStatus};
use entity::observation::{Claim, Column, Model, ObservationStatus, Qualifier};
use entity::{Access, Date};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::Observation;
use crate::domain::evaluation::EvaluationKey;
use crate::domain::indicator::Indicator;
use crate::domain::measure::{Measure, MeasureKey};
use crate::domain::territory::Territory;
use crate::write::{CodeOf, Draft, Figure, FreeText, Lookup, Title, UserErrorCode, Writable};

#[values(Observation)]
pub struct ObservationValues {
    /// Åtkomst: who may see it, as far as they may see its evaluation and its measure.
    #[default(INTERNAL)]
    access: Access,
    /// What the figure claims to be.
    claim: Claim,
    /// The evaluation that states it. Null: it is not from an evaluation.
    #[creation]
    evaluation: Option<EvaluationKey>,
    /// The code of the indicator.
    indicator_code: CodeOf<Indicator>,
    /// The measure whose effect it shows. Null: none.
    measure: Option<MeasureKey>,
    /// The first day of its period. Null: the period is not known; then `periodTo` must be null too.
    period_from: Option<Date>,
    /// The last day of its period, not before `periodFrom`. Null: the period is not known; then `periodFrom` must be
    /// null too.
    period_to: Option<Date>,
    /// How the source words the figure. Null: there is no `value`; with one it is required.
    qualifier: Option<Qualifier>,
    /// Citat: the source's own words, at most 20,000 characters. Null: not quoted.
    quote: Option<FreeText>,
    /// How far it has come. When an approved one comes to say something else, by its figure, period, place, claim or measure, it
    /// is `SUBMITTED` again, unless the same write says that the new one is approved.
    #[default(SUBMITTED)]
    #[own]
    status: ObservationStatus,
    /// The territory as the source words it, at most 300 characters. Null: not stated in words.
    territory_as_stated: Option<Title>,
    /// The code of the territory where it holds. Null: not said.
    territory_code: Option<CodeOf<Territory>>,
    /// Värde, in the indicator's unit: 0, or of a size from 10⁻⁶ to 10¹⁵. Null: there are only words; then `valueText` is required.
    value: Option<Figure>,
    /// Värde i ord, at most 300 characters. Null: there is only a figure; then `value` is required.
    value_text: Option<Title>,
}

impl Writable for Observation {
    type Values = ObservationValues;

    fn pushed_by_itself() -> Condition {
        Condition::all().add(Column::EvaluationId.is_null())
    }

    fn apply(values: &ObservationValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_access(draft.row.access, lookup);
        if let Some(before) = draft.before.as_ref().filter(|before| statement(before) != statement(&draft.row)) {
            let is_corrected = before.status == ObservationStatus::Returned && lookup.is_push();
            if is_corrected || before.status == ObservationStatus::Approved {
                draft.row.status = ObservationStatus::Submitted;
            }
        }
        draft.step(&values.status, lookup, |row| &mut row.status);
        check_period(draft);
        check_figure(draft);
    }

    /// A measure whose effect is confirmed keeps what shows it.
    fn check_deletion(field: &'static str, draft: &mut Draft<Model>, lookup: &Lookup) {
        let Some(id) = draft.row.measure_id.filter(|_| draft.row.status == ObservationStatus::Approved) else { return };
        let measures = lookup.locked::<Measure>(measure::Column::Id, id);
        let is_confirmed = measures.iter().any(|measure| measure.status == MeasureStatus::EffectConfirmed);
        let own = draft.row.id;
        let shows = |other: &Model| other.id != own && other.status == ObservationStatus::Approved;
        if is_confirmed && !lookup.all::<Model>(Column::MeasureId, id).iter().any(shows) {
            let message = "The measure is EFFECT_CONFIRMED, which needs an approved observation.";
            draft.error(field, UserErrorCode::InUse, message);
        }
    }
}

/// What an approval approves: the figure, what it claims to be, and of what.
type StatementOf<'a> =
    (Claim, Option<f64>, Option<Qualifier>, [Option<Date>; 2], [&'a Option<String>; 2], [Option<Uuid>; 3]);

fn statement(row: &Model) -> StatementOf<'_> {
    let words = [&row.value_text, &row.territory_as_stated];
    let of = [Some(row.indicator_id), row.territory_id, row.measure_id];
    (row.claim, row.value, row.qualifier, [row.period_from, row.period_to], words, of)
}

fn check_period(draft: &mut Draft<Model>) {
    let Model { period_from, period_to, .. } = draft.row;
    draft.check_order(("periodFrom", period_from), ("periodTo", period_to));
    if period_from.is_some() != period_to.is_some() {
        let missing = if period_from.is_some() { "periodTo" } else { "periodFrom" };
        draft.error(missing, UserErrorCode::Required, "periodFrom and periodTo must be given both or not at all.");
    }
}

fn check_figure(draft: &mut Draft<Model>) {
    let Model { value, qualifier, .. } = draft.row;
    if value.is_none() && draft.row.value_text.is_none() && draft.form.is_clean() {
        draft.error("value", UserErrorCode::Required, "value or valueText is required.");
    }
    match (value, qualifier) {
        (Some(_), None) => draft.error("qualifier", UserErrorCode::Required, "qualifier is required with a value."),
        (None, Some(_)) if draft.form.is_clean() => {
            draft.error("qualifier", UserErrorCode::Invalid, "qualifier must be null without a value.");
        }
        _ => {}
    }
}

mutations!(Observation);
push!(Observation, observations, status);
