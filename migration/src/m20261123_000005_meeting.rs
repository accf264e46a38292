//! Where it was heard and decided: meetings, their items and decisions.

use sea_orm_migration::prelude::*;

use crate::table::{link, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("meeting")
            .access()
            .pushed()
            .reference("body_id", "body")
            .text("title")
            .date("starts_on")
            .text_null("starts_as_stated")
            .instant_null("starts_at")
            .text_null("place")
            .text("status")
            .reference_null("previous_id", "meeting")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted("starts_on")
            .sorted_in("body_id", "starts_on")
            .create(manager)
            .await?;
        table("agenda_item")
            .access()
            .pushed()
            .reference("meeting_id", "meeting")
            .integer("position")
            .text("title")
            .text_null("title_en")
            .text("purpose")
            .text("status")
            .text_null("summary")
            .integer_null("duration_minutes")
            .reference_null("carried_from_id", "agenda_item")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted("position")
            .sorted_in("meeting_id", "position")
            .create(manager)
            .await?;
        link("agenda_item_presenter")
            .reference("agenda_item_id", "agenda_item")
            .integer("position")
            .reference_null("person_id", "person")
            .reference_null("post_id", "post")
            .unique(&["agenda_item_id", "person_id"])
            .unique(&["agenda_item_id", "post_id"])
            .create(manager)
            .await?;
        link("agenda_item_evaluation")
            .reference("agenda_item_id", "agenda_item")
            .integer("position")
            .reference("evaluation_id", "evaluation")
            .unique(&["agenda_item_id", "evaluation_id"])
            .create(manager)
            .await?;
        table("decision")
            .access()
            .reference("agenda_item_id", "agenda_item")
            .text_null("number")
            .text("kind")
            .text("text")
            .text_null("proposal")
            .date("decided_on")
            .text("status")
            .reference_null("supersedes_id", "decision")
            .sorted("decided_on")
            .sorted_in("agenda_item_id", "decided_on")
            .create(manager)
            .await?;
        link("decision_proposer")
            .reference("decision_id", "decision")
            .integer("position")
            .reference_null("person_id", "person")
            .reference_null("post_id", "post")
            .unique(&["decision_id", "person_id"])
            .unique(&["decision_id", "post_id"])
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
