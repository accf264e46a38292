//! Requests over HTTP/1.1 by a few clients who keep their connections, with as little work as can be: what sends them runs on the
//! same processors as what is measured.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const CLIENTS: usize = 16;

/// What one contestant did in a while.
pub struct Round {
    pub took: Duration,
    pub latencies: Vec<Duration>,
}

/// An answer's head and body.
pub struct Answer {
    pub head: String,
    pub body: Vec<u8>,
}

/// A POST of a document, as it goes over the wire.
pub fn post(document: &str) -> Vec<u8> {
    let body = serde_json::json!({ "query": document }).to_string();
    let head =
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nContent-Type: application/json";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Asks once.
pub async fn ask(address: SocketAddr, request: &[u8]) -> io::Result<Answer> {
    let mut client = Client::connect(address).await?;
    let head = client.ask(request).await?;
    let (head, body) = client.buffer[..client.length].split_at(head);
    Ok(Answer { head: String::from_utf8_lossy(head).to_ascii_lowercase(), body: body.to_vec() })
}

/// Asks again and again, on a thread of its own. An answer whose body is of another length ends it.
pub fn run(address: SocketAddr, request: &[u8], length: usize, time: Duration) -> io::Result<Round> {
    let work = async {
        let start = Instant::now();
        let clients = (0..CLIENTS).map(|_| ask_until(address, request, length, start + time));
        let latencies = try_join_all(clients).await?.concat();
        Ok(Round { took: start.elapsed(), latencies })
    };
    std::thread::scope(|scope| {
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_io().build();
        scope.spawn(move || runtime()?.block_on(work)).join().expect("no panic")
    })
}

async fn ask_until(address: SocketAddr, request: &[u8], length: usize, until: Instant) -> io::Result<Vec<Duration>> {
    let mut client = Client::connect(address).await?;
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let start = Instant::now();
        let head = client.ask(request).await?;
        latencies.push(start.elapsed());
        if client.length - head != length {
            return Err(failed("another answer than before", &client.buffer[..client.length]));
        }
    }
    Ok(latencies)
}

struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// How much of the buffer the last answer fills.
    length: usize,
}

impl Client {
    async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 1024 * 1024], length: 0 })
    }

    /// How long the answer's head is.
    async fn ask(&mut self, request: &[u8]) -> io::Result<usize> {
        self.stream.write_all(request).await?;
        self.length = 0;
        let mut whole = None;
        while whole.is_none_or(|(_, whole)| self.length < whole) {
            let read = self.stream.read(&mut self.buffer[self.length..]).await?;
            if read == 0 {
                return Err(failed("an answer that ends early", &self.buffer[..self.length]));
            }
            self.length += read;
            if whole.is_none() {
                whole = lengths(&self.buffer[..self.length])?;
            }
        }
        Ok(whole.map_or(0, |(head, _)| head))
    }
}

/// How long the head and the whole answer are; none as long as the head is not there.
fn lengths(answer: &[u8]) -> io::Result<Option<(usize, usize)>> {
    let Some(end) = answer.windows(4).position(|part| part == b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    match length {
        Some(length) if head.starts_with("http/1.1 200") => Ok(Some((end + 4, end + 4 + length))),
        _ => Err(failed("an answer that is not 200 with a length", answer)),
    }
}

fn failed(what: &str, answer: &[u8]) -> io::Error {
    let start = String::from_utf8_lossy(&answer[..answer.len().min(2_000)]);
    io::Error::other(format!("{what}: {start}"))
}
