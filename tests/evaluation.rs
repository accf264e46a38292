//! Evaluations, written one by one.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Backend, Backend::*, Role, World, an_evaluation, recommend, uuid_of, with};

const UPDATE: &str = "updateEvaluation";

/// An evaluation that has come to this status by allowed steps.
async fn at_status(app: &App, status: &str) -> String {
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    for step in ["PLANNED", "COMMISSIONED", "IN_PROGRESS", "DELIVERED", "PUBLISHED", "CLOSED"] {
        editor.mutate(UPDATE, json!({ "id": id, "status": step }), "status").await.written(UPDATE);
        if step == status {
            break;
        }
    }
    id
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_editor_creates_changes_and_deletes_an_evaluation(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let fields = "version title titleEn summary kind timing status subject subjectKind access registrationNumber coversFrom
        coversTo commissionedOn deliveredOn publishedOn url commissioner { name } territories { code } resultAreas { code }
        source externalId createdAt";
    let given = json!({ "titleEn": "The evaluation", "summary": "Kort", "timing": "EX_POST", "access": "PUBLIC",
        "registrationNumber": "Ä 2017:1", "coversFrom": "2010-01-01", "coversTo": "2016-12-31", "commissionedOn": "2016-01-01",
        "deliveredOn": "2017-01-01", "publishedOn": "2017-02-01", "url": "https://example.org/rapport" });
    let lists =
        json!({ "commissioner": { "name": "Myndigheten" }, "territoryCodes": ["2580"], "resultAreaCodes": ["B", "A"] });
    let input = with(with(an_evaluation("Utvärderingen"), given.clone()), lists);
    let answer = editor.mutate("createEvaluation", input, fields).await;
    let created = answer.written("createEvaluation").clone();
    for (name, value) in given.as_object().expect("an object") {
        assert_eq!(&created[name], value, "{name}");
    }
    assert_eq!(
        (&created["version"], &created["status"], &created["source"]),
        (&json!(1), &json!("PLANNED"), &Value::Null)
    );
    assert_eq!(
        (&created["territories"], &created["commissioner"]["name"]),
        (&json!([{ "code": "2580" }]), &json!("Myndigheten"))
    );
    assert_eq!(created["resultAreas"], json!([{ "code": "A" }, { "code": "B" }]), "in the framework's order");
    let seen = app
        .as_role(Role::Reader)
        .ask_with(
            format!("query ($id: ID!) {{ evaluation(by: {{ id: $id }}) {{ id {fields} }} }}"),
            json!({ "id": created["id"] }),
        )
        .await;
    assert_eq!(seen.at("/evaluation"), &created);
    let input = json!({ "id": created["id"], "expectedVersion": 1, "summary": null, "territoryCodes": ["25", "2505"] });
    let answer = editor.mutate(UPDATE, input, fields).await;
    let changed = answer.written(UPDATE);
    assert_eq!(
        (&changed["version"], &changed["summary"], &changed["titleEn"]),
        (&json!(2), &Value::Null, &json!("The evaluation"))
    );
    assert_eq!(
        changed["territories"],
        json!([{ "code": "2505" }, { "code": "25" }]),
        "by name: Arvidsjaur, Norrbottens län"
    );
    let lists = "SELECT changed AS text FROM change WHERE node_type = 'Evaluation' AND version = 2";
    assert_eq!(app.texts(lists).await, [r#"["summary","territories"]"#]);
    editor.create("Finding", json!({ "evaluation": { "id": created["id"] }, "kind": "NEED", "text": "Ett" })).await;
    let deleted = editor.mutate("deleteEvaluation", json!({ "id": created["id"], "expectedVersion": 2 }), "").await;
    assert_eq!(deleted.at("/deleteEvaluation/deletedId"), &created["id"]);
    let gone = "SELECT node_type AS text FROM change WHERE operation = 'DELETED' ORDER BY seq DESC LIMIT 6";
    let mut gone = app.texts(gone).await;
    gone.sort();
    // Four links were there at last and one before; its finding goes with it.
    let expected = [
        "Evaluation",
        "EvaluationResultArea",
        "EvaluationResultArea",
        "EvaluationTerritory",
        "EvaluationTerritory",
        "Finding",
    ];
    assert_eq!(gone, expected);
    assert!(styrgraf::ledger::verify(&app.server.db, None).await.expect("a report").is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_evaluation_is_told_at_its_field(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    let before = app.changes().await;
    for (over, code, path) in [
        (json!({ "title": "å".repeat(301) }), "TOO_LONG", "title"),
        (json!({ "title": "" }), "REQUIRED", "title"),
        (json!({ "title": "a\u{7}b" }), "INVALID", "title"),
        (json!({ "kind": null }), "REQUIRED", "kind"),
        (json!({ "subject": "å".repeat(301) }), "TOO_LONG", "subject"),
        (json!({ "summary": "å".repeat(20_001) }), "TOO_LONG", "summary"),
        (json!({ "registrationNumber": "1".repeat(41) }), "TOO_LONG", "registrationNumber"),
        (json!({ "url": "javascript:alert(1)" }), "INVALID", "url"),
        (json!({ "coversFrom": "2017-02-01", "coversTo": "2017-01-31" }), "OUT_OF_RANGE", "coversTo"),
        (json!({ "territoryCodes": ["0"] }), "UNKNOWN_REFERENCE", "territoryCodes.0"),
        (json!({ "resultAreaCodes": ["Z"] }), "UNKNOWN_REFERENCE", "resultAreaCodes.0"),
        (json!({ "evaluator": { "name": "Ingen" } }), "UNKNOWN_REFERENCE", "evaluator"),
        (json!({ "access": null }), "REQUIRED", "access"),
    ] {
        let at = (code.to_owned(), format!("input.{path}"));
        let path = path.split('.').next().unwrap_or_default();
        let created = editor.mutate("createEvaluation", with(an_evaluation("Ny"), over.clone()), "version").await;
        assert!(created.lacks(path) || created.refused("createEvaluation", &[path]) == at, "{over}");
        let changed = editor.mutate(UPDATE, with(json!({ "id": id }), over.clone()), "version").await;
        assert_eq!(changed.refused(UPDATE, &[path]), at, "{over}");
    }
    let stale = editor.mutate(UPDATE, json!({ "id": id, "expectedVersion": 4, "title": "Ny" }), "version").await;
    assert_eq!(stale.refused(UPDATE, &["1", "4"]), ("STALE_VERSION".into(), "input.expectedVersion".into()));
    let stale = editor.mutate("deleteEvaluation", json!({ "id": id, "expectedVersion": 4 }), "").await;
    assert_eq!(stale.refused("deleteEvaluation", &["1", "4"]).0, "STALE_VERSION");
    let empty = editor.mutate("createEvaluation", json!({}), "version").await;
    for needed in ["input.kind", "input.subject", "input.subjectKind", "input.title"] {
        assert!(empty.lacks(needed));
    }
    assert_eq!(app.changes().await, before);
    let most = json!({ "title": "å".repeat(300), "summary": "å".repeat(20_000), "registrationNumber": "1".repeat(40) });
    editor.mutate(UPDATE, with(json!({ "id": id }), most), "version").await.written(UPDATE);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_takes_allowed_steps_only(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let steps: [(&str, &[&str]); 6] = [
        ("PLANNED", &["COMMISSIONED", "CANCELLED"]),
        ("COMMISSIONED", &["IN_PROGRESS", "CANCELLED"]),
        ("IN_PROGRESS", &["DELIVERED", "CANCELLED"]),
        ("DELIVERED", &["PUBLISHED", "IN_PROGRESS", "CLOSED"]),
        ("PUBLISHED", &["CLOSED"]),
        ("CLOSED", &[]),
    ];
    for (from, allowed) in steps {
        let id = at_status(&app, from).await;
        for to in ["PLANNED", "COMMISSIONED", "IN_PROGRESS", "DELIVERED", "PUBLISHED", "CLOSED", "CANCELLED"] {
            let answer = editor.mutate(UPDATE, json!({ "id": id, "status": to, "dryRun": true }), "status").await;
            if to == from || allowed.contains(&to) {
                assert_eq!(answer.user_errors(UPDATE), [], "{from} to {to}");
            } else {
                let words: Vec<&str> = allowed.iter().copied().chain([from, to]).collect();
                let at = ("INVALID_TRANSITION".to_owned(), "input.status".to_owned());
                assert_eq!(answer.refused(UPDATE, &words), at, "{from} to {to}");
            }
        }
    }
    let born =
        editor.mutate("createEvaluation", with(an_evaluation("Ny"), json!({ "status": "PUBLISHED" })), "version").await;
    assert_eq!(born.refused("createEvaluation", &["PLANNED"]).0, "INVALID_TRANSITION");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_admin_steps_back_with_a_reason_that_the_ledger_keeps(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = at_status(&app, "PUBLISHED").await;
    let back = |reason: Value| json!({ "id": id, "status": "DELIVERED", "reason": reason });
    let editor = app.as_role(Role::Editor).mutate(UPDATE, back(json!("Fel")), "status").await;
    assert_eq!(editor.refused(UPDATE, &["CLOSED"]).0, "INVALID_TRANSITION", "an editor does not");
    let admin = app.as_role(Role::Admin);
    let silent = admin.mutate(UPDATE, back(Value::Null), "status").await;
    assert_eq!(silent.refused(UPDATE, &["reason"]), ("REQUIRED".into(), "input.reason".into()));
    let blank = admin.mutate(UPDATE, back(json!(" ")), "status").await;
    assert_eq!(blank.refused(UPDATE, &["reason"]), ("REQUIRED".into(), "input.reason".into()));
    let done = admin.mutate(UPDATE, back(json!("Publicerad av misstag")), "status").await;
    assert_eq!(done.written(UPDATE)["status"], "DELIVERED");
    let kept = "SELECT subject || ': ' || reason AS text FROM change_detail WHERE reason IS NOT NULL";
    assert_eq!(app.texts(kept).await, ["admin: Publicerad av misstag"]);
    let sideways = json!({ "id": id, "status": "CANCELLED", "reason": "Nej" });
    assert_eq!(admin.mutate(UPDATE, sideways, "status").await.refused(UPDATE, &["CLOSED"]).0, "INVALID_TRANSITION");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_is_closed_when_every_recommendation_is_answered(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = at_status(&app, "DELIVERED").await;
    recommend(&app, &id, None).await;
    let editor = app.as_role(Role::Editor);
    let close = json!({ "id": id, "status": "CLOSED" });
    let refused = editor.mutate(UPDATE, close.clone(), "status").await;
    assert_eq!(refused.refused(UPDATE, &["recommendation"]), ("INVALID_TRANSITION".into(), "input.status".into()));
    app.tamper("UPDATE recommendation SET status = 'NO_LONGER_RELEVANT'").await;
    assert_eq!(editor.mutate(UPDATE, close, "status").await.written(UPDATE)["status"], "CLOSED");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_that_is_referred_to_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let world = World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    recommend(&app, &id, None).await;
    editor.create("Indicator", crate::support::an_indicator("I")).await;
    let figure = json!({ "evaluation": { "id": id }, "indicatorCode": "I", "claim": "STATED", "valueText": "få" });
    editor.create("Observation", figure).await;
    let meeting = entity::meeting::Model { body_id: world.body, title: "Mötet".into(), ..Default::default() };
    let meeting_id = app.write(vec![meeting]).await[0].id;
    let item = entity::agenda_item::Model { meeting_id, position: 1, title: "Punkten".into(), ..Default::default() };
    let agenda_item_id = app.write(vec![item]).await[0].id;
    let evaluation_id = uuid_of(&id);
    let link =
        entity::agenda_item_evaluation::Model { agenda_item_id, evaluation_id, position: 1, ..Default::default() };
    app.write(vec![link]).await;
    let before = app.changes().await;
    let refused = editor.mutate("deleteEvaluation", json!({ "id": id }), "").await;
    let words = ["AgendaItem.evaluations (1)", "Observation.evaluation (1)", "Recommendation.evaluation (1)"];
    assert_eq!(refused.refused("deleteEvaluation", &words), ("IN_USE".into(), "input.id".into()));
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn evaluations_are_found_by_what_they_concern(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    for (title, over) in [
        ("Luleå", json!({ "territoryCodes": ["2580"], "kind": "STUDY", "deliveredOn": "2017-03-01" })),
        ("Norrbotten", json!({ "territoryCodes": ["25"], "resultAreaCodes": ["A"], "deliveredOn": "2017-03-02" })),
        ("Skåne", json!({ "territoryCodes": ["12"], "resultAreaCodes": ["A", "B"], "timing": "FINAL" })),
        ("Inget", json!({ "commissioner": { "name": "Myndigheten" } })),
    ] {
        editor.create("Evaluation", with(an_evaluation(title), over)).await;
    }
    let areas = app.public().ask("{ resultAreas { nodes { id code } } }").await;
    let areas = areas.texts("/resultAreas/nodes", "id");
    let titles = async |filter: String| {
        let query = format!(
            "{{ evaluations(filter: {{ {filter} }}, orderBy: {{ field: TITLE }}) {{ totalCount nodes {{ title }} }} }}"
        );
        let answer = app.as_role(Role::Reader).ask(query).await;
        let titles = answer.texts("/evaluations/nodes", "title").join(" ");
        assert_eq!(answer.at("/evaluations/totalCount"), titles.split_whitespace().count());
        titles
    };
    for (filter, expected) in [
        (r#"territory: ["25"]"#.to_owned(), "Luleå Norrbotten"),
        (r#"territory: ["2580"]"#.to_owned(), "Luleå"),
        (r#"territory: ["2580", "12"]"#.to_owned(), "Luleå Skåne"),
        (r#"territory: ["2505"]"#.to_owned(), ""),
        (format!(r#"resultArea: [{{ id: "{}" }}]"#, areas[0]), "Norrbotten Skåne"),
        (format!(r#"resultArea: [{{ id: "{}" }}], territory: ["12"]"#, areas[0]), "Skåne"),
        ("kind: STUDY".to_owned(), "Luleå"),
        ("timing: [FINAL, EX_POST]".to_owned(), "Skåne"),
        ("status: PUBLISHED".to_owned(), ""),
        (r#"deliveredOn: { from: "2017-03-02", to: "2017-03-02" }"#.to_owned(), "Norrbotten"),
        (r#"deliveredOn: { to: "2017-03-01" }"#.to_owned(), "Luleå"),
    ] {
        assert_eq!(titles(filter.clone()).await, expected, "{filter}");
    }
    let agency = app.public().ask("{ organisations { nodes { id } } }").await;
    assert_eq!(
        titles(format!(r#"commissioner: [{{ id: "{}" }}]"#, agency.text("/organisations/nodes/0/id"))).await,
        "Inget"
    );
    let of_area = app.as_role(Role::Reader).ask_with(
        "query ($id: ID!) { resultArea(by: { id: $id }) { evaluations(orderBy: { field: TITLE }) { nodes { title } } } }",
        json!({ "id": areas[0] })).await;
    assert_eq!(of_area.texts("/resultArea/evaluations/nodes", "title"), ["Norrbotten", "Skåne"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_days_of_an_evaluation_are_not_in_the_future_nor_the_wrong_way_round(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let app = App::start(on).await;
    let editor = app.as_role(Role::Editor);
    let id = editor.create("Evaluation", an_evaluation("Utvärderingen")).await;
    for (over, path) in [
        (json!({ "deliveredOn": "2031-01-01" }), "deliveredOn"),
        (json!({ "deliveredOn": "2017-10-02", "publishedOn": "2017-10-01" }), "publishedOn"),
    ] {
        let changed = editor.mutate(UPDATE, with(json!({ "id": id }), over), "version").await;
        assert_eq!(changed.refused(UPDATE, &[path]), ("OUT_OF_RANGE".into(), format!("input.{path}")));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_two_frameworks_means_the_one_in_force(#[values(Sqlite, Postgres)] on: Backend) {
    use entity::steering_framework::SteeringFrameworkStatus;
    let app = App::start(on).await;
    World::of(&app).await;
    let editor = app.as_role(Role::Editor);
    let framework =
        |name: &str, status| entity::steering_framework::Model { name: name.into(), status, ..Default::default() };
    let frameworks = app
        .write(vec![
            framework("Ny", SteeringFrameworkStatus::InForce),
            framework("Äldre", SteeringFrameworkStatus::Replaced),
        ])
        .await;
    let areas: Vec<entity::result_area::Model> = frameworks
        .iter()
        .map(|of| entity::result_area::Model {
            framework_id: of.id,
            code: "X".into(),
            name: of.name.clone(),
            position: 1,
            ..Default::default()
        })
        .collect();
    let areas = app.write(areas).await;
    let ids: Vec<String> =
        areas.iter().map(|area| crate::support::id_of::<entity::result_area::Model>(area.id)).collect();
    for (codes, expected) in
        [(json!(["X"]), vec!["Ny"]), (json!([ids[1]]), vec!["Äldre"]), (json!(["X", ids[1]]), vec!["Ny", "Äldre"])]
    {
        let input = with(an_evaluation("Titel"), json!({ "resultAreaCodes": codes }));
        let created = editor.mutate("createEvaluation", input, "resultAreas { name }").await;
        let mut names: Vec<&str> = created.written("createEvaluation")["resultAreas"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|area| area["name"].as_str())
            .collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{codes}");
    }
    app.tamper("UPDATE steering_framework SET status = 'IN_FORCE'").await;
    let input = with(an_evaluation("Titel"), json!({ "resultAreaCodes": ["X"] }));
    let refused = editor.mutate("createEvaluation", input, "version").await;
    assert_eq!(refused.refused("createEvaluation", &["use the id"]).0, "UNKNOWN_REFERENCE");
}
