//! Objects are found by their names, which need not be unique.

use sea_orm_migration::prelude::*;

use crate::table::found_by;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let names = [
            ("action_plan", "title"),
            ("assignment", "title"),
            ("body", "name"),
            ("decision", "number"),
            ("focus_area", "title"),
            ("person", "family_name"),
            ("post", "title"),
            ("steering_framework", "name"),
        ];
        for (table, name) in names {
            found_by(manager, table, name).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
