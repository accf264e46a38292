//! An evaluation that is not published yet and its recommendations, for those who may see more than the public.

use entity::criterion_rating::{self, EvaluationCriterion as Criterion};
use entity::evaluation::{EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};
use entity::finding::{self, FindingKind};
use entity::recommendation::{self, RecommendationPriority as Priority, RecommendationStatus as Status};
use entity::{Access, evaluation_territory};
use uuid::Uuid;

use crate::demo::organisations::Organisations;
use crate::demo::places::Places;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What other examples refer to.
pub struct Evaluation {
    pub id: Uuid,
    /// The recommendation that was answered, and that a measure follows.
    pub recommendation: Uuid,
}

pub async fn write(
    tx: &mut WriteTx,
    organisations: &Organisations,
    places: &Places,
    today: Today,
) -> Result<Evaluation> {
    let evaluation = evaluation(organisations, today);
    let territory = evaluation_territory::Model {
        evaluation_id: evaluation.id,
        territory_id: places.norrbotten,
        ..Default::default()
    };
    let finding = finding(evaluation.id);
    let recommendations = recommendations(&finding, organisations, today);
    let ids = Evaluation { id: evaluation.id, recommendation: recommendations[0].id };
    let ratings = ratings(evaluation.id);
    tx.insert(vec![evaluation]).await?;
    tx.insert(vec![territory]).await?;
    tx.insert(vec![finding]).await?;
    tx.insert(recommendations.into()).await?;
    tx.insert(ratings).await?;
    Ok(ids)
}

fn ratings(evaluation_id: Uuid) -> Vec<criterion_rating::Model> {
    let rating = |(criterion, rating)| criterion_rating::Model {
        evaluation_id,
        criterion,
        rating,
        comment: Some("Exempel: påhittat betyg".into()),
        ..Default::default()
    };
    [(Criterion::Relevance, 5), (Criterion::Effectiveness, 3)].map(rating).into()
}

fn evaluation(organisations: &Organisations, today: Today) -> Model {
    Model {
        id: Uuid::now_v7(),
        access: Access::Internal,
        title: "Exempel: Utvärdering av de regionala dialogerna".into(),
        title_en: Some("Example: Evaluation of the regional dialogues".into()),
        summary: Some("Exempel: En utvärdering som är levererad men inte publicerad.".into()),
        kind: EvaluationKind::Evaluation,
        timing: Some(EvaluationTiming::MidTerm),
        status: EvaluationStatus::Delivered,
        subject: "Exempel: De regionala dialogerna i Norrbotten".into(),
        subject_kind: SubjectKind::Intervention,
        commissioner_id: Some(organisations.agency),
        evaluator_as_stated: Some("Exempel: En konsult".into()),
        covers_from: Some(today.year(-2).0),
        covers_to: Some(today.year(-1).1),
        commissioned_on: Some(today.plus(-240)),
        delivered_on: Some(today.plus(-40)),
        ..Default::default()
    }
}

fn finding(evaluation: Uuid) -> finding::Model {
    finding::Model {
        id: Uuid::now_v7(),
        evaluation_id: Some(evaluation),
        position: 1,
        kind: FindingKind::Deficiency,
        text: "Exempel: De som deltar i dialogerna får sällan veta vad de ledde till.".into(),
        text_en: Some("Example: Those who take part in the dialogues seldom hear what came of them.".into()),
        ..Default::default()
    }
}

fn recommendations(
    finding: &finding::Model,
    organisations: &Organisations,
    today: Today,
) -> [recommendation::Model; 2] {
    let recommendation = |position, priority, status, text: &str, days| recommendation::Model {
        id: Uuid::now_v7(),
        evaluation_id: finding.evaluation_id.unwrap_or_default(),
        finding_id: Some(finding.id),
        position,
        text: text.into(),
        addressed_to_id: Some(organisations.agency),
        priority,
        status,
        due_on: Some(today.plus(days)),
        ..Default::default()
    };
    [
        recommendation(
            1,
            Priority::High,
            Status::InProgress,
            "Exempel: Återkoppla till deltagarna efter varje dialog.",
            50,
        ),
        recommendation(2, Priority::Low, Status::Open, "Exempel: Pröva gemensamma dialoger med fler myndigheter.", 230),
    ]
}
