//! Clients who take their time: they send little by little, or do not read what they asked for.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A document within the limits of the public whose answer has about 3 MB for each of `times`, of which four are allowed.
pub fn large_answer(times: usize) -> String {
    let names: Vec<String> = (0..54).map(|number| format!("n{number}{}: name", "x".repeat(540))).collect();
    let names = names.join(" ");
    let siblings = format!("children(first: {times}) {{ nodes {{ {names} }} }}");
    format!(
        "{{ territories(first: 100, filter: {{ level: [MUNICIPALITY] }}) {{ nodes {{ parent {{ {siblings} }} }} }} }}"
    )
}

/// A connection whose client has hardly any room for what it has not read.
pub async fn small(authority: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4 * 1024).expect("a setting");
    socket.connect(authority.parse().expect("an address")).await.expect("a connection")
}

/// A document as it goes over the wire.
pub fn post(query: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub async fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.expect("sent");
}

/// All that the server sends until it closes the connection, in good order or not.
pub async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
