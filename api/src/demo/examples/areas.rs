//! A steering framework and its result areas. The page speaks of "resultatområdena i den nya styrstrukturen" but names
//! none.

use entity::objective::{self, ObjectiveKind};
use entity::result_area::Model;
use entity::steering_framework::{self, SteeringFrameworkStatus};
use uuid::Uuid;

use crate::demo::when::Today;
use crate::error::Result;
use crate::ledger::WriteTx;

pub struct Areas {
    pub businesses: Uuid,
    pub skills: Uuid,
    pub innovation: Uuid,
}

pub async fn write(tx: &mut WriteTx, today: Today) -> Result<Areas> {
    let framework = framework(today);
    let area = |position, code, [name, name_en]: [&str; 2]| Model {
        id: Uuid::now_v7(),
        framework_id: framework.id,
        position,
        code: String::from(code),
        name: name.into(),
        name_en: Some(name_en.into()),
        ..Default::default()
    };
    let growth = area(1, "EX-1", GROWTH);
    let within = |parent: &Model, area| Model { parent_id: Some(parent.id), ..area };
    let businesses = within(&growth, area(1, "EX-1.1", BUSINESSES));
    let skills = within(&growth, area(2, "EX-1.2", SKILLS));
    let innovation = area(2, "EX-2", INNOVATION);
    let ids = Areas { businesses: businesses.id, skills: skills.id, innovation: innovation.id };
    tx.insert(vec![framework]).await?;
    tx.insert(vec![growth, businesses, skills, innovation]).await?;
    tx.insert(vec![objective(ids.innovation, today)]).await?;
    Ok(ids)
}

fn objective(area: Uuid, today: Today) -> objective::Model {
    objective::Model {
        result_area_id: Some(area),
        title: "Exempel: Tre av fyra kunder tycker att vi är enkla att förstå".into(),
        kind: ObjectiveKind::Goal,
        horizon_from: Some(today.year(-3).0),
        horizon_to: Some(today.year(1).1),
        ..Default::default()
    }
}

const GROWTH: [&str; 2] =
    ["Exempel: Hållbar tillväxt i hela landet", "Example: Sustainable growth all over the country"];
const BUSINESSES: [&str; 2] =
    ["Exempel: Breddat näringsliv i regionerna", "Example: More kinds of business in the regions"];
const SKILLS: [&str; 2] = ["Exempel: Kompetensförsörjning", "Example: Supply of skills"];
const INNOVATION: [&str; 2] =
    ["Exempel: Myndighetens innovativa förmåga", "Example: The agency's innovation capability"];

fn framework(today: Today) -> steering_framework::Model {
    steering_framework::Model {
        id: Uuid::now_v7(),
        name: "Exempel: Styrstruktur".into(),
        status: SteeringFrameworkStatus::InForce,
        valid_from: Some(today.year(-3).0),
        ..Default::default()
    }
}
