//! Since when nothing was heard of a measure, and the measures that are not finished or were promised, the oldest first: which
//! are late or silent is asked of all of them at once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The day in Sweden of an instant, where the database does not know time zones: summer time is from the last Sunday of
/// March to that of October, at 01:00 UTC.
const DAY_ON_SQLITE: &str = "date(created_at, CASE WHEN datetime(created_at) BETWEEN
    datetime(strftime('%Y', created_at) || '-03-25', 'weekday 0', '+1 hour') AND
    datetime(strftime('%Y', created_at) || '-10-25', 'weekday 0', '+3599 seconds')
    THEN '+2 hours' ELSE '+1 hour' END)";
const DAY_ON_POSTGRES: &str = "(created_at AT TIME ZONE 'Europe/Stockholm')::date";

const UNFINISHED: &str = "status NOT IN ('COMPLETED', 'EFFECT_CONFIRMED', 'CANCELLED')";

const PROMISED: &str = "(decision_id IS NOT NULL OR recommendation_id IS NOT NULL)";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let (kind, entered) = if on_postgres { ("date", DAY_ON_POSTGRES) } else { ("date_text", DAY_ON_SQLITE) };
        let statements = [
            format!("ALTER TABLE measure ADD COLUMN silent_since {kind} NOT NULL DEFAULT '0001-01-01'"),
            format!(
                "UPDATE measure SET silent_since = COALESCE((SELECT max(reported_on) FROM measure_update
                 WHERE measure_id = measure.id), starts_on, {entered})"
            ),
            "CREATE INDEX measure_in_progress_by_silent_since ON measure (silent_since, id)
             WHERE status = 'IN_PROGRESS'"
                .to_owned(),
            format!("CREATE INDEX measure_unfinished_by_due_on ON measure (due_on, id) WHERE {UNFINISHED}"),
            format!("CREATE INDEX measure_promised_by_due_on_or_last ON measure (due_on_or_last, id) WHERE {PROMISED}"),
            format!("CREATE INDEX measure_promised_by_id ON measure (id) WHERE {PROMISED} AND due_on IS NULL"),
            format!("CREATE INDEX measure_unfinished_by_created_at ON measure (created_at, id) WHERE {UNFINISHED}"),
        ];
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
