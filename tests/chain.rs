//! What hangs between the links of the chain: how it is found, and where it leads.

use entity::{
    Date, agenda_item, attachment, attendance, body_membership, document, evaluation, management_response, meeting,
    recommendation, trace_link,
};
use rstest::rstest;
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role, World, id_of};

async fn one<R: entity::Row>(app: &App, row: R) -> R {
    app.write(vec![row]).await.remove(0)
}

async fn an_item(app: &App, world: &World) -> (Uuid, Uuid) {
    let meeting = one(app, meeting::Model { body_id: world.body, ..Default::default() }).await.id;
    let item = agenda_item::Model { meeting_id: meeting, position: 1, ..Default::default() };
    (meeting, one(app, item).await.id)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn themes_are_there_from_the_start(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let answer = app.public().ask(r#"{ themes { totalCount } theme(by: { code: "skills" }) { name nameEn } }"#).await;
    assert_eq!(answer.at("/themes/totalCount"), 9);
    assert_eq!(answer.at("/theme"), &json!({ "name": "Kompetensförsörjning", "nameEn": "Skills supply" }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn documents_are_found_by_what_they_are_attached_to(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let (meeting, item) = an_item(&app, &world).await;
    let paper = one(&app, document::Model { title: "Underlag".into(), ..Default::default() }).await.id;
    let on_both = [
        attachment::Model { meeting_id: Some(meeting), ..Default::default() },
        attachment::Model { agenda_item_id: Some(item), ..Default::default() },
    ];
    app.write(on_both.map(|link| attachment::Model { document_id: paper, ..link }).to_vec()).await;
    let reader = app.as_role(Role::Reader);
    let by = async |ids: Value| {
        let query = "query ($ids: [AttachedKey!]!) { documents(filter: { attachedTo: $ids }) { nodes { attachedTo { __typename id } } } }";
        reader.ask_with(query, json!({ "ids": ids })).await
    };
    let (meeting, item) = (id_of::<meeting::Model>(meeting), id_of::<agenda_item::Model>(item));
    let both = json!([{ "__typename": "Meeting", "id": meeting }, { "__typename": "AgendaItem", "id": item }]);
    assert_eq!(by(json!([{ "id": item }])).await.at("/documents/nodes"), &json!([{ "attachedTo": both }]));
    assert_eq!(
        by(json!([{ "meeting": { "id": meeting } }, { "id": item }]))
            .await
            .at("/documents/nodes")
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(by(json!([])).await.at("/documents/nodes"), &json!([]));
    let unknown = json!([{ "evaluation": { "external": { "source": "tests", "externalId": "e" } } }]);
    assert_eq!(by(unknown).await.at("/documents/nodes"), &json!([]));
    let refusal = by(json!([{ "id": id_of::<entity::body::Model>(world.body) }])).await;
    assert!(refusal.refusal("BAD_USER_INPUT").contains("No document is attached to an object of type Body."));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn trace_links_are_found_by_either_end(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let (meeting, item) = an_item(&app, &world).await;
    let row = trace_link::Model {
        from_type: "Meeting".into(),
        from_id: meeting,
        to_type: "AgendaItem".into(),
        to_id: item,
        ..Default::default()
    };
    one(&app, row).await;
    let total = async |field: &str, id: &str| {
        let query = format!("{{ traceLinks(filter: {{ {field}: [\"{id}\"] }}) {{ totalCount }} }}");
        app.as_role(Role::Reader).ask(query).await.at("/traceLinks/totalCount").clone()
    };
    let (start, end) = (id_of::<meeting::Model>(meeting), id_of::<agenda_item::Model>(item));
    for (field, at_start, at_end) in [("from", 1, 0), ("to", 0, 1), ("node", 1, 1)] {
        assert_eq!([total(field, &start).await, total(field, &end).await], [at_start, at_end], "{field}");
    }
    let another_type = id_of::<evaluation::Model>(meeting);
    assert_eq!(total("node", &another_type).await, 0);
    let answer = app.as_role(Role::Reader).ask("{ traceLinks { nodes { relation from { id } to { id } } } }").await;
    let expected = json!([{ "relation": "LED_TO", "from": { "id": start }, "to": { "id": end } }]);
    assert_eq!(answer.at("/traceLinks/nodes"), &expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn members_are_found_by_a_day(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let day = |text: &str| Some(text.parse::<Date>().expect("a date"));
    let member = body_membership::Model { body_id: world.body, person_id: Some(world.person), ..Default::default() };
    let former = body_membership::Model { valid_to: day("2016-12-31"), ..member.clone() };
    let new = body_membership::Model { valid_from: day("2017-01-01"), ..member.clone() };
    app.write(vec![member, former, new]).await;
    for (on, expected) in [("2016-12-31", 2), ("2017-01-01", 2)] {
        let query = format!("{{ bodyMemberships(filter: {{ validOn: \"{on}\" }}) {{ totalCount }} }}");
        assert_eq!(app.public().ask(query).await.at("/bodyMemberships/totalCount"), expected, "{on}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_participant_is_null_for_those_who_may_not_see_persons(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let meeting = meeting::Model { access: entity::Access::Public, body_id: world.body, ..Default::default() };
    let meeting_id = one(&app, meeting).await.id;
    let came =
        attendance::Model { meeting_id, person_id: Some(world.person), present: Some(true), ..Default::default() };
    one(&app, came).await;
    let query = "{ attendances(filter: { came: true }) { nodes { present participant { __typename } } } }";
    let public = app.public().ask(query).await;
    assert_eq!(public.at("/attendances/nodes"), &json!([{ "present": true, "participant": null }]));
    let reader = app.as_role(Role::Reader).ask(query).await;
    assert_eq!(reader.at("/attendances/nodes/0/participant/__typename"), "Person");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_recommendation_shows_its_response(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let evaluation_id = one(&app, evaluation::Model::default()).await.id;
    let advice = recommendation::Model { evaluation_id, ..Default::default() };
    let [answered, open] = [1, 2].map(|position| recommendation::Model { position, ..advice.clone() });
    let (answered, _) = (one(&app, answered).await.id, one(&app, open).await);
    let row = management_response::Model {
        recommendation_id: answered,
        responsible_id: world.agency,
        text: "Vi gör det.".into(),
        ..Default::default()
    };
    one(&app, row).await;
    let query = "{ recommendations(orderBy: { field: POSITION }) { nodes { response { text stance } } } }";
    let expected = json!([{ "response": { "text": "Vi gör det.", "stance": "AGREE" } }, { "response": null }]);
    assert_eq!(app.as_role(Role::Reader).ask(query).await.at("/recommendations/nodes"), &expected);
}
