//! 200 clients who ask for 12 MB each and never read.

use std::time::{Duration, Instant};

use futures_util::future;
use tokio::io::{Interest, Ready};

use super::server::Server;
use super::support::slow::{large_answer, post, read_to_end, send, small};

const CLIENTS: usize = 200;
/// How often each asks again after it was told that the server is busy, or was cut off.
const ROUNDS: usize = 3;

/// What became of one request.
enum Ended {
    Busy,
    CutOff(Duration),
}

pub async fn measure() {
    let server = Server::start();
    let request = post(&large_answer(4)).replace("Host:", "Connection: close\r\nHost:");
    let begin = server.memory();
    let clients = (0..CLIENTS).map(|_| async {
        let mut ended = Vec::new();
        for _ in 0..ROUNDS {
            ended.push(never_read(server.authority(), &request).await);
        }
        ended
    });
    let ended: Vec<Ended> = future::join_all(clients).await.into_iter().flatten().collect();
    let cut_off = ended.iter().filter_map(|ended| if let Ended::CutOff(after) = ended { Some(*after) } else { None });
    let (times, busy) = (cut_off.clone().count(), ended.iter().filter(|ended| matches!(ended, Ended::Busy)).count());
    println!("\n{CLIENTS} clients who never read 12 MB, {ROUNDS} times each, on the release binary, SQLite");
    println!("Told that the server is busy: {busy}; cut off: {times}");
    let (soonest, latest) = (cut_off.clone().min().unwrap_or_default(), cut_off.max().unwrap_or_default());
    println!("Time from a request until it is cut off: {soonest:.1?} to {latest:.1?}");
    println!("Memory at first: {begin}; in the end: {}", server.memory());
    let answer = server.post().body(r#"{"query":"{ __typename }"}"#).send().await.expect("an answer");
    println!("It still answers: {}", answer.text().await.expect("a text"));
}

/// Leaves what comes unread until the server ends the connection. A refusal is so short that it has come whole by then.
async fn never_read(authority: &str, request: &str) -> Ended {
    let mut client = small(authority).await;
    let start = Instant::now();
    send(&mut client, request).await;
    while !client.ready(Interest::READABLE).await.is_ok_and(Ready::is_read_closed) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let after = start.elapsed();
    if read_to_end(&mut client).await.starts_with("HTTP/1.1 503") { Ended::Busy } else { Ended::CutOff(after) }
}
