//! The demo in an SQLite file of its own.

use std::fs;
use std::path::PathBuf;

use sea_orm::{ConnectionTrait, Statement};

use crate::clock::Clock;
use crate::config::Database;
use crate::database::Db;
use crate::ledger::{self, VerifyReport};
use crate::{demo, install};

/// What holds of a well-formed demo: each of these finds nothing.
const VIOLATIONS: [(&str, &str); 17] = [
    ("a qualifier without a figure, or the reverse", "observation WHERE (value IS NULL) <> (qualifier IS NULL)"),
    ("neither a figure nor words", "observation WHERE value IS NULL AND value_text IS NULL"),
    ("half a period", "observation WHERE (period_from IS NULL) <> (period_to IS NULL) OR period_from > period_to"),
    ("a completed measure that is not done", "measure WHERE status = 'COMPLETED' AND progress <> 100"),
    (
        "a measure that does not say what its newest update says",
        "measure, (SELECT * FROM measure_update ORDER BY reported_on DESC, id DESC) AS newest \
         WHERE newest.measure_id = measure.id AND NOT EXISTS (SELECT 1 FROM measure_update AS later WHERE \
         later.measure_id = measure.id AND (later.reported_on, later.id) > (newest.reported_on, newest.id)) \
         AND (newest.progress <> measure.progress OR newest.health IS NOT measure.health)",
    ),
    (
        "an assignment without exactly one orderer",
        "assignment WHERE (ordered_by_person_id IS NOT NULL) \
      + (ordered_by_post_id IS NOT NULL) + (ordered_by_organisation_id IS NOT NULL) <> 1",
    ),
    (
        "an orderer who leads",
        "assignment LEFT JOIN post ON post.id = ordered_by_post_id \
         WHERE leader_id IN (ordered_by_person_id, post.holder_id)",
    ),
    (
        "a decided item without a decision",
        "agenda_item WHERE purpose = 'DECISION' AND status = 'HANDLED' \
      AND id NOT IN (SELECT agenda_item_id FROM decision)",
    ),
    ("a statement of nobody or of two", "statement WHERE (person_id IS NULL) = (post_id IS NULL)"),
    ("an attendance of nobody or of two", "attendance WHERE (person_id IS NULL) = (post_id IS NULL)"),
    ("a membership of nobody or of two", "body_membership WHERE (person_id IS NULL) = (post_id IS NULL)"),
    ("a finding of nothing or of two", "finding WHERE (evaluation_id IS NULL) = (self_assessment_id IS NULL)"),
    (
        "a recommendation whose status does not say whether it is answered",
        "recommendation WHERE (status = 'OPEN') <> (id NOT IN (SELECT recommendation_id FROM management_response))",
    ),
    (
        "a score in an area of another edition",
        "area_score JOIN assessment_area AS area ON area.id = area_id \
         JOIN self_assessment AS assessment ON assessment.id = self_assessment_id \
         WHERE assessment.edition_id IS NOT area.edition_id",
    ),
    (
        "a meeting that was held in the future, or is to be held in the past",
        "meeting WHERE (starts_on > '2026-11-24') <> (status IN ('PLANNED', 'CONVENED'))",
    ),
    ("a decision of tomorrow", "decision WHERE status <> 'DRAFT' AND decided_on > '2026-11-24'"),
    ("a response of tomorrow", "management_response WHERE responded_on > '2026-11-24'"),
];

/// The page's figures as they are given side by side, never added.
const FIGURES: &str = "SELECT coalesce(territory_as_stated || ' = ', '') || name || ': ' || qualifier || ' ' || \
                       CAST(value AS INTEGER) AS line FROM observation JOIN territory ON territory.id = territory_id \
                       WHERE evaluation_id IS NOT NULL ORDER BY value";

/// What a dashboard is to find on the day of loading.
const DUE: &str = "SELECT title AS line FROM measure WHERE due_on < '2026-11-24' AND status = 'IN_PROGRESS'";
const STALE: &str = "SELECT title AS line FROM measure WHERE status = 'IN_PROGRESS' AND id NOT IN \
                     (SELECT measure_id FROM measure_update WHERE reported_on >= '2026-09-25')";

/// A file of its own for each test, gone afterwards.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("styrgraf-demo-{:016x}", rand::random::<u64>()));
        fs::create_dir(&path).expect("a writable temporary directory");
        Self(path)
    }

    /// As a first start leaves it.
    async fn started(&self) -> (Db, Clock) {
        let clock = Clock::fixed("2026-11-24T08:00:00Z".parse().expect("an instant"));
        let db = Db::open(&Database::Sqlite(self.0.join("demo.db"))).await.expect("a database");
        install::install(&db, &clock).await.expect("reference data");
        demo::load(&db, &clock).await.expect("a demo");
        (db, clock)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn lines(db: &Db, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.backend(), sql);
    let rows = db.reader().query_all_raw(statement).await.expect("an answer");
    rows.iter().map(|row| row.try_get("", "line").expect("a line")).collect()
}

async fn verified(db: &Db) -> VerifyReport {
    ledger::verify(db, None).await.expect("a report")
}

#[tokio::test]
async fn a_second_start_writes_nothing() {
    let place = Place::new();
    let (db, clock) = place.started().await;
    let first = verified(&db).await;
    demo::load(&db, &clock).await.expect("a demo that is there");
    assert!(first.is_intact());
    assert_eq!(verified(&db).await, first);
}

#[tokio::test]
async fn every_row_keeps_the_rules() {
    let place = Place::new();
    let (db, _) = place.started().await;
    for (what, rows) in VIOLATIONS {
        let found = lines(&db, &format!("SELECT 'found' AS line FROM {rows}")).await;
        assert!(found.is_empty(), "{what}: {}", found.len());
    }
}

#[tokio::test]
async fn the_page_and_the_day_of_loading_are_told() {
    let place = Place::new();
    let (db, _) = place.started().await;
    assert_eq!(lines(&db, FIGURES).await, ["regionen = Norrbottens län: OVER 240", "Sverige: OVER 400"]);
    assert_eq!(lines(&db, DUE).await, ["Exempel: Ta hand om de regionala dialogernas resultat"]);
    assert_eq!(lines(&db, STALE).await, ["Exempel: Pröva tjänstedesign i en ansökan"]);
}
