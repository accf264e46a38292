//! Writing observations, by themselves or with the evaluation that states them.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::observation::{Claim, Model, ObservationStatus, Qualifier};
use entity::{Access, Date};
use uuid::Uuid;

use super::Observation;
use crate::domain::children::Child;
use crate::domain::desk::Desk;
use crate::domain::editing::{Editable, Referrer};
use crate::domain::evaluation::Evaluation;
use crate::domain::indicator::Indicator;
use crate::domain::measure::Measure;
use crate::domain::mutation::{mutations, payload};
use crate::domain::status::step;
use crate::domain::territory::Territory;
use crate::error::Result;
use crate::kit::form::{FREE_TEXT, Form, TITLE};
use crate::kit::payload::UserErrorCode;

/// Uppgifter om ett utfall, whatever it belongs to.
#[derive(Debug, Clone, InputObject)]
pub struct ObservationValues {
    /// Åtkomst. `INTERNAL` if nothing is said.
    access: MaybeUndefined<Access>,
    /// What the figure claims to be. Needed for a new one.
    claim: MaybeUndefined<Claim>,
    /// The code of the indicator. Needed for a new one.
    pub(in crate::domain) indicator_code: MaybeUndefined<String>,
    /// The first day of its period. Null: the period is not known; then `periodTo` must be null too.
    period_from: MaybeUndefined<Date>,
    /// The last day of its period. Null: the period is not known; then `periodFrom` must be null too.
    period_to: MaybeUndefined<Date>,
    /// How the source words the figure. Needed when, and only when, there is a `value`.
    qualifier: MaybeUndefined<Qualifier>,
    /// Citat: the source's own words, at most 20,000 characters. Null: not quoted.
    quote: MaybeUndefined<String>,
    /// How far it has come. `SUBMITTED` if nothing is said. It is so again when the figure of an approved one changes,
    /// unless the same write says that the new figure is approved.
    status: MaybeUndefined<ObservationStatus>,
    /// The territory as the source words it, at most 300 characters. Null: not stated in words.
    territory_as_stated: MaybeUndefined<String>,
    /// The code of the territory where it holds. Null: not said.
    pub(in crate::domain) territory_code: MaybeUndefined<String>,
    /// Värde, in the indicator's unit: 0, or of a size from 10⁻⁶ to 10¹⁵. Null: there are only words; then `valueText` is needed.
    value: MaybeUndefined<f64>,
    /// Värde i ord, at most 300 characters. Null: there is only a figure; then `value` is needed.
    value_text: MaybeUndefined<String>,
}

impl ObservationValues {
    /// Applies the values, and checks what must hold between them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn apply(self, before: Option<&Model>, row: &mut Model, form: &mut Form, desk: &Desk) -> Result<()> {
        let Self {
            access,
            claim,
            indicator_code,
            period_from,
            period_to,
            qualifier,
            quote,
            status,
            territory_as_stated,
            territory_code,
            value,
            value_text,
        } = self;
        form.access(access, &mut row.access, desk.manner_pushes());
        form.set("claim", claim, &mut row.claim);
        form.clearable(period_from, &mut row.period_from);
        form.clearable(period_to, &mut row.period_to);
        form.clearable(qualifier, &mut row.qualifier);
        form.clearable_text("quote", quote, &mut row.quote, FREE_TEXT);
        form.clearable_text("territoryAsStated", territory_as_stated, &mut row.territory_as_stated, TITLE);
        form.clearable(value, &mut row.value);
        form.clearable_text("valueText", value_text, &mut row.value_text, TITLE);
        let indicator = desk.by_code::<Indicator>(form, "indicatorCode", indicator_code).await?;
        form.set("indicatorCode", indicator, &mut row.indicator_id);
        let territory = desk.by_code::<Territory>(form, "territoryCode", territory_code).await?;
        form.clearable(territory, &mut row.territory_id);
        if let Some(before) = before.filter(|before| figure(before) != figure(row)) {
            let corrected = before.status == ObservationStatus::Returned && desk.manner_pushes();
            if corrected || before.status == ObservationStatus::Approved {
                row.status = ObservationStatus::Submitted;
            }
        }
        let present = before.map(|_| row.status);
        step(form, desk, present, status, &mut row.status);
        check(row, form);
        Ok(())
    }
}

/// What an approval approves.
type Figure<'a> = (Option<f64>, &'a Option<String>, Option<Qualifier>, [Option<Date>; 2], [Option<Uuid>; 2]);

fn figure(row: &Model) -> Figure<'_> {
    let of = [Some(row.indicator_id), row.territory_id];
    (row.value, &row.value_text, row.qualifier, [row.period_from, row.period_to], of)
}

/// Figures of this size are read back from both databases to the last digit.
const SIZES: std::ops::RangeInclusive<f64> = 1e-6..=1e15;

fn check(row: &Model, form: &mut Form) {
    form.in_order(("periodFrom", row.period_from), ("periodTo", row.period_to));
    if row.period_from.is_some() != row.period_to.is_some() {
        let missing = if row.period_from.is_some() { "periodTo" } else { "periodFrom" };
        form.refuse(missing, UserErrorCode::Required, "periodFrom and periodTo are given both or not at all.");
    }
    if row.value.is_none() && row.value_text.is_none() {
        form.refuse("value", UserErrorCode::Required, "value or valueText is required.");
    }
    match (row.value, row.qualifier) {
        (Some(value), _) if value != 0.0 && !SIZES.contains(&value.abs()) => {
            let message =
                format!("value is {value}; unless it is 0 its size must be {:e} to {:e}.", SIZES.start(), SIZES.end());
            form.refuse("value", UserErrorCode::OutOfRange, message);
        }
        (Some(_), None) => form.refuse("qualifier", UserErrorCode::Required, "qualifier is required with a value."),
        (None, Some(_)) => {
            form.refuse("qualifier", UserErrorCode::Invalid, "qualifier must be null without a value.");
        }
        _ => {}
    }
}

/// Uppgifter om ett utfall, and what it belongs to.
#[derive(Debug, Clone, InputObject)]
pub struct NewObservation {
    /// The evaluation that states it. Null: it is not from an evaluation.
    evaluation: MaybeUndefined<ID>,
    /// The measure whose effect it shows. Null: none.
    measure: MaybeUndefined<ID>,
    #[graphql(flatten)]
    values: ObservationValues,
}

impl Editable for Observation {
    type Values = NewObservation;
    type Links = ();

    const REFERRERS: &'static [Referrer] = &[];

    async fn apply(
        values: NewObservation,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        let NewObservation { evaluation, measure, values } = values;
        let evaluation = desk.by_id::<Evaluation>(form, "evaluation", evaluation).await?;
        form.clearable(evaluation, &mut row.evaluation_id);
        let pushed = before.filter(|before| before.external_id.is_some());
        if pushed.is_some_and(|before| before.evaluation_id != row.evaluation_id) {
            let message = "evaluation cannot be changed: the observation was pushed, and is found again there.";
            form.refuse("evaluation", UserErrorCode::Invalid, message);
        }
        let measure = desk.by_id::<Measure>(form, "measure", measure).await?;
        form.clearable(measure, &mut row.measure_id);
        values.apply(before, row, form, desk).await
    }
}

impl Child for Observation {
    type Values = ObservationValues;
    const PARENT: &'static str = "evaluation_id";

    fn parent(row: &Model) -> Option<Uuid> {
        row.evaluation_id
    }

    fn external_id(row: &Model) -> Option<&str> {
        row.external_id.as_deref()
    }

    fn restricted(row: &Model) -> bool {
        row.access == Access::Restricted
    }

    fn blank(parent: Uuid, source: &str, external_id: &str) -> Model {
        let (source, external_id) = (Some(source.to_owned()), Some(external_id.to_owned()));
        Model { id: Uuid::now_v7(), evaluation_id: Some(parent), source, external_id, ..Default::default() }
    }

    async fn apply(
        values: ObservationValues,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        values.apply(before, row, form, desk).await
    }
}

payload!(CreateObservationPayload { observation: Observation });
payload!(UpdateObservationPayload { observation: Observation });

mutations! {
    Observation with NewObservation, ObservationMutation;
    create_observation(CreateObservationInput) -> CreateObservationPayload;
    update_observation(UpdateObservationInput) -> UpdateObservationPayload;
    delete_observation(DeleteObservationInput) -> DeleteObservationPayload;
}
