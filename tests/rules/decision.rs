//! Decisions, and what the item at which they are taken allows.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use super::Stage;
use super::stage::a_decision;
use crate::support::{Backend, Backend::*, Role, with};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_for_decision_is_handled_when_something_was_decided(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Mötet").await;
    let handled = json!({ "status": "HANDLED" });
    let item = stage.item(&meeting, "DECISION").await;
    stage.change("AgendaItem", &item, json!({ "status": "SCHEDULED" }), "").await;
    let at = "INVALID_TRANSITION input.status";
    stage.change_breaks("AgendaItem", &item, handled.clone(), at, &["HANDLED needs a decision"]).await;
    let decision = stage.create("Decision", a_decision(&item, "REJECT")).await;
    stage.change_breaks("AgendaItem", &item, handled.clone(), at, &["a decision that is TAKEN"]).await;
    stage.change("Decision", &decision, json!({ "status": "TAKEN" }), "").await;
    stage.change("AgendaItem", &item, handled.clone(), "").await;
    let admin = stage.app.as_role(Role::Admin);
    let back = json!({ "id": decision, "status": "DRAFT", "reason": "Fel" });
    let refused = admin.mutate("updateDecision", back.clone(), "").await;
    let is_refused = refused.refused("updateDecision", &["only decision", "HANDLED"]);
    assert_eq!(is_refused, ("INVALID_TRANSITION".into(), "input.status".into()));
    let second = stage.create("Decision", a_decision(&item, "ADOPT")).await;
    stage.change("Decision", &second, json!({ "status": "TAKEN" }), "").await;
    admin.mutate("updateDecision", back, "status").await.written("updateDecision");
    stage.delete("Decision", &decision).await;
    for purpose in ["INFORMATION", "DISCUSSION", "TRAINING", "FOLLOW_UP"] {
        let item = stage.item(&meeting, purpose).await;
        stage.change("AgendaItem", &item, json!({ "status": "SCHEDULED" }), "").await;
        stage.change("AgendaItem", &item, handled.clone(), "").await;
        let late = json!({ "purpose": "DECISION" });
        stage.change_breaks("AgendaItem", &item, late, at, &["needs a decision"]).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_item_for_information_or_training_takes_notes_only(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let meeting = stage.meeting("Mötet").await;
    for purpose in ["INFORMATION", "TRAINING"] {
        let item = stage.item(&meeting, purpose).await;
        for kind in ["ADOPT", "ADOPT_WITH_CHANGES", "REJECT", "DEFER", "REFER_BACK"] {
            let words = ["information or training", "NOTE"];
            stage.breaks("createDecision", a_decision(&item, kind), "INVALID input.kind", &words).await;
        }
        let note = stage.create("Decision", a_decision(&item, "NOTE")).await;
        stage.change_breaks("Decision", &note, json!({ "kind": "ADOPT" }), "INVALID input.kind", &["NOTE"]).await;
        let open = stage.item(&meeting, "DISCUSSION").await;
        let kept = stage.create("Decision", a_decision(&open, "NOTE")).await;
        stage.change("AgendaItem", &open, json!({ "purpose": purpose }), "").await;
        stage.change("AgendaItem", &open, json!({ "purpose": "DECISION" }), "").await;
        stage.change("Decision", &kept, json!({ "kind": "ADOPT" }), "").await;
        let at = "INVALID input.purpose";
        stage.change_breaks("AgendaItem", &open, json!({ "purpose": purpose }), at, &["no decision but NOTE"]).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_is_not_rewritten(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = stage.item(&stage.meeting("Mötet").await, "DECISION").await;
    let decision = stage.create("Decision", a_decision(&item, "ADOPT")).await;
    stage.change("Decision", &decision, json!({ "text": "Annat", "kind": "REJECT" }), "").await;
    let taken = json!({ "text": "Slutligt", "kind": "DEFER", "status": "TAKEN" });
    stage.change("Decision", &decision, taken, "").await;
    for _ in ["TAKEN", "IMPLEMENTED"] {
        let words = ["fixed from TAKEN on", "supersedes"];
        stage.change_breaks("Decision", &decision, json!({ "text": "Nytt" }), "INVALID input.text", &words).await;
        stage.change_breaks("Decision", &decision, json!({ "kind": "ADOPT" }), "INVALID input.kind", &words).await;
        let rest = json!({ "number": "7", "proposal": "Förslag", "text": "Slutligt", "kind": "DEFER" });
        stage.change("Decision", &decision, rest, "").await;
        stage.change("Decision", &decision, json!({ "status": "IMPLEMENTED" }), "").await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_is_not_taken_in_the_future(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = stage.item(&stage.meeting("Mötet").await, "DECISION").await;
    let tomorrow = with(a_decision(&item, "ADOPT"), json!({ "decidedOn": "2017-11-02" }));
    let decision = stage.create("Decision", tomorrow).await;
    let (taken, at) = (json!({ "status": "TAKEN" }), "OUT_OF_RANGE input.decidedOn");
    stage.change_breaks("Decision", &decision, taken.clone(), at, &["decidedOn", "2017-11-02", "future"]).await;
    // 23:59:59 in Sweden, and then midnight.
    stage.app.pass(TimeDelta::hours(15) - TimeDelta::seconds(1));
    stage.change_breaks("Decision", &decision, taken.clone(), at, &["future"]).await;
    stage.app.pass(TimeDelta::seconds(1));
    stage.change("Decision", &decision, taken, "").await;
    stage.change_breaks("Decision", &decision, json!({ "decidedOn": "2017-11-03" }), at, &["future"]).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_decision_supersedes_itself(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = stage.item(&stage.meeting("Mötet").await, "DECISION").await;
    let numbered = |number: &str| with(a_decision(&item, "ADOPT"), json!({ "number": number }));
    let first = stage.create("Decision", numbered("1")).await;
    let second = with(numbered("2"), json!({ "supersedes": { "number": "1" } }));
    let second = stage.create("Decision", second).await;
    for number in ["1", "2"] {
        let key = json!({ "supersedes": { "number": number } });
        stage.change_breaks("Decision", &first, key, "CYCLE input.supersedes", &["supersedes"]).await;
    }
    stage.delete_breaks("Decision", &first, "IN_USE input.id", &["Decision.supersedes (1)"]).await;
    let third = stage.create("Decision", numbered("2")).await;
    let twice = json!({ "supersedes": { "number": "2" } });
    let words = ["2 of type Decision", "number \"2\"", "use the id"];
    stage.change_breaks("Decision", &third, twice, "UNKNOWN_REFERENCE input.supersedes", &words).await;
    stage.change("Decision", &third, json!({ "supersedes": { "id": second } }), "").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_is_not_deleted(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let item = stage.item(&stage.meeting("Mötet").await, "DECISION").await;
    stage.change("AgendaItem", &item, json!({ "status": "SCHEDULED" }), "").await;
    let [first, second] = [
        stage.create("Decision", a_decision(&item, "ADOPT")).await,
        stage.create("Decision", a_decision(&item, "NOTE")).await,
    ];
    stage.delete("Decision", &second).await;
    for status in ["TAKEN", "IMPLEMENTED"] {
        stage.change("Decision", &first, json!({ "status": status }), "").await;
        let words = [status, "TAKEN on", "revoked or superseded"];
        stage.delete_breaks("Decision", &first, "INVALID input.id", &words).await;
    }
    let open = stage.item(&stage.meeting("Nästa").await, "DISCUSSION").await;
    let draft = stage.create("Decision", a_decision(&open, "ADOPT")).await;
    stage.delete("Decision", &draft).await;
}
