//! The lists under a row, in the order that they have by default: the first of them are found in an index, however many there are.

use sea_orm_migration::prelude::*;

use crate::index::{Index, Key};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// How the rows of a table are listed.
enum By {
    Plain(&'static str),
    Swedish(&'static str),
    /// A date that may be missing: by the column beside it with this ending.
    Beside(&'static str, &'static str),
}

/// The tables, their orders, and the columns that name the rows under which they are listed.
const LISTS: [(&str, By, &[&str]); 32] = [
    ("action_plan", By::Plain("starts_on"), &["owner_id", "decision_id", "assignment_id"]),
    ("agenda_item", By::Plain("position"), &["carried_from_id", "meeting_id"]),
    ("area_score", By::Plain("created_at"), &["area_id", "self_assessment_id"]),
    ("assessment_area", By::Plain("position"), &["edition_id"]),
    (
        "assignment",
        By::Plain("due_on"),
        &[
            "body_id",
            "decision_id",
            "leader_id",
            "ordered_by_organisation_id",
            "ordered_by_person_id",
            "ordered_by_post_id",
        ],
    ),
    ("attendance", By::Plain("created_at"), &["meeting_id", "person_id", "post_id"]),
    ("body", By::Swedish("name"), &["organisation_id"]),
    ("body_membership", By::Plain("created_at"), &["body_id", "person_id", "post_id"]),
    ("candidacy", By::Plain("created_at"), &["action_plan_id", "edition_id", "organisation_id"]),
    ("criterion_rating", By::Plain("created_at"), &["evaluation_id"]),
    ("decision", By::Plain("decided_on"), &["agenda_item_id", "supersedes_id"]),
    ("evaluation", By::Beside("published_on", "_or_first"), &["commissioner_id", "evaluator_id"]),
    ("finding", By::Plain("position"), &["evaluation_id", "self_assessment_id"]),
    ("focus_area", By::Plain("position"), &["action_plan_id"]),
    ("indicator", By::Swedish("code"), &["owner_id", "result_area_id"]),
    ("management_response", By::Plain("responded_on"), &["agenda_item_id", "recommendation_id", "responsible_id"]),
    (
        "measure",
        By::Beside("due_on", "_or_last"),
        &[
            "action_plan_id",
            "decision_id",
            "focus_area_id",
            "recommendation_id",
            "responsible_id",
            "responsible_person_id",
        ],
    ),
    ("measure_update", By::Plain("reported_on"), &["measure_id", "reported_by_id"]),
    ("meeting", By::Plain("starts_on"), &["body_id", "previous_id"]),
    ("objective", By::Swedish("title"), &["result_area_id"]),
    (
        "observation",
        By::Beside("period_from", "_or_last"),
        &["evaluation_id", "indicator_id", "measure_id", "territory_id"],
    ),
    ("organisation", By::Swedish("name"), &["parent_id", "territory_id"]),
    ("person", By::Swedish("family_name"), &["organisation_id"]),
    ("post", By::Swedish("title"), &["holder_id", "organisation_id"]),
    ("recommendation", By::Plain("position"), &["addressed_to_id", "evaluation_id", "finding_id"]),
    ("result_area", By::Plain("position"), &["framework_id", "owner_id", "parent_id"]),
    ("self_assessment", By::Plain("period_to"), &["body_id", "edition_id", "leader_id"]),
    ("statement", By::Plain("position"), &["agenda_item_id", "person_id", "post_id"]),
    ("steering_framework", By::Swedish("name"), &["replaces_id"]),
    ("target", By::Plain("period_from"), &["indicator_id", "territory_id"]),
    ("territory", By::Swedish("code"), &["parent_id"]),
    ("workspace", By::Swedish("name"), &["body_id", "created_by_id", "replaces_id"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, by, parents) in LISTS {
            for parent in parents {
                let key = match by {
                    By::Plain(column) => Key::plain(column),
                    By::Swedish(column) => Key::swedish(column),
                    By::Beside(column, suffix) => Key::beside(column, suffix),
                };
                // Some tables have it from the start.
                let listed = Index::order([Key::plain(parent), key]).sql(table);
                let listed = listed.replacen("INDEX", "INDEX IF NOT EXISTS", 1);
                // What it found is found by the new one too.
                let plain = format!(r#"DROP INDEX IF EXISTS "{}""#, Index::plain(parent).name(table));
                for statement in [listed, plain] {
                    manager.get_connection().execute_unprepared(&statement).await?;
                }
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
