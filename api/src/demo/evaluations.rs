//! The two studies that the management group heard about. The page names no recommendation in either.

use entity::evaluation::{self, EvaluationKind, EvaluationStatus, SubjectKind};
use entity::finding::{self, FindingKind};
use entity::{Access, evaluation_territory};
use uuid::Uuid;

use super::organisations::Organisations;
use super::places::Places;
use crate::error::Result;
use crate::ledger::WriteTx;

pub struct Evaluations {
    pub car_testing: Uuid,
    pub facebook: Uuid,
}

pub async fn write(tx: &mut WriteTx, organisations: &Organisations, places: &Places) -> Result<Evaluations> {
    let (car_testing, facebook) = (car_testing(organisations), facebook());
    let ids = Evaluations { car_testing: car_testing.id, facebook: facebook.id };
    tx.insert(vec![car_testing, facebook]).await?;
    let territories = vec![
        territory(ids.car_testing, places.arjeplog),
        territory(ids.car_testing, places.arvidsjaur),
        territory(ids.facebook, places.lulea),
    ];
    tx.insert(territories).await?;
    tx.insert(findings(ids.car_testing, &CAR_TESTING)).await?;
    tx.insert(findings(ids.facebook, &FACEBOOK)).await?;
    Ok(ids)
}

/// "en analys av biltestverksamheten i Arjeplog och Arvidsjaur som Sweco har gjort på uppdrag av Tillväxtverket". That it
/// is published is inferred: the page speaks openly of what it says.
fn car_testing(organisations: &Organisations) -> evaluation::Model {
    evaluation::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Biltestverksamheten i Arjeplog och Arvidsjaur".into(),
        title_en: Some("Car testing in Arjeplog and Arvidsjaur".into()),
        summary: Some("Biltestindustrin är viktig i Norrland men den behöver kompletteras.".into()),
        kind: EvaluationKind::Analysis,
        status: EvaluationStatus::Published,
        subject: "Biltestverksamheten i Arjeplog och Arvidsjaur".into(),
        subject_kind: SubjectKind::Industry,
        commissioner_id: Some(organisations.agency),
        evaluator_id: Some(organisations.sweco),
        ..Default::default()
    }
}

/// The page says neither who made it nor who ordered it, and points to a press release without an address.
fn facebook() -> evaluation::Model {
    evaluation::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Facebooks etablering i Luleå".into(),
        title_en: Some("Facebook's establishment in Luleå".into()),
        summary: Some("Mer om utvärderingen finns att läsa i pressmeddelande från Tillväxtverket.".into()),
        kind: EvaluationKind::Evaluation,
        status: EvaluationStatus::Published,
        subject: "Facebooks etablering i Luleå".into(),
        subject_kind: SubjectKind::Establishment,
        ..Default::default()
    }
}

fn territory(evaluation_id: Uuid, territory_id: Uuid) -> evaluation_territory::Model {
    evaluation_territory::Model { evaluation_id, territory_id, ..Default::default() }
}

/// What kind of finding, in the page's words, and in English.
type Finding = (FindingKind, &'static str, &'static str);

/// What kind each one is, is inferred.
const CAR_TESTING: [Finding; 6] = [
    (
        FindingKind::Conclusion,
        "Biltestindustrin är viktig i Norrland men den behöver kompletteras.",
        "The car testing industry matters to Norrland but needs to be complemented.",
    ),
    (
        FindingKind::Observation,
        "Staten, både nationellt och regionalt, investerar mycket i området, bland annat i hotellutbyggnad.",
        "The state, nationally and regionally, invests much in the area, in the expansion of hotels among other things.",
    ),
    (
        FindingKind::Risk,
        "Säsongen är dock kort och ser ut att bli kortare när bilföretagen effektiviserar.",
        "The season is short, though, and seems to become shorter as the car companies rationalise.",
    ),
    (
        FindingKind::Observation,
        "Utvärderingen visar på blygsam utveckling av omsättning och sysselsättning i hotellföretagen.",
        "The evaluation shows a modest development of turnover and employment in the hotel companies.",
    ),
    (
        FindingKind::Need,
        "Det som behövs är året-runt-verksamhet och mer kvalificerade arbeten.",
        "What is needed is activity all the year round and more qualified jobs.",
    ),
    (
        FindingKind::Conclusion,
        "Kompetensförsörjning blir då en central fråga.",
        "The supply of skills then becomes a central question.",
    ),
];

const FACEBOOK: [Finding; 1] = [(
    FindingKind::Conclusion,
    "Etableringen bidrog 2016 till drygt 240 arbetstillfällen i regionen och drygt 400 i riket.",
    "In 2016 the establishment contributed to somewhat more than 240 jobs in the region and 400 in the country.",
)];

fn findings(evaluation: Uuid, findings: &[Finding]) -> Vec<finding::Model> {
    let finding = |(position, &(kind, text, text_en)): (i32, &Finding)| finding::Model {
        evaluation_id: Some(evaluation),
        position,
        kind,
        text: text.into(),
        text_en: Some(text_en.into()),
        ..Default::default()
    };
    (1..).zip(findings).map(finding).collect()
}
