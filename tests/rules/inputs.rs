//! Objects of every type that has a status.

use serde_json::{Value, json};

use super::Stage;
use super::stage::{a_decision, a_meeting};
use crate::support::an_evaluation;

/// A new object's input, with all that the conditions of its steps ask for.
pub async fn an_input(stage: &Stage, kind: &str) -> Value {
    let by = json!({ "organisation": { "name": "Myndigheten" } });
    match kind {
        "Meeting" => a_meeting("Mötet"),
        "AgendaItem" => {
            json!({ "meeting": { "id": stage.meeting("Mötet").await }, "title": "Punkten", "purpose": "TRAINING" })
        }
        "Decision" => a_decision(&stage.item(&stage.meeting("Mötet").await, "DECISION").await, "ADOPT"),
        "Assignment" => {
            json!({ "title": "Uppdraget", "dueOn": "2017-12-24", "leader": { "id": stage.person() }, "orderedBy": by })
        }
        "ActionPlan" => json!({ "title": "Planen 2018", "startsOn": "2018-01-01", "endsOn": "2020-12-31" }),
        "Recommendation" => {
            let evaluation = stage.create("Evaluation", an_evaluation("Utvärderingen")).await;
            json!({ "evaluation": { "id": evaluation }, "text": "Gör så" })
        }
        "Candidacy" => {
            let year = stage.count("competition_edition").await + 2000;
            let edition = json!({ "competition": "Priset", "year": year });
            json!({ "edition": { "id": stage.create("CompetitionEdition", edition).await },
                "organisation": { "name": "Myndigheten" } })
        }
        "SelfAssessment" => json!({ "title": "Inventeringen", "periodFrom": "2016-09-01", "periodTo": "2016-12-31" }),
        "Workspace" => json!({ "name": "Ytan", "platform": "SHAREPOINT", "location": "G:" }),
        "SteeringFramework" => json!({ "name": "Nästa" }),
        "CompetitionEdition" => {
            json!({ "competition": "Priset", "year": stage.count("competition_edition").await + 2000 })
        }
        _ => panic!("no input of type {kind}"),
    }
}

/// A new object; a recommendation has a response that disagrees, and is open all the same.
pub async fn an_object(stage: &Stage, kind: &str) -> String {
    let id = stage.create(kind, an_input(stage, kind).await).await;
    if kind == "Recommendation" {
        let response = json!({ "recommendation": { "id": id }, "stance": "DISAGREE", "text": "Nej",
            "responsible": { "name": "Myndigheten" }, "respondedOn": "2017-11-01" });
        stage.create("ManagementResponse", response).await;
        stage.app.tamper("UPDATE recommendation SET status = 'OPEN' WHERE status = 'ANSWERED'").await;
    }
    id
}
