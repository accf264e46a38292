//! The steps of Styrgraf's database. They make structure only: rows come through the ledger.
//!
//! Text is ordered by a collation named `swedish`: the steps make it where the database can (`postgres:`); elsewhere
//! (`sqlite:`) the connection must bring it.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod index;
mod table;

mod m20261123_000001_ledger;
mod m20261123_000002_organisation;
mod m20261123_000003_steering;
mod m20261123_000004_evaluation;
mod m20261123_000005_meeting;
mod m20261123_000006_action;
mod m20261123_000007_observation;
mod m20261125_000008_instants;
mod m20261125_000009_nulls_last;
mod m20261126_000010_objective;
mod m20261126_000011_sources;
mod m20261126_000012_chain;
mod m20261126_000013_award;
mod m20261126_000014_record;
mod m20261126_000015_names;
mod m20261127_000016_silence;
mod m20261127_000017_search;
mod m20261127_000018_children;
mod m20261127_000019_hidden;

/// All steps, in the order in which they are taken. `Migrator::up(&db, None)` takes those that are missing.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_ledger::Migration),
            Box::new(m20261123_000002_organisation::Migration),
            Box::new(m20261123_000003_steering::Migration),
            Box::new(m20261123_000004_evaluation::Migration),
            Box::new(m20261123_000005_meeting::Migration),
            Box::new(m20261123_000006_action::Migration),
            Box::new(m20261123_000007_observation::Migration),
            Box::new(m20261125_000008_instants::Migration),
            Box::new(m20261125_000009_nulls_last::Migration),
            Box::new(m20261126_000010_objective::Migration),
            Box::new(m20261126_000011_sources::Migration),
            Box::new(m20261126_000012_chain::Migration),
            Box::new(m20261126_000013_award::Migration),
            Box::new(m20261126_000014_record::Migration),
            Box::new(m20261126_000015_names::Migration),
            Box::new(m20261127_000016_silence::Migration),
            Box::new(m20261127_000017_search::Migration),
            Box::new(m20261127_000018_children::Migration),
            Box::new(m20261127_000019_hidden::Migration),
        ]
    }
}
