//! Where and who: territories, organisations and their people.

use sea_orm_migration::prelude::*;

use crate::table::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("territory")
            .text("code")
            .text("level")
            .text("name")
            .reference_null("parent_id", "territory")
            .unique(&["code"])
            .sorted_text("code")
            .sorted_text("name")
            .create(manager)
            .await?;
        table("organisation")
            .reference_null("parent_id", "organisation")
            .text("name")
            .text_null("name_en")
            .text_null("short_name")
            .text_null("organisation_number")
            .text("kind")
            .reference_null("territory_id", "territory")
            .text_null("website")
            .unique(&["organisation_number"])
            .found_by("name")
            .sorted_text("name")
            .create(manager)
            .await?;
        table("person")
            .text("given_name")
            .text("family_name")
            .reference("organisation_id", "organisation")
            .sorted_text("family_name")
            .create(manager)
            .await?;
        table("post")
            .reference("organisation_id", "organisation")
            .text("title")
            .text_null("title_en")
            .reference_null("holder_id", "person")
            .sorted_text("title")
            .create(manager)
            .await?;
        table("body")
            .reference("organisation_id", "organisation")
            .text("name")
            .text_null("name_en")
            .text("kind")
            .text_null("purpose")
            .sorted_text("name")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
