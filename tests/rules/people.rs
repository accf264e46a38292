//! Persons, posts and units that are named by what they are called.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use crate::support::{Backend, Backend::*, with};

/// A person by name in a unit.
fn named(given: &str, family: &str, unit: &str) -> Value {
    json!({ "name": { "givenName": given, "familyName": family, "organisation": { "name": unit } } })
}

/// An assignment that this person leads.
#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
fn led_by(leader: Value) -> Value {
    json!({ "title": "Uppdraget", "dueOn": "2017-12-24", "leader": leader,
        "orderedBy": { "organisation": { "name": "Myndigheten" } } })
}

fn karin(unit: &str) -> Value {
    json!({ "givenName": "Karin", "familyName": "Åberg", "organisation": { "name": unit } })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_two_persons_of_a_unit_have_names_neither(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let by_name = led_by(named("Karin", "Åberg", "Myndigheten"));
    let first = stage.create("Assignment", by_name.clone()).await;
    let second = stage.create("Person", karin("Myndigheten")).await;
    let words = ["2 of type Person", "Karin Åberg", "use the id"];
    stage.breaks("createAssignment", by_name.clone(), "UNKNOWN_REFERENCE input.leader", &words).await;
    let change = json!({ "leader": by_name["leader"] });
    stage.change_breaks("Assignment", &first, change, "UNKNOWN_REFERENCE input.leader", &words).await;
    let by_id = stage.change("Assignment", &first, json!({ "leader": { "id": second } }), "leader { id }").await;
    assert_eq!(by_id["leader"]["id"], json!(second));
    stage.create("Organisation", json!({ "name": "Enheten", "kind": "UNIT" })).await;
    let third = stage.create("Person", karin("Enheten")).await;
    let elsewhere = json!({ "leader": named(" Karin ", "Åberg", "Enheten") });
    let led = stage.change("Assignment", &first, elsewhere, "leader { id }").await;
    assert_eq!(led["leader"]["id"], json!(third), "the only one of that name in the other unit");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_nobody_has_is_refused_at_its_place(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let at = "UNKNOWN_REFERENCE input.leader";
    for (given, family) in [("Karin", "Ek"), ("Karl", "Åberg"), ("karin", "åberg"), ("Åberg", "Karin")] {
        let words = ["no Person whose name is", given, family];
        stage.breaks("createAssignment", led_by(named(given, family, "Myndigheten")), at, &words).await;
    }
    let no_unit = led_by(named("Karin", "Åberg", "Enheten"));
    stage.breaks("createAssignment", no_unit, at, &["no Organisation whose name is", "Enheten"]).await;
    let no_post = json!({ "orderedBy": { "post": { "title": "Gd" } } });
    let no_post = with(led_by(named("Karin", "Åberg", "Myndigheten")), no_post);
    stage.breaks("createAssignment", no_post, "UNKNOWN_REFERENCE input.orderedBy", &["no Post", "Gd"]).await;
    let meeting = stage.meeting("Mötet").await;
    let people = [named("Karin", "Åberg", "Myndigheten"), named("Karin", "Ek", "Myndigheten")];
    let item = json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": "INFORMATION",
        "presenters": people.map(|person| json!({ "person": person })) });
    stage.breaks("createAgendaItem", item, "UNKNOWN_REFERENCE input.presenters.1", &["Karin Ek"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_unit_or_post_whose_name_another_one_has_is_named_by_its_id(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let post = json!({ "title": "Gd", "organisation": { "name": "Myndigheten" } });
    let first = stage.create("Post", post.clone()).await;
    stage.create("Post", post).await;
    let ordered = |key: Value| with(led_by(json!({ "id": stage.person() })), json!({ "orderedBy": { "post": key } }));
    let words = ["2 of type Post", "title \"Gd\"", "use the id"];
    let at = "UNKNOWN_REFERENCE input.orderedBy";
    stage.breaks("createAssignment", ordered(json!({ "title": "Gd" })), at, &words).await;
    stage.create("Assignment", ordered(json!({ "id": first }))).await;
    stage.create("Organisation", json!({ "name": "Myndigheten", "kind": "AGENCY", "number": "202100-0001" })).await;
    let of = |unit: Value| json!({ "givenName": "Per", "familyName": "Ek", "organisation": unit });
    let words = ["2 of type Organisation", "Myndigheten", "use the id"];
    let at = "UNKNOWN_REFERENCE input.organisation";
    stage.breaks("createPerson", of(json!({ "name": "Myndigheten" })), at, &words).await;
    stage.create("Person", of(json!({ "number": "202100-0001" }))).await;
    let unknown = of(json!({ "number": "202100-0002" }));
    stage.breaks("createPerson", unknown, at, &["no Organisation", "202100-0002"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_works_presents_or_leads_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let person = stage.person();
    let assignment = stage.create("Assignment", led_by(json!({ "id": person }))).await;
    let meeting = stage.meeting("Mötet").await;
    let item = json!({ "meeting": { "id": meeting }, "title": "Punkten", "purpose": "INFORMATION",
        "presenters": [{ "person": { "id": person } }] });
    let item = stage.create("AgendaItem", item).await;
    let words = ["AgendaItem.presenters (1)", "Assignment.leader (1)"];
    stage.delete_breaks("Person", &person, "IN_USE input.id", &words).await;
    stage.delete("Assignment", &assignment).await;
    stage.change("AgendaItem", &item, json!({ "presenters": [] }), "").await;
    stage.delete("Person", &person).await;
    assert_eq!(stage.count("person").await, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_a_role_in_a_group_twice_at_a_time(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let member = |role: &str, from: Value, to: Value| {
        json!({ "body": { "name": "Ledningsgruppen" }, "participant": { "person": { "id": stage.person() } },
            "role": role, "validFrom": from, "validTo": to })
    };
    let year = |year: i32| (json!(format!("{year}-01-01")), json!(format!("{year}-12-31")));
    let ((from, to), (next, _)) = (year(2016), year(2017));
    stage.create("BodyMembership", member("CHAIR", from.clone(), to.clone())).await;
    let at = "ALREADY_EXISTS input.participant";
    for (from, to) in [(from.clone(), to.clone()), (Value::Null, Value::Null), (to, Value::Null), (Value::Null, from)] {
        stage.breaks("createBodyMembership", member("CHAIR", from, to), at, &["participant and role", "crosses"]).await;
    }
    stage.create("BodyMembership", member("MEMBER", Value::Null, Value::Null)).await;
    let later = stage.create("BodyMembership", member("CHAIR", next, Value::Null)).await;
    stage.change_breaks("BodyMembership", &later, json!({ "validFrom": "2016-12-31" }), at, &["crosses"]).await;
    stage.change("BodyMembership", &later, json!({ "validFrom": "2017-02-01" }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_called_to_a_meeting_twice_in_a_role(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Mötet").await;
    let called = |role: &str| {
        json!({ "meeting": { "id": meeting }, "role": role,
        "participant": { "person": { "id": stage.person() } } })
    };
    let chair = stage.create("Attendance", called("CHAIR")).await;
    let at = "ALREADY_EXISTS input.participant";
    stage.breaks("createAttendance", called("CHAIR"), at, &["participant and role"]).await;
    let presenter = stage.create("Attendance", called("PRESENTER")).await;
    stage.change_breaks("Attendance", &presenter, json!({ "role": "CHAIR" }), at, &["role"]).await;
    stage.change("Attendance", &chair, json!({ "present": true }), "").await;
}
