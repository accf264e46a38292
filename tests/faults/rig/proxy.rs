//! A proxy between the server and PostgreSQL that does to their connections what networks do.

use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

use super::wire::Wire;

/// What happens to what passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Nobody listens, and what was connected is reset.
    Refuse,
    /// Connections are taken, and nothing is passed on until it ends.
    Freeze,
    /// What is sent is lost for ever, both ways; new connections get no answer. The old ones stay dead afterwards.
    Blackhole,
    /// Everything comes later.
    Delay(Duration),
    /// PostgreSQL gets each COMMIT, and its connection breaks before the answer.
    CutCommit,
}

/// The present fault, and how often all connections were reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub fault: Fault,
    pub resets: u64,
}

pub struct Proxy {
    port: u16,
    state: watch::Sender<State>,
    task: AbortHandle,
}

impl Proxy {
    /// In front of this port of this machine.
    pub async fn start(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let (state, watched) = watch::channel(State { fault: Fault::None, resets: 0 });
        let task = tokio::spawn(listen(listener, port, to, watched)).abort_handle();
        Self { port, state, task }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, fault: Fault) {
        self.state.send_modify(|state| state.fault = fault);
        if fault == Fault::Refuse {
            self.reset();
        }
    }

    /// Breaks every connection that there is.
    pub fn reset(&self) {
        self.state.send_modify(|state| state.resets += 1);
    }
}

async fn listen(listener: TcpListener, port: u16, to: u16, mut state: watch::Receiver<State>) {
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    loop {
        let now = state.borrow_and_update().fault;
        match now {
            Fault::Refuse => listener = None,
            _ if listener.is_none() => listener = TcpListener::bind(("127.0.0.1", port)).await.ok(),
            _ => {}
        }
        tokio::select! {
            changed = state.changed() => if changed.is_err() { return },
            client = accept(listener.as_ref(), now) => {
                connections.spawn(connect(client, to, state.clone()));
            }
        }
    }
}

/// Connections that nobody takes wait in the system's queue.
async fn accept(listener: Option<&TcpListener>, fault: Fault) -> TcpStream {
    match listener {
        Some(listener) if fault != Fault::Blackhole => loop {
            if let Ok((client, _)) = listener.accept().await {
                return client;
            }
        },
        _ => std::future::pending().await,
    }
}

async fn connect(client: TcpStream, to: u16, state: watch::Receiver<State>) {
    match TcpStream::connect(("127.0.0.1", to)).await {
        Ok(server) => Wire::new(client, server, state).run().await,
        Err(_) => drop(client.set_zero_linger()),
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}
