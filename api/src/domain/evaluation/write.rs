//! Writing evaluations.

use derive::{mutations, push, values};
use entity::evaluation::{EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};
use entity::recommendation::{self, RecommendationStatus};
use entity::{Access, Date, criterion_rating};
use sea_orm::ActiveEnum;

use super::rating::{COHERENCE, is_before_coherence, is_coherence, ratings_of};
use super::{CriterionRating, Evaluation, Finding, Recommendation};
use crate::domain::observation::Observation;
use crate::domain::organisation::OrganisationKey;
use crate::domain::steering::ResultArea;
use crate::domain::territory::Territory;
use crate::domain::theme::Theme;
use crate::write::{Code, CodeOf, Draft, FreeText, ListOf, Lookup, Parts, Title, UserErrorCode, WebAddress, Writable};

#[values(Evaluation)]
pub struct EvaluationValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// Beställare: who commissioned it. Null: not known.
    commissioner: Option<OrganisationKey>,
    /// Beställd: the day it was commissioned. Null: not yet, or not known.
    commissioned_on: Option<Date>,
    /// The first day of the time that it covers. Null: not known.
    covers_from: Option<Date>,
    /// The last day of the time that it covers, not before `coversFrom`. Null: not known.
    covers_to: Option<Date>,
    /// Betyg: all ratings that the source has, one for each criterion. Those that it had before and leaves out are removed;
    /// what editors added stays. Null: it has none.
    criterion_ratings: Option<Parts<CriterionRating>>,
    /// Levererad: the day it was delivered, not in the future. Null: not yet, or not known.
    delivered_on: Option<Date>,
    /// Utvärderare: who made it, an organisation that is known here. Null: not known, or only in words, in
    /// `evaluatorAsStated`.
    evaluator: Option<OrganisationKey>,
    /// The evaluator as the source words it, at most 300 characters, for one that is not known here. Null: none.
    evaluator_as_stated: Option<Title>,
    /// Slutsatser, iakttagelser, behov och brister: all that the source has, at most 200. Those that it had before and
    /// leaves out are removed; what editors added stays. Null: it has none.
    findings: Option<Parts<Finding>>,
    /// What kind of study it is.
    kind: EvaluationKind,
    /// Utfall: all that the source has, at most 200. Those that it had before and leaves out are removed; what editors added
    /// stays. Null: it has none.
    observations: Option<Parts<Observation>>,
    /// Publicerad: the day it was published, not before it was delivered. Null: not yet, or not known.
    published_on: Option<Date>,
    /// Rekommendationer: all that the source has, at most 200. Those that it had before and leaves out are removed; what
    /// editors added stays. Null: it has none.
    recommendations: Option<Parts<Recommendation>>,
    /// Diarienummer, as the agency writes it, at most 40 characters. Null: it has none, or not known.
    registration_number: Option<Code>,
    /// Resultatområden: the codes of all result areas that it concerns, at most 100. Of a code that several frameworks
    /// use, the area of the one in force is meant; give the id to name another. Null: none.
    #[link(evaluation_result_area)]
    result_area_codes: Option<ListOf<CodeOf<ResultArea>>>,
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
    /// Territorier: the codes of all territories that it concerns, at most 100. Null: none.
    #[link(evaluation_territory)]
    territory_codes: Option<ListOf<CodeOf<Territory>>>,
    /// Teman: the codes of all themes that it is about, at most 100. Null: none.
    #[link(evaluation_theme)]
    theme_codes: Option<ListOf<CodeOf<Theme>>>,
    /// When it is made, seen from what it evaluates. Null: not known, or none of the values fits.
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
        check_criteria(draft, lookup);
        if !draft.is_new() && is_closed(&draft.row) {
            check_answered(draft, lookup);
        }
    }
}

pub(super) fn is_closed(evaluation: &Model) -> bool {
    evaluation.status == EvaluationStatus::Closed
}

fn check_days(draft: &mut Draft<Model>, lookup: &Lookup) {
    let Model { covers_from, covers_to, delivered_on, published_on, .. } = draft.row;
    draft.check_order(("coversFrom", covers_from), ("coversTo", covers_to));
    draft.check_order(("deliveredOn", delivered_on), ("publishedOn", published_on));
    draft.check_past("deliveredOn", delivered_on, lookup);
}

/// The evaluation's ratings, with those that a push brings: one for each criterion, and none by a criterion that was not in
/// use when the evaluation was delivered.
fn check_criteria(draft: &mut Draft<Model>, lookup: &Lookup) {
    let written: Vec<criterion_rating::Model> = draft.parts_written().cloned().collect();
    let is_early = is_before_coherence(&draft.row);
    if written.is_empty() && !is_early {
        return;
    }
    let mut all = if draft.is_new() { Vec::new() } else { ratings_of(draft.row.id, lookup) };
    all.retain(|rating| !draft.removes(rating.id) && !written.iter().any(|own| own.id == rating.id));
    all.extend(written.iter().cloned());
    let mut seen = Vec::new();
    for rating in &all {
        if seen.contains(&rating.criterion) {
            let message = format!("The evaluation would be rated by {} twice.", rating.criterion.to_value());
            draft.error("criterionRatings", UserErrorCode::AlreadyExists, message);
        }
        seen.push(rating.criterion);
    }
    if is_early && all.iter().any(is_coherence) {
        let day = if draft.row.delivered_on.is_some() { "deliveredOn" } else { "publishedOn" };
        let field = if written.iter().any(is_coherence) { "criterionRatings" } else { day };
        draft.error(field, UserErrorCode::Invalid, COHERENCE);
    }
}

/// CLOSED needs every recommendation answered; at one that is closed already none is opened.
fn check_answered(draft: &mut Draft<Model>, lookup: &Lookup) {
    let is_open = |advice: &recommendation::Model| advice.status == RecommendationStatus::Open;
    let written: Vec<recommendation::Model> = draft.parts_written().cloned().collect();
    let is_replaced = |id| draft.removes(id) || written.iter().any(|advice| advice.id == id);
    let stored = lookup.by::<Recommendation>(recommendation::Column::EvaluationId, draft.row.id);
    let was_closed = draft.before.as_ref().is_some_and(is_closed);
    let was_open = |id| stored.iter().any(|advice| advice.id == id && is_open(advice));
    let is_opened = written.iter().any(|advice| is_open(advice) && !(was_closed && was_open(advice.id)));
    if is_opened || !was_closed && stored.iter().any(|advice| is_open(advice) && !is_replaced(advice.id)) {
        let message = "CLOSED needs every recommendation answered.";
        draft.error("status", UserErrorCode::InvalidTransition, message);
    }
}

mutations!(Evaluation);
push!(Evaluation, evaluations, status);
