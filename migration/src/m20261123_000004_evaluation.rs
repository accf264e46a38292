//! What was learnt: evaluations, their findings and recommendations.

use sea_orm_migration::prelude::*;

use crate::table::{link, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("evaluation")
            .access()
            .pushed()
            .text("title")
            .text_null("title_en")
            .text_null("summary")
            .text("kind")
            .text_null("timing")
            .text("status")
            .text("subject")
            .text("subject_kind")
            .reference_null("commissioner_id", "organisation")
            .reference_null("evaluator_id", "organisation")
            .text_null("evaluator_as_stated")
            .text_null("registration_number")
            .date_null("covers_from")
            .date_null("covers_to")
            .date_null("commissioned_on")
            .date_null("delivered_on")
            .date_null("published_on")
            .text_null("url")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted_nulls_last("delivered_on")
            .sorted_nulls_last("published_on")
            .create(manager)
            .await?;
        link("evaluation_territory")
            .reference("evaluation_id", "evaluation")
            .reference("territory_id", "territory")
            .unique(&["evaluation_id", "territory_id"])
            .create(manager)
            .await?;
        link("evaluation_result_area")
            .reference("evaluation_id", "evaluation")
            .reference("result_area_id", "result_area")
            .unique(&["evaluation_id", "result_area_id"])
            .create(manager)
            .await?;
        table("finding")
            .reference_null("evaluation_id", "evaluation")
            .text_null("external_id")
            .integer("position")
            .text("kind")
            .text("text")
            .text_null("text_en")
            .unique(&["evaluation_id", "external_id"])
            .sorted("position")
            .sorted_in("evaluation_id", "position")
            .create(manager)
            .await?;
        table("recommendation")
            .reference("evaluation_id", "evaluation")
            .text_null("external_id")
            .reference_null("finding_id", "finding")
            .integer("position")
            .text("text")
            .text_null("text_en")
            .reference_null("addressed_to_id", "organisation")
            .text("priority")
            .text("status")
            .date_null("due_on")
            .unique(&["evaluation_id", "external_id"])
            .sorted("position")
            .sorted_nulls_last("due_on")
            .sorted_in("evaluation_id", "position")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
