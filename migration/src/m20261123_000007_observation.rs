//! What came of it: the figures of the indicators.

use sea_orm_migration::prelude::*;

use crate::table::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("observation")
            .access()
            .pushed()
            .reference("indicator_id", "indicator")
            .reference_null("territory_id", "territory")
            .text_null("territory_as_stated")
            .date_null("period_from")
            .date_null("period_to")
            .double_null("value")
            .text_null("value_text")
            .text_null("qualifier")
            .text("claim")
            .text_null("quote")
            .reference_null("evaluation_id", "evaluation")
            .reference_null("measure_id", "measure")
            .text("status")
            .unique_where(&["source", "external_id"], "evaluation_id IS NULL")
            .unique_where(&["evaluation_id", "external_id"], "evaluation_id IS NOT NULL")
            .sorted_nulls_last("period_from")
            .sorted_nulls_last("period_to")
            .sorted_nulls_last_in("indicator_id", "period_from")
            .create(manager)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
