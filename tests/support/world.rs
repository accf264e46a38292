//! Rows that tests refer to and that no mutation writes yet: they come through the ledger.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::{Access, Row, action_plan, body, organisation, person, recommendation, result_area, steering_framework};
use serde_json::{Value, json};
use uuid::Uuid;

use super::app::App;

/// What most things in Styrgraf need beside them.
pub struct World {
    pub agency: Uuid,
    pub body: Uuid,
    pub person: Uuid,
    pub plan: Uuid,
}

impl World {
    /// An agency with a management group, a person, an internal plan for 2017, and the result areas `A` and `B`.
    pub async fn of(app: &App) -> Self {
        let agency = organisation::Model { name: "Myndigheten".into(), ..Default::default() };
        let agency = app.write(vec![agency]).await[0].id;
        let named = "Ledningsgruppen".to_owned();
        let body = app.write(vec![body::Model { organisation_id: agency, name: named, ..Default::default() }]).await;
        let named = ("Karin".to_owned(), "Åberg".to_owned());
        let (given_name, family_name) = named;
        let person = person::Model { given_name, family_name, organisation_id: agency, ..Default::default() };
        let person = app.write(vec![person]).await[0].id;
        let plan = app.write(vec![plan("Planen", Access::Internal)]).await[0].id;
        let framework = steering_framework::Model { name: "Styrstrukturen".into(), ..Default::default() };
        let framework_id = app.write(vec![framework]).await[0].id;
        let area = |(position, code): (i32, &str)| {
            let (code, name) = (code.to_owned(), format!("Område {code}"));
            result_area::Model { framework_id, code, name, position, ..Default::default() }
        };
        app.write([(1, "A"), (2, "B")].map(area).into()).await;
        Self { agency, body: body[0].id, person, plan }
    }
}

pub fn plan(title: &str, access: Access) -> action_plan::Model {
    let day = |text: &str| entity::Date(text.parse().expect("a day"));
    let (starts_on, ends_on) = (day("2017-01-01"), day("2017-12-31"));
    action_plan::Model { title: title.into(), access, starts_on, ends_on, ..Default::default() }
}

/// An open recommendation of an evaluation, perhaps resting on a finding.
pub async fn recommend(app: &App, evaluation: &str, finding: Option<&str>) -> recommendation::Model {
    let (evaluation_id, finding_id) = (uuid_of(evaluation), finding.map(uuid_of));
    let row =
        recommendation::Model { evaluation_id, finding_id, position: 1, text: "Gör så".into(), ..Default::default() };
    app.write(vec![row]).await.remove(0)
}

/// The global id of a row.
pub fn id_of<R: Row>(id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{id}", R::TYPE))
}

/// The row's id in a global one.
pub fn uuid_of(id: &str) -> Uuid {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(id).expect("base64")).expect("text");
    text.split_once(':').expect("a type").1.parse().expect("an id")
}

/// A new indicator's input.
pub fn an_indicator(code: &str) -> Value {
    json!({ "code": code, "name": "Arbetstillfällen", "unit": "antal", "kind": "IMPACT", "direction": "INCREASE",
        "aggregation": "SUM" })
}

/// A new evaluation's input.
pub fn an_evaluation(title: &str) -> Value {
    json!({ "title": title, "kind": "ANALYSIS", "subject": "Biltestning", "subjectKind": "INDUSTRY" })
}

/// An object with the fields of another one laid over it.
pub fn with(mut base: Value, over: Value) -> Value {
    let (Some(fields), Value::Object(over)) = (base.as_object_mut(), over) else { panic!("two objects") };
    fields.extend(over);
    base
}
