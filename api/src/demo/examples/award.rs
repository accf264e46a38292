//! An award, a self-assessment in its areas, and who competes.

use entity::Access;
use entity::candidacy::{self, CandidacyStatus};
use entity::competition_edition::{self, CompetitionEditionStatus};
use entity::self_assessment::{self, SelfAssessmentStatus};
use entity::{area_score, assessment_area};
use uuid::Uuid;

use super::Units;
use super::plan::Plan;
use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

pub async fn write(tx: &mut WriteTx, units: &Units<'_>, plan: &Plan, today: Today) -> Result<()> {
    let edition = competition_edition::Model {
        id: Uuid::now_v7(),
        competition: "Exempel: En tävling".into(),
        year: today.year_number(1),
        status: CompetitionEditionStatus::Open,
        ..Default::default()
    };
    let areas = [(1, "A", "Exempel: Kunder"), (2, "B", "Exempel: Lärande")].map(|(position, code, name)| {
        let (code, name) = (String::from(code), String::from(name));
        assessment_area::Model {
            id: Uuid::now_v7(),
            edition_id: edition.id,
            code,
            name,
            position,
            ..Default::default()
        }
    });
    let assessment = self_assessment::Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        edition_id: Some(edition.id),
        title: "Exempel: Självvärdering inför tävlingen".into(),
        period_from: today.plus(-60),
        period_to: today.plus(-10),
        status: SelfAssessmentStatus::Completed,
        ..Default::default()
    };
    let scores = areas.iter().zip([3, 2]).map(|(area, maturity)| area_score::Model {
        self_assessment_id: assessment.id,
        area_id: area.id,
        maturity,
        comment: Some("Exempel: påhittad nivå".into()),
        ..Default::default()
    });
    let (scores, candidacy) = (
        scores.collect(),
        candidacy::Model {
            edition_id: edition.id,
            organisation_id: units.organisations.agency,
            status: CandidacyStatus::Preparing,
            action_plan_id: Some(plan.id),
            ..Default::default()
        },
    );
    tx.insert(vec![edition]).await?;
    tx.insert(areas.into()).await?;
    tx.insert(vec![assessment]).await?;
    tx.insert::<area_score::Model>(scores).await?;
    tx.insert(vec![candidacy]).await.map(drop)
}
