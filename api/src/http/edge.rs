//! What the handlers share beside the application itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::task::task_tracker::TaskTrackerToken;
use uuid::{NoContext, Timestamp, Uuid};

use super::backlog::Backlog;
use super::connection::Connection;
use super::refusal::Refusal;
use crate::App;
use crate::auth::viewer::Viewer;

pub struct Edge {
    pub app: Arc<App>,
    /// Listening on loopback only, where a page of another site must not reach us under its own name.
    pub on_loopback: bool,
    pub backlog: Arc<Backlog>,
    draining: AtomicBool,
    operations: Room,
    /// Those who wait for a revision. They hold no place among the operations.
    pub waits: Room,
}

/// Room for so many of the public, and so many others: neither can take the other's.
pub struct Room {
    public: Arc<Semaphore>,
    others: Arc<Semaphore>,
}

impl Room {
    fn new(public: usize, others: usize) -> Self {
        Self { public: Arc::new(Semaphore::new(public)), others: Arc::new(Semaphore::new(others)) }
    }

    /// # Errors
    /// 503 at once when there is none.
    pub fn take(&self, viewer: &Viewer) -> Result<OwnedSemaphorePermit, Refusal> {
        let room = if *viewer == Viewer::public() { &self.public } else { &self.others };
        Arc::clone(room).try_acquire_owned().map_err(|_| Refusal::busy())
    }
}

/// What an operation holds until its work is done, whoever waits for it.
pub struct Place {
    _room: OwnedSemaphorePermit,
    /// Keeps the connection's worker, on which the work runs, from ending.
    _connection: TaskTrackerToken,
}

impl Edge {
    pub fn new(app: Arc<App>, on_loopback: bool) -> Self {
        let operations = Room::new(app.limits.public_operations, app.limits.other_operations);
        let waits = Room::new(app.limits.public_waits, app.limits.other_waits);
        let backlog = Arc::new(Backlog::new(&app.limits));
        Self { app, on_loopback, backlog, draining: AtomicBool::new(false), operations, waits }
    }

    /// A place among the operations that run.
    ///
    /// # Errors
    /// 503 at once when there is none.
    pub fn place(&self, viewer: &Viewer, connection: &Connection) -> Result<Place, Refusal> {
        Ok(Place { _room: self.operations.take(viewer)?, _connection: connection.work.token() })
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
