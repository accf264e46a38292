//! What is done about it: assignments, action plans and their measures.

use sea_orm_migration::prelude::*;

use crate::table::{link, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("assignment")
            .access()
            .text("title")
            .text_null("purpose")
            .text("kind")
            .reference_null("decision_id", "decision")
            .reference_null("ordered_by_person_id", "person")
            .reference_null("ordered_by_post_id", "post")
            .reference_null("ordered_by_organisation_id", "organisation")
            .reference("leader_id", "person")
            .reference_null("body_id", "body")
            .date("due_on")
            .text_null("due_as_stated")
            .text_null("expected_deliverable")
            .text("status")
            .sorted_text("title")
            .sorted("due_on")
            .create(manager)
            .await?;
        table("action_plan")
            .access()
            .text("title")
            .text_null("ambition")
            .date("starts_on")
            .date("ends_on")
            .text("status")
            .reference_null("assignment_id", "assignment")
            .reference_null("decision_id", "decision")
            .reference_null("owner_id", "organisation")
            .sorted_text("title")
            .sorted("starts_on")
            .sorted("ends_on")
            .create(manager)
            .await?;
        table("focus_area")
            .reference("action_plan_id", "action_plan")
            .integer("position")
            .text("title")
            .text("kind")
            .sorted("position")
            .sorted_in("action_plan_id", "position")
            .create(manager)
            .await?;
        table("measure")
            .access()
            .pushed()
            .reference("action_plan_id", "action_plan")
            .reference_null("focus_area_id", "focus_area")
            .text_null("code")
            .text("title")
            .text_null("description")
            .text("kind")
            .reference_null("recommendation_id", "recommendation")
            .reference_null("decision_id", "decision")
            .reference("responsible_id", "organisation")
            .reference_null("responsible_person_id", "person")
            .date_null("starts_on")
            .date_null("due_on")
            .text("status")
            .integer("progress")
            .text_null("health")
            .date_null("completed_on")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted("progress")
            .sorted_nulls_last("due_on")
            .sorted_nulls_last_in("action_plan_id", "due_on")
            .create(manager)
            .await?;
        link("measure_result_area")
            .reference("measure_id", "measure")
            .reference("result_area_id", "result_area")
            .unique(&["measure_id", "result_area_id"])
            .create(manager)
            .await?;
        table("measure_update")
            .pushed()
            .reference("measure_id", "measure")
            .date("reported_on")
            .integer("progress")
            .text_null("health")
            .text_null("comment")
            .reference_null("reported_by_id", "person")
            .unique(&["source", "external_id"])
            .sorted("reported_on")
            .sorted_in("measure_id", "reported_on")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
