//! What is kept beside the chain: documents and what they are attached to, workspaces, and links of any kind.

use sea_orm_migration::prelude::*;

use crate::table::{link, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("document")
            .access()
            .pushed()
            .text("title")
            .text("kind")
            .text_null("url")
            .text("language")
            .date_null("published_on")
            .text_null("registration_number")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted_nulls_last("published_on")
            .create(manager)
            .await?;
        link("attachment")
            .reference("document_id", "document")
            .reference_null("meeting_id", "meeting")
            .reference_null("agenda_item_id", "agenda_item")
            .reference_null("evaluation_id", "evaluation")
            .reference_null("decision_id", "decision")
            .reference_null("assignment_id", "assignment")
            .reference_null("action_plan_id", "action_plan")
            .reference_null("measure_id", "measure")
            .reference_null("self_assessment_id", "self_assessment")
            .reference_null("candidacy_id", "candidacy")
            .unique(&["document_id", "meeting_id"])
            .unique(&["document_id", "agenda_item_id"])
            .unique(&["document_id", "evaluation_id"])
            .unique(&["document_id", "decision_id"])
            .unique(&["document_id", "assignment_id"])
            .unique(&["document_id", "action_plan_id"])
            .unique(&["document_id", "measure_id"])
            .unique(&["document_id", "self_assessment_id"])
            .unique(&["document_id", "candidacy_id"])
            .create(manager)
            .await?;
        table("workspace")
            .text("name")
            .text("platform")
            .text("location")
            .reference_null("body_id", "body")
            .reference_null("created_by_id", "person")
            .text("status")
            .reference_null("replaces_id", "workspace")
            .sorted_text("name")
            .create(manager)
            .await?;
        table("trace_link")
            .text("from_type")
            .id("from_id")
            .text("to_type")
            .id("to_id")
            .text("relation")
            .text_null("basis")
            .text("confidence")
            .unique(&["from_id", "to_id", "relation"])
            .found_by("to_id")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
