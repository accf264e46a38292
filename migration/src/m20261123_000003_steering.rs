//! What the agency steers towards: frameworks, result areas and indicators.

use sea_orm_migration::prelude::*;

use crate::table::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("steering_framework")
            .text("name")
            .text("status")
            .date_null("valid_from")
            .date_null("valid_to")
            .reference_null("replaces_id", "steering_framework")
            .sorted_text("name")
            .create(manager)
            .await?;
        table("result_area")
            .reference("framework_id", "steering_framework")
            .reference_null("parent_id", "result_area")
            .text("code")
            .text("name")
            .text_null("name_en")
            .text_null("description")
            .reference_null("owner_id", "organisation")
            .integer("position")
            .unique(&["framework_id", "code"])
            .sorted("position")
            .sorted_text("name")
            .sorted_in("framework_id", "position")
            .create(manager)
            .await?;
        table("indicator")
            .text("code")
            .text("name")
            .text_null("name_en")
            .text_null("definition")
            .text("unit")
            .text_null("unit_code")
            .integer("decimals")
            .text("kind")
            .text("direction")
            .text("aggregation")
            .reference_null("result_area_id", "result_area")
            .reference_null("owner_id", "organisation")
            .unique(&["code"])
            .sorted_text("code")
            .sorted_text("name")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
