//! The head remembers the instant of its last change, so that instants follow the order of the commits even where the
//! clocks of two servers differ.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = timestamp_with_time_zone_null("at");
        manager.alter_table(Table::alter().table("ledger_head").add_column(column).take()).await?;
        let last = "UPDATE ledger_head SET at = (SELECT at FROM change WHERE change.seq = ledger_head.seq)";
        manager.get_connection().execute_unprepared(last).await.map(drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
