//! Who orders an assignment and who leads it; and when a plan ends.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use crate::support::{Backend, Backend::*, with};

const AT: &str = "INVALID input.leader";

#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
fn ordered(by: Value, leader: &str) -> Value {
    json!({ "title": "Uppdraget", "dueOn": "2017-12-24", "leader": { "id": leader }, "orderedBy": by })
}

async fn somebody_else(stage: &Stage) -> String {
    let person = json!({ "givenName": "Per", "familyName": "Ek", "organisation": { "name": "Myndigheten" } });
    stage.create("Person", person).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_orders_in_person_does_not_lead(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (karin, per) = (stage.person(), somebody_else(&stage).await);
    let by = |id: &str| json!({ "person": { "id": id } });
    let words = ["leader", "somebody else"];
    stage.breaks("createAssignment", ordered(by(&karin), &karin), AT, &words).await;
    let assignment = stage.create("Assignment", ordered(by(&karin), &per)).await;
    stage.change_breaks("Assignment", &assignment, json!({ "leader": { "id": karin } }), AT, &words).await;
    stage.change_breaks("Assignment", &assignment, json!({ "orderedBy": by(&per) }), AT, &words).await;
    let swapped = json!({ "orderedBy": by(&per), "leader": { "id": karin } });
    stage.change("Assignment", &assignment, swapped, "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_orders_by_a_post_does_not_lead(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (karin, per) = (stage.person(), somebody_else(&stage).await);
    let post = json!({ "title": "Gd", "organisation": { "name": "Myndigheten" }, "holder": { "id": karin } });
    let post = stage.create("Post", post).await;
    let by = json!({ "post": { "title": "Gd" } });
    stage.breaks("createAssignment", ordered(by.clone(), &karin), AT, &["leader"]).await;
    let assignment = stage.create("Assignment", ordered(by.clone(), &per)).await;
    stage.change_breaks("Assignment", &assignment, json!({ "leader": { "id": karin } }), AT, &["leader"]).await;
    stage.change("Post", &post, json!({ "holder": null }), "").await;
    stage.change("Assignment", &assignment, json!({ "leader": { "id": karin } }), "").await;
    let organisation = json!({ "organisation": { "name": "Myndigheten" } });
    let shown = "orderedBy { __typename }";
    let changed = stage.change("Assignment", &assignment, json!({ "orderedBy": organisation }), shown).await;
    assert_eq!(changed["orderedBy"]["__typename"], "Organisation", "of three columns one is set");
    let orderers = "SELECT count(*) AS number FROM assignment WHERE ordered_by_post_id IS NULL
        AND ordered_by_person_id IS NULL AND ordered_by_organisation_id IS NOT NULL";
    assert_eq!(stage.app.number(orderers).await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_post_may_change_hands_later(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let (karin, per) = (stage.person(), somebody_else(&stage).await);
    let [gd, other] =
        ["Gd", "Stf gd"].map(|title| json!({ "title": title, "organisation": { "name": "Myndigheten" } }));
    let (gd, _) = (stage.create("Post", gd).await, stage.create("Post", other).await);
    let by = |title: &str| json!({ "post": { "title": title } });
    let assignment = stage.create("Assignment", ordered(by("Gd"), &karin)).await;
    stage.change("Post", &gd, json!({ "holder": { "id": karin } }), "").await;
    let same = json!({ "status": "ISSUED", "leader": { "id": karin }, "orderedBy": by("Gd") });
    stage.change("Assignment", &assignment, same, "").await;
    stage.change("Assignment", &assignment, json!({ "leader": { "id": per } }), "").await;
    stage.change_breaks("Assignment", &assignment, json!({ "leader": { "id": karin } }), AT, &["leader"]).await;
    let moved = json!({ "leader": { "id": karin }, "orderedBy": by("Stf gd") });
    stage.change("Assignment", &assignment, moved, "").await;
    stage.change_breaks("Assignment", &assignment, json!({ "orderedBy": by("Gd") }), AT, &["leader"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_has_a_leader_and_an_orderer(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let by = json!({ "organisation": { "name": "Myndigheten" } });
    let assignment = stage.create("Assignment", ordered(by.clone(), &stage.person())).await;
    let before = stage.app.changes().await;
    for field in ["leader", "orderedBy"] {
        let mut without = ordered(by.clone(), &stage.person());
        without.as_object_mut().expect("an object").remove(field);
        assert!(stage.editor().mutate("createAssignment", without, "").await.lacks(field), "{field}");
        let at = format!("REQUIRED input.{field}");
        stage.change_breaks("Assignment", &assignment, with(json!({}), json!({ field: null })), &at, &[field]).await;
    }
    let two = json!({ "organisation": { "name": "Myndigheten" }, "person": { "id": stage.person() } });
    let two = stage.editor().mutate("createAssignment", ordered(two, &stage.person()), "").await;
    assert!(two.lacks("orderedBy"), "{}", two.body);
    assert_eq!(stage.app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_does_not_end_before_it_starts(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let from_to = |from: &str, to: &str| json!({ "title": "Planen 2018", "startsOn": from, "endsOn": to });
    let at = "OUT_OF_RANGE input.endsOn";
    let words = ["endsOn (2017-12-31)", "startsOn (2018-01-01)"];
    stage.breaks("createActionPlan", from_to("2018-01-01", "2017-12-31"), at, &words).await;
    let plan = stage.create("ActionPlan", from_to("2018-01-01", "2018-01-01")).await;
    stage.change_breaks("ActionPlan", &plan, json!({ "startsOn": "2018-01-02" }), at, &["2018-01-02"]).await;
    stage.change("ActionPlan", &plan, json!({ "startsOn": "2018-01-02", "endsOn": "2020-12-31" }), "").await;
}
