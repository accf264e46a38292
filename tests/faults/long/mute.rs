//! Clients that ask for large answers and never read them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;
use tokio::task::JoinSet;

use crate::faults::rig::Server;

const CLIENTS: usize = 200;

pub struct Mute {
    cut_off: Arc<AtomicUsize>,
    started: Instant,
    last: Arc<AtomicUsize>,
    /// They end with it.
    clients: JoinSet<()>,
}

impl Mute {
    pub fn start(server: &Server) -> Self {
        let mut mute =
            Self { cut_off: Arc::default(), started: Instant::now(), last: Arc::default(), clients: JoinSet::new() };
        let field = |n| format!("l{n}: territories(first: 100) {{ nodes {{ id code name }} }}");
        let fields: Vec<String> = (0..20).map(field).collect();
        let body = json!({ "query": format!("{{ {} }}", fields.join(" ")) }).to_string();
        let request = format!(
            "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        for _ in 0..CLIENTS {
            let (cut_off, last, started) = (mute.cut_off.clone(), mute.last.clone(), mute.started);
            let (request, address) = (request.clone(), server.authority().parse().expect("an address"));
            mute.clients.spawn(async move {
                let socket = TcpSocket::new_v4().expect("a socket");
                socket.set_recv_buffer_size(4096).expect("a small buffer");
                let Ok(mut stream) = socket.connect(address).await else { return };
                // One request after another, as long as they are taken.
                while stream.write_all(request.as_bytes()).await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                cut_off.fetch_add(1, Ordering::Relaxed);
                last.fetch_max(usize::try_from(started.elapsed().as_secs()).unwrap_or(0), Ordering::Relaxed);
            });
        }
        mute
    }
}

impl fmt::Display for Mute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cut_off, last) = (self.cut_off.load(Ordering::Relaxed), self.last.load(Ordering::Relaxed));
        write!(f, "{cut_off} of {CLIENTS} cut off, the last after {last} s")
    }
}
