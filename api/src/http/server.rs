//! Starts the server and stops it gracefully.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App as Routes, HttpServer};

use super::edge::Edge;
use super::routes;
use crate::App;

/// A server that runs, and how to stop it.
pub struct Running {
    pub addr: SocketAddr,
    handle: ServerHandle,
    edge: Arc<Edge>,
}

/// Runs until the process is told to stop by SIGTERM or SIGINT, then finishes what is under way.
///
/// # Errors
/// When the listener or the signals cannot be used.
pub async fn serve(app: Arc<App>, listener: TcpListener, workers: usize) -> io::Result<()> {
    let (server, running) = start(app, listener, workers)?;
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let mut server = tokio::spawn(server);
    tokio::select! {
        ended = &mut server => return ended.map_err(io::Error::other)?,
        _ = terminate.recv() => tracing::info!("told to stop by SIGTERM"),
        interrupted = tokio::signal::ctrl_c() => { interrupted?; tracing::info!("told to stop by SIGINT") }
    }
    running.stop().await;
    server.await.map_err(io::Error::other)?
}

/// Starts to listen. The server runs when the first of the two is awaited or spawned; it takes no signals.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(app: Arc<App>, listener: TcpListener, workers: usize) -> io::Result<(Server, Running)> {
    let addr = listener.local_addr()?;
    let limits = app.limits.clone();
    let edge = Arc::new(Edge::new(app, addr.ip().is_loopback()));
    let shared = Data::from(Arc::clone(&edge));
    let server = HttpServer::new(move || {
        Routes::new().app_data(shared.clone()).wrap(from_fn(routes::around)).configure(routes::configure)
    })
    .workers(workers)
    .keep_alive(limits.keep_alive)
    .client_request_timeout(limits.head_deadline)
    .max_connections(limits.connections)
    .shutdown_timeout(limits.drain.as_secs())
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    Ok((server, Running { addr, handle, edge }))
}

impl Running {
    /// Takes no new connections, finishes the requests and the work they began, closes idle connections.
    pub async fn stop(self) {
        let Self { handle, edge, .. } = self;
        edge.drain();
        handle.pause().await;
        edge.app.tasks.close();
        // Work runs on the workers' threads, also when nobody waits for it any more: they must outlive it.
        if tokio::time::timeout(edge.app.limits.drain, edge.app.tasks.wait()).await.is_err() {
            tracing::warn!("stopped with work still under way");
        }
        handle.stop(true).await;
    }
}
