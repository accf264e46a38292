//! What lay behind the decision: "Förra hösten inventerade en arbetsgrupp …", the award, and the candidacy.

use entity::body_membership::{self, MembershipRole};
use entity::candidacy::{self, CandidacyStatus};
use entity::competition_edition::{self, CompetitionEditionStatus};
use entity::finding::{self, FindingKind};
use entity::self_assessment::{Model, SelfAssessmentStatus};
use entity::{Access, Date};
use uuid::Uuid;

use super::people::People;
use super::when::AUTUMN_2016;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What other rows refer to.
pub struct Assessment {
    pub id: Uuid,
    /// What was missing.
    pub deficiency: Uuid,
}

pub async fn write(tx: &mut WriteTx, people: &People) -> Result<Assessment> {
    let assessment = assessment(people);
    let findings = findings(assessment.id);
    let ids = Assessment { id: assessment.id, deficiency: findings[0].id };
    let leader = body_membership::Model {
        body_id: people.working_group,
        person_id: Some(people.olsson),
        role: MembershipRole::Leader,
        ..Default::default()
    };
    tx.insert(vec![leader]).await?;
    tx.insert(vec![assessment]).await?;
    tx.insert(findings.into()).await?;
    Ok(ids)
}

/// "när vi kandiderar i tävlingen Sveriges modernaste myndighet 2019!" That it is under consideration is inferred.
pub async fn stand(tx: &mut WriteTx, agency: Uuid, plan: Uuid) -> Result<()> {
    let edition = competition_edition::Model {
        id: Uuid::now_v7(),
        competition: "Sveriges modernaste myndighet".into(),
        year: 2019,
        status: CompetitionEditionStatus::Upcoming,
        ..Default::default()
    };
    let candidacy = candidacy::Model {
        edition_id: edition.id,
        organisation_id: agency,
        status: CandidacyStatus::Considered,
        action_plan_id: Some(plan),
        ..Default::default()
    };
    tx.insert(vec![edition]).await?;
    tx.insert(vec![candidacy]).await.map(drop)
}

/// The page does not say which year's areas the group went by, so it is bound to no edition.
fn assessment(people: &People) -> Model {
    let (period_from, period_to): (Date, Date) = AUTUMN_2016;
    Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: "Inventering inom de områden som värderas i tävlingen Sveriges modernaste myndighet".into(),
        leader_id: Some(people.olsson),
        body_id: Some(people.working_group),
        period_from,
        period_to,
        conclusion: Some(
            "En slutsats var att vi behöver arbeta mer strategiskt och samordnat med innovation till nytta för våra \
             kunder. Det behöver vi göra oavsett tävlingen."
                .into(),
        ),
        status: SelfAssessmentStatus::Completed,
        ..Default::default()
    }
}

/// That the group found both is inferred: the page says them right after it.
fn findings(assessment: Uuid) -> [finding::Model; 2] {
    let finding = |position, kind, text: &str, text_en: &str| finding::Model {
        id: Uuid::now_v7(),
        self_assessment_id: Some(assessment),
        position,
        kind,
        text: text.into(),
        text_en: Some(text_en.into()),
        ..Default::default()
    };
    [
        finding(
            1,
            FindingKind::Deficiency,
            "Det som saknas är en långsiktig ambition och plan för hur vi ska öka vår innovativa mognadsgrad och arbeta \
             mer samordnat.",
            "What is missing is a long-term ambition and plan for how we are to become more mature in innovation and \
             work in a more coordinated way.",
        ),
        finding(
            2,
            FindingKind::Strength,
            "Det finns mycket kompetens och erfarenhet i myndigheten. Många initiativ tas.",
            "There is much competence and experience in the agency. Many initiatives are taken.",
        ),
    ]
}
