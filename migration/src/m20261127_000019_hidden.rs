//! What is not public is found by an index: all rows less those are the rows that are seen.

use sea_orm_migration::prelude::*;

use crate::index::{Index, Key};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables whose rows say who may see them.
const TABLES: [&str; 10] = [
    "action_plan",
    "agenda_item",
    "assignment",
    "decision",
    "document",
    "evaluation",
    "measure",
    "meeting",
    "observation",
    "self_assessment",
];

/// The states in which a public row is not public yet, as reads word them.
const UNFINISHED: [(&str, &str); 2] =
    [("evaluation", "NOT status IN ('PUBLISHED', 'CLOSED')"), ("observation", "NOT status = 'APPROVED'")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_access = TABLES.map(|table| (table, "access", "access <> 'PUBLIC'"));
        let by_status = UNFINISHED.map(|(table, hidden)| (table, "status", hidden));
        for (table, column, hidden) in by_access.into_iter().chain(by_status) {
            let index = Index::order([Key::plain(column)]).only(hidden).sql(table);
            manager.get_connection().execute_unprepared(&index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
