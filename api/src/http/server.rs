//! Starts the server and stops it gracefully.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_http::{HttpService, Protocol, error::DispatchError};
use actix_server::{GracefulShutdownSignal, Server, ServerHandle};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, apply_fn_factory, boxed, map_config,
};
use actix_web::App as Routes;
use actix_web::dev::AppConfig;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use socket2::SockRef;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::connection::Connection;
use super::server_state::ServerState;
use super::signals::Signals;
use super::stream::Stream;
use super::{App, routes};

/// A server that runs, and how to stop it.
pub struct Running {
    pub addr: SocketAddr,
    handle: ServerHandle,
    state: Arc<ServerState>,
}

/// How long a closed connection is read from, so that its client gets to see the last answer.
const LINGER: Duration = Duration::from_secs(1);

/// Runs until SIGTERM or SIGINT, then finishes what is under way. A second signal ends it at once.
///
/// # Errors
/// When the listener cannot be used, or work was left unfinished.
pub async fn serve(app: Arc<App>, listener: TcpListener, workers: usize, mut signals: Signals) -> io::Result<()> {
    let (server, running) = start(app, listener, workers)?;
    let mut server = tokio::spawn(server);
    tokio::select! {
        ended = &mut server => return ended.map_err(io::Error::other)?,
        name = signals.next() => tracing::info!("stopping: {name} was received"),
    }
    tokio::select! {
        () = running.stop() => server.await.map_err(io::Error::other)?,
        name = signals.next() => Err(io::Error::other(format!("{name} was received while stopping: stopped at once"))),
    }
}

/// Starts to listen. The server runs when the first of the two is awaited or spawned; it takes no signals.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(app: Arc<App>, listener: TcpListener, workers: usize) -> io::Result<(Server, Running)> {
    let addr = listener.local_addr()?;
    // Every connection takes this over. Left to itself, the system would hold some MiB for each.
    SockRef::from(&listener).set_send_buffer_size(app.limits.send_buffer)?;
    let limits = app.limits.clone();
    let state = Arc::new(ServerState::new(app, addr.ip().is_loopback()));
    let builder = Server::build()
        .workers(workers)
        .max_concurrent_connections(limits.connections)
        .shutdown_timeout(limits.drain.as_secs())
        .disable_signals();
    let (shared, stopping) = (Arc::clone(&state), builder.graceful_shutdown_signal());
    let server = builder.listen("http", listener, move || service(&shared, &stopping))?.run();
    let handle = server.handle();
    Ok((server, Running { addr, handle, state }))
}

type Http = boxed::BoxServiceFactory<(), (Stream, Protocol, Option<SocketAddr>), (), DispatchError, ()>;

/// What `HttpServer` of actix-web would make, over our own stream.
fn service(
    state: &Arc<ServerState>,
    stopping: &GracefulShutdownSignal,
) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = DispatchError, InitError = ()> + use<> {
    let state = Arc::clone(state);
    apply_fn_factory(http(&state, stopping), move |tcp: TcpStream, http| {
        let peer = tcp.peer_addr().ok();
        let address = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.ip());
        let connection = Connection::new(address, Arc::clone(&state.backlog));
        let stream = Stream::new(tcp, connection, &state.app.limits);
        http.call((stream, Protocol::Http1, peer))
    })
}

fn http(state: &Arc<ServerState>, stopping: &GracefulShutdownSignal) -> Http {
    let shared = Data::from(Arc::clone(state));
    let routes = Routes::new().app_data(shared).wrap(from_fn(routes::middleware)).configure(routes::configure);
    let routes = routes.into_factory().map_err(|error: actix_web::Error| error.error_response());
    let stopping = stopping.clone();
    let http = HttpService::build()
        .graceful_shutdown_signal(move || {
            let stopping = stopping.clone();
            async move { stopping.notified().await }
        })
        .keep_alive(state.app.limits.keep_alive)
        .client_request_timeout(state.app.limits.head_deadline)
        .client_disconnect_timeout(LINGER)
        .on_connect_ext(|stream: &Stream, data| {
            data.insert(stream.connection().clone());
        })
        .finish(map_config(routes, |()| AppConfig::default()));
    boxed::factory(http)
}

impl Running {
    /// Closes the listener and idle connections, finishes the requests and the work that they started.
    pub async fn stop(self) {
        let Self { handle, state, .. } = self;
        state.drain();
        let deadline = Instant::now() + state.app.limits.drain;
        handle.stop(true).await;
        if !state.app.engine.finish(deadline).await {
            tracing::warn!("stopped with work still under way");
        }
    }
}
