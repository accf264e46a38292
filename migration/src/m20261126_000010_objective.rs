//! What is to be reached in a result area: objectives.

use sea_orm_migration::prelude::*;

use crate::table::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("objective")
            .pushed()
            .reference_null("result_area_id", "result_area")
            .text("title")
            .text("kind")
            .date_null("horizon_from")
            .date_null("horizon_to")
            .unique(&["source", "external_id"])
            .sorted_text("title")
            .sorted_nulls_last("horizon_to")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
