//! A client's connection: what the stream below HTTP and the handlers above it have to know of each other.

use std::cell::Cell;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;

use super::backlog::{Backlog, Client};
use crate::auth::viewer::Viewer;
use crate::error::{Error, Result};

pub struct Connection {
    client: Cell<Client>,
    backlog: Arc<Backlog>,
    /// From a request's head to the last byte of its answer. The dispatcher runs one request at a time.
    busy: Cell<bool>,
    /// Bytes held for it: of its request's body, and of the answer until the last of them is handed to the system.
    held: Cell<usize>,
}

impl Connection {
    pub fn new(address: IpAddr, backlog: Arc<Backlog>) -> Rc<Self> {
        let (busy, held) = (Cell::new(false), Cell::new(0));
        Rc::new(Self { client: Cell::new(Client::at(address)), backlog, busy, held })
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

    /// Who sends this request.
    pub fn identify(&self, viewer: &Viewer) {
        self.client.update(|client| Client { is_public: *viewer == Viewer::public(), ..client });
    }

    /// # Errors
    /// `Busy` when too much is held for this client, or for all, for anything more to be run.
    pub fn check_room(&self) -> Result<()> {
        if self.backlog.has_room(self.client.get(), 1) { Ok(()) } else { Err(unread()) }
    }

    /// Counts bytes as held until the request ends.
    ///
    /// # Errors
    /// `Busy` when there is no room for them.
    pub fn try_hold(&self, bytes: usize) -> Result<()> {
        if !self.backlog.try_add(self.client.get(), bytes) {
            return Err(unread());
        }
        self.held.update(|held| held + bytes);
        Ok(())
    }

    /// The same for what must not be lost.
    pub fn hold(&self, bytes: usize) {
        self.backlog.add(self.client.get(), bytes);
        self.held.update(|held| held + bytes);
    }

    /// So much of what was held is not held any more.
    pub fn release(&self, bytes: usize) {
        let bytes = bytes.min(self.held.get());
        self.backlog.remove(self.client.get(), bytes);
        self.held.update(|held| held - bytes);
    }

    fn end(&self) {
        self.busy.set(false);
        self.backlog.remove(self.client.get(), self.held.take());
        self.client.update(|client| Client { is_public: true, ..client });
    }
}

fn unread() -> Error {
    Error::Busy("Too much waits for slow clients. Read the answers that you asked for, and try again shortly.".into())
}

/// A request that is under way. It ends when this is dropped.
pub struct UnderWay(Rc<Connection>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.end();
    }
}
