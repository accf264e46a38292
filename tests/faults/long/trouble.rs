//! The faults, and how each begins and ends.

use std::time::Duration;

use crate::faults::rig::{Disk, Postgres, Stage};
use crate::support::Backend::{self, Postgres as OnPostgres, Sqlite};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    ConnectionsReset,
    BackendsTerminated,
    CommitAnswersCut,
    PostgresRefuses,
    PostgresRestarted,
    PostgresStoppedAtOnce,
    PostgresKilled,
    PostgresFrozen,
    NetworkFrozen,
    NetworkBlackhole,
    NoConnectionLeft,
    LockHeld,
    FilesMayNotGrow,
    DiskFull,
    ServerKilled,
    ServerStopped,
    LogUnwritable,
    ClientsThatNeverRead,
}

use Trouble::*;

pub const ALL: [Trouble; 18] = [
    ConnectionsReset,
    BackendsTerminated,
    CommitAnswersCut,
    PostgresRefuses,
    PostgresRestarted,
    PostgresStoppedAtOnce,
    PostgresKilled,
    PostgresFrozen,
    NetworkFrozen,
    NetworkBlackhole,
    NoConnectionLeft,
    LockHeld,
    FilesMayNotGrow,
    DiskFull,
    ServerKilled,
    ServerStopped,
    LogUnwritable,
    ClientsThatNeverRead,
];

impl Trouble {
    pub fn databases(self) -> &'static [Backend] {
        match self {
            FilesMayNotGrow => &[Sqlite],
            LockHeld | DiskFull | ServerKilled | ServerStopped | LogUnwritable | ClientsThatNeverRead => {
                &[Sqlite, OnPostgres]
            }
            _ => &[OnPostgres],
        }
    }

    pub fn lasts(self) -> Duration {
        Duration::from_secs(match self {
            PostgresFrozen | NetworkFrozen | NetworkBlackhole | LockHeld | ClientsThatNeverRead => 20,
            ServerKilled | ServerStopped => 0,
            _ => 5,
        })
    }

    pub async fn stage(self, on: Backend) -> Option<(Stage, Option<Disk>)> {
        let disk = if self == DiskFull { Some(Disk::new(160)?) } else { None };
        let mut stage = match (&disk, on) {
            (Some(disk), Sqlite) => Stage::on_disk(disk),
            (Some(disk), OnPostgres) => Stage::on(Postgres::start_in(Some(disk.path()), "")?).await,
            (None, _) if self == NoConnectionLeft => {
                Stage::on(Postgres::start_in(None, "-c max_connections=40")?).await
            }
            (None, on) => Stage::new(on).await?,
        };
        if self == LogUnwritable {
            stage.setup.log = Some("/dev/full".into());
            stage.setup.is_verbose = true;
        }
        Some((stage, disk))
    }
}
