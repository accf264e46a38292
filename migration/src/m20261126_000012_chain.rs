//! What hangs between the links of the chain: themes, members, targets, ratings, responses, attendance and statements.

use sea_orm_migration::prelude::*;

use crate::table::{link, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("theme")
            .text("code")
            .text("name")
            .text("name_en")
            .unique(&["code"])
            .sorted_text("code")
            .sorted_text("name")
            .create(manager)
            .await?;
        link("evaluation_theme")
            .reference("evaluation_id", "evaluation")
            .reference("theme_id", "theme")
            .unique(&["evaluation_id", "theme_id"])
            .create(manager)
            .await?;
        link("agenda_item_theme")
            .reference("agenda_item_id", "agenda_item")
            .reference("theme_id", "theme")
            .unique(&["agenda_item_id", "theme_id"])
            .create(manager)
            .await?;
        link("measure_theme")
            .reference("measure_id", "measure")
            .reference("theme_id", "theme")
            .unique(&["measure_id", "theme_id"])
            .create(manager)
            .await?;
        table("body_membership")
            .reference("body_id", "body")
            .reference_null("person_id", "person")
            .reference_null("post_id", "post")
            .text("role")
            .date_null("valid_from")
            .date_null("valid_to")
            .sorted_nulls_last("valid_from")
            .create(manager)
            .await?;
        table("target")
            .reference("indicator_id", "indicator")
            .text("kind")
            .reference_null("territory_id", "territory")
            .date("period_from")
            .date("period_to")
            .double("value")
            .text_null("comment")
            .sorted("period_from")
            .sorted("period_to")
            .sorted_in("indicator_id", "period_from")
            .create(manager)
            .await?;
        table("criterion_rating")
            .reference("evaluation_id", "evaluation")
            .text_null("external_id")
            .text("criterion")
            .integer("rating")
            .text_null("comment")
            .unique(&["evaluation_id", "external_id"])
            .unique(&["evaluation_id", "criterion"])
            .sorted("rating")
            .create(manager)
            .await?;
        table("management_response")
            .reference("recommendation_id", "recommendation")
            .text("stance")
            .text("text")
            .reference("responsible_id", "organisation")
            .reference_null("agenda_item_id", "agenda_item")
            .date("responded_on")
            .unique(&["recommendation_id"])
            .sorted("responded_on")
            .create(manager)
            .await?;
        table("attendance")
            .reference("meeting_id", "meeting")
            .reference_null("person_id", "person")
            .reference_null("post_id", "post")
            .text("role")
            .boolean_null("present")
            .create(manager)
            .await?;
        table("statement")
            .reference("agenda_item_id", "agenda_item")
            .reference_null("person_id", "person")
            .reference_null("post_id", "post")
            .text("kind")
            .text("text")
            .integer("position")
            .sorted("position")
            .sorted_in("agenda_item_id", "position")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
