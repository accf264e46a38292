//! A client's connection: what the stream below HTTP and the handlers above it have to know of each other.

use std::cell::Cell;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;
use tokio_util::task::TaskTracker;

use super::backlog::Backlog;
use crate::error::{Error, Result};

pub struct Connection {
    client: IpAddr,
    backlog: Arc<Backlog>,
    /// From a request's head to the last byte of its answer. The dispatcher runs one request at a time.
    busy: Cell<bool>,
    /// Bytes of the answer, until the last of them is handed to the system.
    waiting: Cell<usize>,
    /// Operations that it started.
    pub work: TaskTracker,
}

impl Connection {
    pub fn new(client: IpAddr, backlog: Arc<Backlog>) -> Rc<Self> {
        let (busy, waiting) = (Cell::new(false), Cell::new(0));
        Rc::new(Self { client, backlog, busy, waiting, work: TaskTracker::new() })
    }

    /// The connection that a request came by.
    ///
    /// # Errors
    /// Only if the server was put together wrongly.
    pub fn of(request: &HttpRequest) -> Result<&Rc<Self>> {
        request.conn_data().ok_or_else(|| Error::internal("a request without its connection"))
    }

    pub fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// A request starts.
    pub fn start(self: &Rc<Self>) -> UnderWay {
        self.busy.set(true);
        UnderWay(Rc::clone(self))
    }

    /// # Errors
    /// `Busy` when this client, or all together, leave too much unread for anything more to be run.
    pub fn check_room(&self) -> Result<()> {
        if self.backlog.has_room(self.client, 1) { Ok(()) } else { Err(unread()) }
    }

    /// Counts an answer as waiting for its client.
    ///
    /// # Errors
    /// `Busy` when there is no room for it.
    pub fn try_hold(&self, bytes: usize) -> Result<()> {
        let held = self.backlog.try_add(self.client, bytes);
        self.waiting.update(|waiting| if held { waiting + bytes } else { waiting });
        if held { Ok(()) } else { Err(unread()) }
    }

    /// The same for an answer that must not be lost.
    pub fn hold(&self, bytes: usize) {
        self.backlog.add(self.client, bytes);
        self.waiting.update(|waiting| waiting + bytes);
    }

    fn end(&self) {
        self.busy.set(false);
        self.backlog.remove(self.client, self.waiting.take());
    }
}

fn unread() -> Error {
    Error::Busy(
        "Too many answers wait to be read by their clients. Read those that you asked for, and try again.".into(),
    )
}

/// A request that is under way. It ends when this is dropped.
pub struct UnderWay(Rc<Connection>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.end();
    }
}
