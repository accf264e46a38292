//! One connection through the proxy.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;

use super::proxy::{Fault, State};

pub struct Wire {
    client: TcpStream,
    server: TcpStream,
    state: watch::Receiver<State>,
    /// When it was made.
    resets: u64,
}

/// PostgreSQL's messages, taken apart from its bytes: a letter, the length, the rest.
#[derive(Default)]
struct Messages(Vec<u8>);

impl Wire {
    pub fn new(client: TcpStream, server: TcpStream, state: watch::Receiver<State>) -> Self {
        let resets = state.borrow().resets;
        Self { client, server, state, resets }
    }

    /// Until one side ends it, or a fault breaks it.
    pub async fn run(mut self) {
        let (from_client, to_client) = self.client.split();
        let (from_server, to_server) = self.server.split();
        let (mut state, resets) = (self.state.clone(), self.resets);
        let is_broken = tokio::select! {
            _ = pass(from_client, to_server, self.state.clone(), None) => false,
            cut = pass(from_server, to_client, self.state, Some(Messages::default())) => cut.is_err(),
            _ = state.wait_for(|state| state.resets != resets) => true,
        };
        if is_broken {
            // Closing resets the connections instead of ending them in good order.
            let _ = (self.client.set_zero_linger(), self.server.set_zero_linger());
        }
    }
}

/// # Errors
/// When the connection broke, or is to break at this answer to a COMMIT.
async fn pass(
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    mut state: watch::Receiver<State>,
    mut answers: Option<Messages>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    let mut is_dead = false;
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        let committed = answers.as_mut().is_some_and(|answers| answers.has_commit(&buffer[..length]));
        let _ = state.wait_for(|state| state.fault != Fault::Freeze).await;
        let fault = state.borrow().fault;
        is_dead |= fault == Fault::Blackhole;
        match fault {
            _ if is_dead => continue,
            Fault::CutCommit if committed => return Err(io::ErrorKind::ConnectionReset.into()),
            Fault::Delay(time) => tokio::time::sleep(time).await,
            _ => {}
        }
        to.write_all(&buffer[..length]).await?;
    }
}

impl Messages {
    /// Whether a COMMIT was answered in what these bytes complete.
    fn has_commit(&mut self, bytes: &[u8]) -> bool {
        self.0.extend(bytes);
        let mut found = false;
        while let Some(&[kind, a, b, c, d]) = self.0.first_chunk() {
            let length = u32::from_be_bytes([a, b, c, d]) as usize + 1;
            if self.0.len() < length {
                break;
            }
            found |= kind == b'C' && self.0[5..length] == *b"COMMIT\0";
            self.0.drain(..length);
        }
        found
    }
}
