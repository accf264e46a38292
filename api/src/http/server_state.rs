//! What the handlers share beside the application itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use uuid::{NoContext, Timestamp, Uuid};

use super::App;
use super::backlog::Backlog;
use super::compress::Packers;

pub struct ServerState {
    pub app: Arc<App>,
    /// Listening on loopback only, where a page of another site must not reach us under its own name.
    pub on_loopback: bool,
    pub backlog: Arc<Backlog>,
    /// One for each core.
    pub packers: Packers,
    draining: AtomicBool,
}

impl ServerState {
    pub fn new(app: Arc<App>, on_loopback: bool) -> Self {
        let backlog = Arc::new(Backlog::new(&app.limits));
        let packers = Arc::new(Semaphore::new(available_parallelism().map_or(2, usize::from)));
        Self { app, on_loopback, backlog, packers, draining: AtomicBool::new(false) }
    }

    /// An id for one request; in the order of time, so that the log can be searched.
    pub fn request_id(&self) -> Uuid {
        let now: DateTime<Utc> = self.app.clock.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
    }

    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
