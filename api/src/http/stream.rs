//! The bytes of a connection. actix waits without end for a client that does not read its answer, and for the head of a
//! second request; this is the layer below it, and gives up.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Duration, Sleep, sleep};

use super::Limits;
use super::connection::Connection;
use super::patience::Patience;

pub struct Stream {
    tcp: TcpStream,
    connection: Rc<Connection>,
    patience: Patience,
    keep_alive: Duration,
    /// Runs while no request is under way.
    idle: Option<Pin<Box<Sleep>>>,
}

impl Stream {
    pub fn new(tcp: TcpStream, connection: Rc<Connection>, limits: &Limits) -> Self {
        let patience = Patience::new(limits.write_wait, limits.write_pace);
        Self { tcp, connection, patience, keep_alive: limits.keep_alive, idle: None }
    }

    pub fn connection(&self) -> &Rc<Connection> {
        &self.connection
    }

    /// Ready when a client without a request has had its time, whatever it sends: it may be a head, drop by drop.
    fn poll_idle(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        if self.connection.is_busy() {
            self.idle = None;
            return Poll::Pending;
        }
        let keep_alive = self.keep_alive;
        let idle = self.idle.get_or_insert_with(|| Box::pin(sleep(keep_alive)));
        ready!(idle.as_mut().poll(context));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }

    /// What the client has not read is thrown away, here and in the system.
    fn cut_off(&self) -> io::Error {
        tracing::info!("cut off a client that does not read its answer");
        let _ = self.tcp.set_zero_linger();
        io::ErrorKind::TimedOut.into()
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Poll::Ready(error) = self.poll_idle(context) {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.tcp).poll_read(context, into)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Poll::Ready(written) = Pin::new(&mut self.tcp).poll_write(context, bytes) else {
            ready!(self.patience.poll_spent(context));
            return Poll::Ready(Err(self.cut_off()));
        };
        self.patience.earn(*written.as_ref().unwrap_or(&0));
        Poll::Ready(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}
