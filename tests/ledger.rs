//! The ledger: it verifies, whatever is tampered with is found, and its numbers have no gaps.

use rstest::rstest;
use serde_json::json;
use styrgraf::ledger::{Seal, VerifyReport, verify};

use crate::organisation::{create, some_organisations};
use crate::support::{App, Backend, Backend::*, Role};

async fn report(app: &App) -> VerifyReport {
    verify(&app.server.db, None).await.expect("a report")
}

/// Tampers with a ledger that was intact, and returns the change that is found broken and what is said of it.
async fn found(on: Backend, tamper: &[&str]) -> (i64, i64, &'static str) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    assert!(report(&app).await.is_intact());
    for sql in tamper {
        app.tamper(sql).await;
    }
    let report = report(&app).await;
    let (seq, what) = report.broken.expect("something broken");
    assert!(report.to_string().contains(&format!("change {seq} is broken")), "{report}");
    (report.checked, seq, what)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_is_intact_after_every_kind_of_write(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Före" })).await;
    let editor = app.as_role(Role::Editor);
    let update = r#"mutation ($id: ID!) { updateOrganisation(input: { id: $id, name: "Efter" }) { revision } }"#;
    editor.ask_with(update, json!({ "id": id })).await.data();
    let delete = "mutation ($id: ID!) { deleteOrganisation(input: { id: $id }) { revision } }";
    editor.ask_with(delete, json!({ "id": id })).await.data();
    let report = report(&app).await;
    assert_eq!(report.to_string(), format!("{} changes checked, all intact", before + 3));
    let line = "operation || ' ' || version || ' ' || changed";
    let lines = format!("SELECT {line} AS text FROM change WHERE seq > {before} ORDER BY seq");
    let expected = [r#"CREATED 1 ["name","kind"]"#, r#"UPDATED 2 ["name"]"#, "DELETED 3 []"];
    assert_eq!(app.texts(&lines).await, expected);
    let who = format!("SELECT DISTINCT subject AS text FROM change_detail WHERE seq > {before}");
    assert_eq!(app.texts(&who).await, ["editor"]);
    let superseded = "SELECT count(*) AS number FROM change WHERE superseded_seq = seq + 1";
    assert_eq!(app.number(superseded).await, 2);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_that_was_tampered_with_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let altered = "its snapshot, or who wrote it and why, was altered";
    for assignment in ["snapshot = '{\"name\":\"other\"}'", "subject = 'somebody else'", "reason = 'another'"] {
        let sql = format!("UPDATE change_detail SET {assignment} WHERE seq = 7");
        assert_eq!(found(on, &[&sql]).await, (6, 7, altered), "{assignment}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_tampered_with_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    for assignment in ["version = 2", "operation = 'DELETED'", "changed = '[]'", "node_type = 'Person'"] {
        let sql = format!("UPDATE change SET {assignment} WHERE seq = 9");
        let (checked, seq, what) = found(on, &[&sql]).await;
        assert_eq!((checked, seq), (8, 9), "{assignment}");
        assert!(what.contains("altered"), "{what}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_missing_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let sql = ["DELETE FROM change_detail WHERE seq = 11", "DELETE FROM change WHERE seq = 11"];
    assert_eq!(found(on, &sql).await, (10, 11, "it is missing"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_was_moved_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let last = [
        "DELETE FROM change_detail WHERE seq = (SELECT seq FROM ledger_head)",
        "DELETE FROM change WHERE seq = (SELECT seq FROM ledger_head)",
    ];
    let moved = ["UPDATE ledger_head SET hash = 'other'"];
    let further = ["UPDATE ledger_head SET seq = seq + 70"];
    let (kept, missing, what) = found(on, &last).await;
    assert_eq!((missing, what), (kept + 1, "it is missing"));
    assert_eq!(found(on, &further).await, (kept + 1, kept + 2, "it is missing"));
    assert_eq!(found(on, &moved).await.2, "the ledger's head does not match its last change");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_erased_detail_leaves_the_chain_intact(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.tamper("DELETE FROM change_detail WHERE seq = 5").await;
    assert!(report(&app).await.is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn writers_side_by_side_leave_no_gap(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let all = app.changes().await + 40;
    let names: Vec<String> = (0..40).map(|number| format!("Organisation {number}")).collect();
    let writes = names.iter().map(|name| create(&app, json!({ "kind": "OTHER", "name": name })));
    let written = futures_util::future::join_all(writes).await;
    assert_eq!(written.len(), 40);
    let gaps = format!("SELECT {all} - count(DISTINCT seq) + {all} - max(seq) AS number FROM change");
    assert_eq!(app.number(&gaps).await, 0);
    assert!(report(&app).await.is_intact());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_writers_who_expect_one_version_only_the_first_succeeds(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let id = create(&app, json!({ "kind": "AGENCY", "name": "Före" })).await;
    let editor = app.as_role(Role::Editor);
    let update = "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
        revision userErrors { code message path } } }";
    let write = |number: usize| {
        let input = json!({ "id": id, "expectedVersion": 1, "name": format!("Namn {number}") });
        editor.ask_with(update, json!({ "input": input }))
    };
    let answers = futures_util::future::join_all((0..8).map(write)).await;
    let refused = answers.iter().filter(|answer| !answer.user_errors("updateOrganisation").is_empty());
    assert!(refused.clone().all(|answer| answer.user_error("updateOrganisation").code == "STALE_VERSION"));
    assert_eq!(refused.count(), 7);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_of_the_ledger_must_still_be_in_it(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    some_organisations(&app).await;
    let kept = Seal::from(app.server.ledger.head().await.expect("a head"));
    assert_eq!(kept.to_string().parse(), Ok(kept.clone()));
    create(&app, json!({ "kind": "AGENCY", "name": "Senare" })).await;
    let against = async |kept: &Seal| verify(&app.server.db, Some(kept)).await.expect("a report").broken;
    assert_eq!(against(&kept).await, None);
    let rebuilt = Seal { hash: "0".repeat(64), ..kept.clone() };
    let (seq, what) = against(&rebuilt).await.expect("something broken");
    assert!(seq == kept.seq && what.contains("rebuilt"), "{seq} {what}");
    let longer = Seal { seq: kept.seq + 2, ..kept };
    let (seq, what) = against(&longer).await.expect("something broken");
    assert!(seq == longer.seq && what.contains("ends before it"), "{seq} {what}");
    for wrong in ["", "1", "0 ", "x y", "1 2", &format!("-1 {}", "0".repeat(64)), &format!("1 {}", "g".repeat(64))] {
        assert!(wrong.parse::<Seal>().is_err(), "{wrong}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_check_does_not_mind_what_is_written_meanwhile(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let before = app.changes().await;
    let writes = async {
        for number in 0..30 {
            create(&app, json!({ "kind": "OTHER", "name": format!("Organisation {number}") })).await;
        }
    };
    let checks = async {
        for _ in 0..30 {
            assert!(report(&app).await.is_intact());
        }
    };
    tokio::join!(writes, checks);
    assert_eq!(report(&app).await.checked, before + 30);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_line_behind_the_head_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let last = app.changes().await;
    let back = format!("seq = {0}, hash = (SELECT hash FROM change WHERE seq = {0})", last - 1);
    app.tamper(&format!("UPDATE ledger_head SET {back}")).await;
    assert_eq!(report(&app).await.broken.map(|(seq, _)| seq), Some(last));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_without_its_head_is_broken_and_gets_no_other(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    app.tamper("DELETE FROM ledger_head").await;
    assert_eq!(report(&app).await.broken, Some((1, "the ledger has no head")));
    assert!(styrgraf::ledger::prepare(&app.server.db).await.is_err());
    assert_eq!(app.number("SELECT count(*) AS number FROM ledger_head").await, 0);
}
