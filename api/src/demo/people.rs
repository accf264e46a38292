//! Those whom the page names, the post whose holder it does not name, and the groups.

use entity::body::{self, BodyKind};
use entity::{person, post};
use uuid::Uuid;

use super::organisations::Organisations;
use crate::error::Result;
use crate::ledger::WriteTx;

pub struct People {
    pub olofsson: Uuid,
    pub asander: Uuid,
    pub arwidsson: Uuid,
    pub olsson: Uuid,
    /// "Trion" in the order of the page: Johansson, Odmark and Carlsson.
    pub trio: [Uuid; 3],
    /// "Gd".
    pub director_general: Uuid,
    pub management_group: Uuid,
    pub working_group: Uuid,
    pub project_group: Uuid,
}

pub async fn write(tx: &mut WriteTx, organisations: &Organisations) -> Result<People> {
    let people = vec![
        person("Fredrik", "Olofsson", organisations.capital_supply),
        person("Mattias", "Åsander", organisations.administration),
        person("Henrik", "Arwidsson", organisations.simplification),
        person("Anna", "Johansson", organisations.simplification),
        person("Aslög", "Odmark", organisations.staff),
        person("Lena", "Carlsson", organisations.knowledge),
        person("Bosse", "Olsson", organisations.administration),
    ];
    let post = director_general(organisations.agency);
    let [management, inventory, project] = groups(organisations.agency);
    let ids = People {
        olofsson: people[0].id,
        asander: people[1].id,
        arwidsson: people[2].id,
        olsson: people[6].id,
        trio: [people[3].id, people[4].id, people[5].id],
        director_general: post.id,
        management_group: management.id,
        working_group: inventory.id,
        project_group: project.id,
    };
    tx.insert(people).await?;
    tx.insert(vec![post]).await?;
    tx.insert(vec![management, inventory, project]).await?;
    Ok(ids)
}

fn person(given_name: &str, family_name: &str, organisation_id: Uuid) -> person::Model {
    person::Model {
        id: Uuid::now_v7(),
        given_name: given_name.into(),
        family_name: family_name.into(),
        organisation_id,
        ..Default::default()
    }
}

fn director_general(organisation_id: Uuid) -> post::Model {
    post::Model {
        id: Uuid::now_v7(),
        organisation_id,
        title: "Generaldirektör".into(),
        title_en: Some("Director-General".into()),
        ..Default::default()
    }
}

/// The page gives the last two no names: theirs are made from what it says about them.
fn groups(agency: Uuid) -> [body::Model; 3] {
    [
        group(agency, BodyKind::ManagementGroup, "Ledningsgruppen", "Management Group", None),
        group(
            agency,
            BodyKind::WorkingGroup,
            "Arbetsgrupp för inventering",
            "Working Group for Taking Stock",
            Some(
                "Förra hösten inventerade en arbetsgrupp hur vi står oss inom de områden som värderas i tävlingen \
                 Sveriges modernaste myndighet.",
            ),
        ),
        group(
            agency,
            BodyKind::ProjectGroup,
            "Projektgrupp för strategiskt innovationsarbete",
            "Project Group for Strategic Innovation Work",
            Some("Ta fram en handlingsplan för stärkt innovativ förmåga."),
        ),
    ]
}

fn group(agency: Uuid, kind: BodyKind, name: &str, name_en: &str, purpose: Option<&str>) -> body::Model {
    body::Model {
        id: Uuid::now_v7(),
        organisation_id: agency,
        name: name.into(),
        name_en: Some(name_en.into()),
        kind,
        purpose: purpose.map(Into::into),
        ..Default::default()
    }
}
