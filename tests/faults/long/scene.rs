//! A fault under way: what it holds, and how it begins and ends.

use super::mute::Mute;
use super::trouble::Trouble;
use crate::faults::rig::{Disk, Fault, Others, Server, Stage, TERMINATE};
use crate::support::Backend;

pub struct Scene<'a> {
    stage: &'a Stage,
    on: Backend,
    disk: Option<&'a Disk>,
    server: Option<Server>,
    others: Option<Others>,
    mute: Option<Mute>,
    note: String,
}

impl<'a> Scene<'a> {
    pub fn new(stage: &'a Stage, on: Backend, disk: Option<&'a Disk>, server: Server) -> Self {
        Self { stage, on, disk, server: Some(server), others: None, mute: None, note: String::new() }
    }

    pub async fn begin(&mut self, trouble: Trouble) {
        let stage = self.stage;
        match trouble {
            Trouble::ConnectionsReset => stage.proxy().reset(),
            Trouble::BackendsTerminated => stage.postgres().run(TERMINATE).await,
            Trouble::CommitAnswersCut => stage.proxy().set(Fault::CutCommit),
            Trouble::PostgresRefuses => stage.proxy().set(Fault::Refuse),
            Trouble::NetworkFrozen => stage.proxy().set(Fault::Freeze),
            Trouble::NetworkBlackhole => stage.proxy().set(Fault::Blackhole),
            Trouble::PostgresRestarted => stage.postgres().order("fast"),
            Trouble::PostgresStoppedAtOnce => stage.postgres().order("immediate"),
            Trouble::PostgresKilled => stage.postgres().order("kill"),
            Trouble::PostgresFrozen => stage.postgres().order("freeze"),
            Trouble::NoConnectionLeft => self.others = Some(Others::take_connections(stage).await),
            Trouble::LockHeld => self.others = Some(Others::lock(stage, self.on).await),
            Trouble::FilesMayNotGrow => self.running().limit_files(Some(3 << 20)),
            Trouble::DiskFull => self.disk.expect("a disk").fill(),
            Trouble::ServerKilled => self.server.take().expect("a server").kill(),
            Trouble::ServerStopped => assert!(self.server.take().expect("a server").terminate()),
            Trouble::ClientsThatNeverRead => self.mute = Some(Mute::start(self.running())),
            Trouble::LogUnwritable => {}
        }
    }

    pub async fn end(&mut self, trouble: Trouble) {
        let stage = self.stage;
        match trouble {
            Trouble::PostgresRestarted | Trouble::PostgresStoppedAtOnce | Trouble::PostgresKilled => {
                stage.postgres().order("start");
            }
            Trouble::PostgresFrozen => stage.postgres().order("thaw"),
            Trouble::FilesMayNotGrow => self.running().limit_files(None),
            Trouble::DiskFull => self.make_room(),
            Trouble::ServerKilled | Trouble::ServerStopped => self.server = Some(stage.setup.start()),
            Trouble::LockHeld | Trouble::NoConnectionLeft => {
                if let Some(others) = self.others.take() {
                    others.leave().await;
                }
            }
            Trouble::CommitAnswersCut
            | Trouble::PostgresRefuses
            | Trouble::NetworkFrozen
            | Trouble::NetworkBlackhole => stage.proxy().set(Fault::None),
            Trouble::ClientsThatNeverRead => {
                if let Some(mute) = self.mute.take() {
                    self.note = format!(" ({mute}, {} MiB)", self.running().peak());
                }
            }
            _ => {}
        }
    }

    /// What there is to say besides: of clients who do not read.
    pub fn note(&self) -> &str {
        &self.note
    }

    fn running(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }

    /// PostgreSQL may have ended, and is started by its operator.
    fn make_room(&self) {
        self.disk.expect("a disk").make_room();
        if self.on == Backend::Postgres {
            self.stage.postgres().order("immediate");
            self.stage.postgres().order("start");
        }
    }
}
