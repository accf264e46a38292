//! Writing evaluations.

use derive::{mutations, push, values};
use entity::evaluation::{EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};
use entity::recommendation::{self, RecommendationStatus};
use entity::{Access, Date};

use super::{Evaluation, Finding, Recommendation};
use crate::domain::observation::Observation;
use crate::domain::organisation::OrganisationRef;
use crate::domain::steering::ResultArea;
use crate::domain::territory::Territory;
use crate::write::{Code, CodesOf, Draft, FreeText, Lookup, Parts, Title, UserErrorCode, WebAddress, Writable};

#[values(Evaluation)]
pub struct EvaluationValues {
    /// Åtkomst: who may see it. A push cannot set `RESTRICTED`.
    #[default(INTERNAL)]
    access: Access,
    /// Beställare: who commissioned it. Null: not known.
    commissioner: Option<OrganisationRef>,
    /// Beställd: the day it was commissioned. Null: not yet, or not known.
    commissioned_on: Option<Date>,
    /// The first day of the time that it covers. Null: not known.
    covers_from: Option<Date>,
    /// The last day of the time that it covers. Null: not known.
    covers_to: Option<Date>,
    /// Levererad: the day it was delivered, not in the future. Null: not yet, or not known.
    delivered_on: Option<Date>,
    /// Utvärderare: who made it, an organisation that is known here. Null: not known.
    evaluator: Option<OrganisationRef>,
    /// The evaluator as the source words it, at most 300 characters, for one that is not known here. Null: none.
    evaluator_as_stated: Option<Title>,
    /// Slutsatser: all that the source has, at most 200. Those that it had before and leaves out are removed; what editors
    /// added stays. Null: it has none.
    findings: Option<Parts<Finding>>,
    /// What kind of study it is.
    kind: EvaluationKind,
    /// Utfall: all that the source has, at most 200. Those that it had before and leaves out are removed; what editors added
    /// stays. Null: it has none.
    observations: Option<Parts<Observation>>,
    /// Publicerad: the day it was published, not before it was delivered. Null: not yet, or not known.
    published_on: Option<Date>,
    /// Diarienummer, at most 40 characters. Null: not known.
    registration_number: Option<Code>,
    /// The codes of all result areas that it concerns. One that is not in the framework in force is named by its id. Null: none.
    #[link(evaluation_result_area)]
    result_area_codes: Option<CodesOf<ResultArea>>,
    /// How far it has come.
    #[default(PLANNED)]
    #[own]
    status: EvaluationStatus,
    /// Föremål: what is evaluated, at most 300 characters.
    subject: Title,
    /// What kind of thing is evaluated.
    subject_kind: SubjectKind,
    /// Sammanfattning, at most 20,000 characters. Null: not written.
    summary: Option<FreeText>,
    /// The codes of all territories that it concerns. Null: none.
    #[link(evaluation_territory)]
    territory_codes: Option<CodesOf<Territory>>,
    /// When it is made, seen from what it evaluates. Null: not known.
    timing: Option<EvaluationTiming>,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
    /// The title in English, at most 300 characters. Null: not known.
    title_en: Option<Title>,
    /// Where it can be read. Null: not known.
    url: Option<WebAddress>,
}

impl Writable for Evaluation {
    type Values = EvaluationValues;

    fn apply(values: &EvaluationValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_access(draft.row.access, lookup);
        check_days(draft, lookup);
        let is_closed = |row: &Model| row.status == EvaluationStatus::Closed;
        if draft.before.as_ref().is_some_and(|before| !is_closed(before)) && is_closed(&draft.row) {
            check_answered(draft, lookup);
        }
    }
}

fn check_days(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { covers_from, covers_to, delivered_on, published_on, .. } = draft.row;
    draft.check_order(("coversFrom", covers_from), ("coversTo", covers_to));
    draft.check_order(("deliveredOn", delivered_on), ("publishedOn", published_on));
    draft.check_past("deliveredOn", delivered_on, lookup);
}

/// CLOSED needs every recommendation answered.
fn check_answered(draft: &mut Draft<Model>, lookup: &Lookup) {
    let advice = lookup.by::<Recommendation>(recommendation::Column::EvaluationId, draft.row.id);
    if advice.iter().any(|advice| advice.status == RecommendationStatus::Open) {
        let message = "CLOSED needs every recommendation answered.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
}

mutations!(Evaluation);
push!(Evaluation, evaluations, status);
