//! Rows without a date come after those of the last day that a date can be: until now they were mixed with them.

use sea_orm_migration::prelude::*;

use crate::table::again;

/// Table, date, and the parent within which it is a sort order too.
const DATES: [(&str, &str, Option<&str>); 6] = [
    ("evaluation", "delivered_on", None),
    ("evaluation", "published_on", None),
    ("recommendation", "due_on", None),
    ("measure", "due_on", Some("action_plan_id")),
    ("observation", "period_from", Some("indicator_id")),
    ("observation", "period_to", None),
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, date, parent) in DATES {
            again(manager, table, date, parent).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
