//! The ledger, and the collation that later steps order by.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, json, text, text_null, timestamp_with_time_zone, uuid,
};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            let collation = "CREATE COLLATION swedish (provider = icu, locale = 'sv')";
            manager.get_connection().execute_unprepared(collation).await?;
        }
        manager.create_table(ledger_head()).await?;
        manager.create_table(change()).await?;
        for column in ["node_id", "node_type"] {
            let index =
                Index::create().name(format!("change_by_{column}_seq")).table("change").col(column).col("seq").take();
            manager.create_index(index).await?;
        }
        manager.create_table(change_detail(manager.get_database_backend())).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Has one row, which is locked while a revision is allotted.
fn ledger_head() -> TableCreateStatement {
    Table::create()
        .table("ledger_head")
        .col(integer("id").primary_key().check(Expr::col("id").eq(1)))
        .col(text("installation"))
        .col(big_integer("seq"))
        .col(text("hash"))
        .take()
}

fn change() -> TableCreateStatement {
    Table::create()
        .table("change")
        .col(big_integer("seq").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid("actor"))
        .col(uuid("request"))
        .col(text("node_type"))
        .col(uuid("node_id"))
        .col(text("operation"))
        .col(integer("version"))
        .col(text("changed"))
        .col(big_integer_null("superseded_seq"))
        .col(text("commitment"))
        .col(text("hash"))
        .take()
}

/// Beside the change, so that what it says can be erased and the chain of hashes still holds.
fn change_detail(backend: DbBackend) -> TableCreateStatement {
    // The text is kept byte for byte, because it is signed: `jsonb` would rewrite it.
    let snapshot = if backend == DbBackend::Postgres { json("snapshot") } else { text("snapshot") };
    Table::create()
        .table("change_detail")
        .col(big_integer("seq").primary_key())
        .col(text("salt"))
        .col(text_null("subject"))
        .col(text_null("client"))
        .col(text_null("reason"))
        .col(snapshot)
        .foreign_key(ForeignKey::create().from("change_detail", "seq").to("change", "seq"))
        .take()
}
