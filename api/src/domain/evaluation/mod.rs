//! Evaluations, with what they found and recommend.

mod finding;
mod rating;
mod recommendation;
mod response;
mod statistics;
mod write;

use derive::{filter, key, object, order, roots};
use entity::evaluation::{Column, EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};

use super::meeting::{AgendaItem, Decision};
use super::observation::Observation;
use super::organisation::Organisation;
use super::record::Document;
use super::reference::ExternalKey;
use super::steering::ResultArea;
use super::territory::{AtOrBelow, Territory};
use super::theme::Theme;
use crate::kit::column::among_these;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::Sight;
use crate::kit::visibility::Visibility;

pub use finding::{Finding, FindingKey, FindingMutation};
pub use rating::{CriterionRating, CriterionRatingKey, CriterionRatingMutation};
pub use recommendation::{Recommendation, RecommendationKey, RecommendationMutation};
pub use response::{ManagementResponse, ManagementResponseKey, ManagementResponseMutation};
pub use statistics::{EvaluationGroup, RecommendationGroup};
pub use write::{EvaluationMutation, EvaluationPush};

/// Utvärdering: an evaluation, analysis or study, from plan to published report.
#[object(evaluation, visible = visible)]
pub struct Evaluation {
    /// Betyg: how it judges its subject, criterion by criterion.
    #[by(EvaluationId)]
    criterion_ratings: List<CriterionRating>,
    /// Dokument: what is attached to it.
    #[through(attachment)]
    documents: List<Document>,
    /// Teman: what it is about.
    #[through(evaluation_theme)]
    #[sorted(Name)]
    themes: Vec<Theme>,
    /// Dagordningspunkter: agenda items at which it was presented.
    #[through(agenda_item_evaluation)]
    agenda_items: List<AgendaItem>,
    /// Beslut: what was decided at agenda items at which it was presented.
    #[through(agenda_item_evaluation)]
    #[by(AgendaItemId)]
    decisions: List<Decision>,
    /// Ledningens svar: what the management says of its recommendations.
    #[through(recommendation)]
    #[by(RecommendationId)]
    responses: List<ManagementResponse>,
    /// Utfall: observations that it states.
    #[by(EvaluationId)]
    observations: List<Observation>,
    /// Rekommendationer: what it advises.
    #[by(EvaluationId)]
    recommendations: List<Recommendation>,
    /// Beställare: who commissioned it. Null: not known.
    commissioner: Option<Organisation>,
    /// Utvärderare: who made it. Null: not known, or only in words, in `evaluatorAsStated`.
    evaluator: Option<Organisation>,
    /// Slutsatser, iakttagelser, behov och brister: what it found.
    #[by(EvaluationId)]
    findings: List<Finding>,
    /// Resultatområden: the result areas that it concerns.
    #[through(evaluation_result_area)]
    #[sorted(Position)]
    result_areas: Vec<ResultArea>,
    /// Territorier: the territories that it concerns.
    #[through(evaluation_territory)]
    #[sorted(Name)]
    territories: Vec<Territory>,
}

/// The public sees it from `PUBLISHED` on.
fn visible(sight: &Sight<'_>) -> Visibility {
    let published = among_these(Column::Status, &[EvaluationStatus::Published, EvaluationStatus::Closed]);
    sight.by_access_and_source::<Model>(Column::Source, Some(published))
}

#[filter(Evaluation)]
pub struct EvaluationFilter {
    /// Commissioned by any of these organisations.
    commissioner: AnyOf<Organisation>,
    /// Delivered within these days.
    delivered_on: DateRange,
    /// Made by any of these organisations.
    evaluator: AnyOf<Organisation>,
    /// With any of these external ids. Different sources may use the same one: give `source` too.
    external_id: Vec<String>,
    /// Any of these kinds.
    kind: Vec<EvaluationKind>,
    /// Published within these days.
    published_on: DateRange,
    /// Concerning any of these result areas.
    #[through(evaluation_result_area)]
    result_area: AnyOf<ResultArea>,
    /// Pushed by any of these sources.
    source: Vec<String>,
    /// Any of these statuses.
    status: Vec<EvaluationStatus>,
    /// Any of these kinds of subject.
    subject_kind: Vec<SubjectKind>,
    /// Concerning any of these territories, by code, or one below them: `25` finds what concerns Luleå.
    #[through(evaluation_territory)]
    territory: AtOrBelow,
    /// About any of these themes.
    #[through(evaluation_theme)]
    theme: AnyOf<Theme>,
    /// Any of these timings.
    timing: Vec<EvaluationTiming>,
}

#[order(Evaluation, PublishedOn, Desc)]
pub enum EvaluationOrderField {
    /// Levererad; those that are not delivered last.
    DeliveredOn,
    /// Publicerad; those that are not published last.
    PublishedOn,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(Evaluation)]
pub enum EvaluationKey {
    /// Extern nyckel: its id in the source that pushed it.
    External(ExternalKey),
}

#[roots]
pub trait EvaluationQuery {
    /// Utvärderingar, the latest published first.
    fn evaluations() -> List<Evaluation>;
    /// One evaluation. Null: there is none with this key, or the viewer may not see it.
    fn evaluation(by: EvaluationKey) -> Evaluation;
    /// Utvärderingsstatistik: how many evaluations there are by what they have in common.
    fn evaluation_statistics() -> Statistics<EvaluationGroup>;
    /// Slutsatser, iakttagelser, behov och brister: what was found.
    fn findings() -> List<Finding>;
    /// One finding. Null: there is none with this key, or the viewer may not see it.
    fn finding(by: FindingKey) -> Finding;
    /// Rekommendationer: what evaluations advise.
    fn recommendations() -> List<Recommendation>;
    /// One recommendation. Null: there is none with this key, or the viewer may not see it.
    fn recommendation(by: RecommendationKey) -> Recommendation;
    /// Rekommendationsstatistik: how many recommendations there are by what they have in common, and how many are overdue.
    fn recommendation_statistics() -> Statistics<RecommendationGroup>;
    /// Ledningens svar: what the management says of recommendations, the latest first.
    fn management_responses() -> List<ManagementResponse>;
    /// One response. Null: there is none with this key, or the viewer may not see it.
    fn management_response(by: ManagementResponseKey) -> ManagementResponse;
    /// Betyg: how evaluations judge their subjects, criterion by criterion.
    fn criterion_ratings() -> List<CriterionRating>;
    /// One rating. Null: there is none with this key, or the viewer may not see it.
    fn criterion_rating(by: CriterionRatingKey) -> CriterionRating;
}
