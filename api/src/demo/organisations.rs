//! The agency, its parts that the page names, and the consultancy.

use entity::organisation::{Model, OrganisationKind};
use uuid::Uuid;

use crate::error::Result;
use crate::ledger::WriteTx;

pub struct Organisations {
    pub agency: Uuid,
    pub capital_supply: Uuid,
    pub administration: Uuid,
    pub simplification: Uuid,
    pub staff: Uuid,
    pub knowledge: Uuid,
    pub sweco: Uuid,
}

pub async fn write(tx: &mut WriteTx) -> Result<Organisations> {
    let agency = agency();
    // The page gives a part's name in brackets after a person's; that it is a unit right under the agency is inferred.
    let unit = |name, name_en| part(agency.id, name, name_en, OrganisationKind::Unit);
    let capital_supply = unit("Kapitalförsörjning", "Capital Supply");
    let administration = unit("Förvaltning", "Administration");
    let simplification = unit("Förenkling", "Simplification");
    let knowledge = unit("Kunskapsutveckling", "Knowledge Development");
    let staff = part(agency.id, "Gd-stab", "Director-General's Staff", OrganisationKind::Staff);
    let sweco = sweco();
    let ids = Organisations {
        agency: agency.id,
        capital_supply: capital_supply.id,
        administration: administration.id,
        simplification: simplification.id,
        staff: staff.id,
        knowledge: knowledge.id,
        sweco: sweco.id,
    };
    tx.insert(vec![agency, capital_supply, administration, simplification, staff, knowledge, sweco]).await?;
    Ok(ids)
}

fn agency() -> Model {
    Model {
        id: Uuid::now_v7(),
        name: "Tillväxtverket".into(),
        name_en: Some("Swedish Agency for Economic and Regional Growth".into()),
        kind: OrganisationKind::Agency,
        ..Default::default()
    }
}

fn part(agency: Uuid, name: &str, name_en: &str, kind: OrganisationKind) -> Model {
    Model {
        id: Uuid::now_v7(),
        parent_id: Some(agency),
        name: name.into(),
        name_en: Some(name_en.into()),
        kind,
        ..Default::default()
    }
}

/// "en analys … som Sweco har gjort på uppdrag av Tillväxtverket". That it is a consultancy is common knowledge.
fn sweco() -> Model {
    Model { id: Uuid::now_v7(), name: "Sweco".into(), kind: OrganisationKind::Consultancy, ..Default::default() }
}
