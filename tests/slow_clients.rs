//! Clients who take their time: none of them holds a connection, or memory, for ever.

use std::time::Duration;

use rstest::rstest;
use serde_json::json;
use styrgraf::http::Limits;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::support::slow::{large_answer, post, read_to_end, send, small};
use crate::support::{Answer, App, Backend, Backend::*, Role};

async fn with(on: Backend, adjust: impl FnOnce(&mut Limits)) -> App {
    App::with(on, false, |server| adjust(&mut server.limits)).await
}

async fn connect(app: &App) -> TcpStream {
    TcpStream::connect(app.authority()).await.expect("a connection")
}

/// The length that the head of an answer tells, and that of the body that came.
fn lengths(answer: &str) -> (usize, usize) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let told = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    (told.parse().expect("a number"), body.len())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_is_cut_off(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.write_wait = Duration::from_millis(300)).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &post(&large_answer(1))).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (told, came) = lengths(&read_to_end(&mut client).await);
    assert!(came < told, "{came} of {told}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_reads_a_little_now_and_then_is_cut_off(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.write_wait = Duration::from_millis(300)).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &post(&large_answer(1))).await;
    let mut came = 0;
    for _ in 0..2_000 {
        let mut little = [0; 256];
        match client.read(&mut little).await {
            Ok(0) | Err(_) => return,
            Ok(read) => came += read,
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it is still served after {came} bytes");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_reads_steadily_is_served_whole(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.write_wait = Duration::from_millis(700)).await;
    let mut client = small(app.authority()).await;
    let request = post(&large_answer(1)).replace("Host:", "Connection: close\r\nHost:");
    send(&mut client, &request).await;
    let mut answer = Vec::new();
    let mut part = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = client.read(&mut part).await {
        answer.extend_from_slice(&part[..read]);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (told, came) = lengths(&String::from_utf8_lossy(&answer));
    assert_eq!(came, told);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_too_much_unread_gets_no_more(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.held_for_one = 4_000_000).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &post(&large_answer(1))).await;
    client.readable().await.expect("an answer");
    let busy = Answer::to(app.public().post().json(&json!({ "query": large_answer(1) }))).await;
    assert_eq!(busy.status, 503, "{}", busy.body);
    assert_eq!(busy.headers["retry-after"], "1");
    assert!(busy.refusal("OVERLOADED").contains("slow clients"));
    app.public().ask("{ viewer { roles } }").await.data();
    drop(client);
    loop {
        let answer = app.public().ask(large_answer(1)).await;
        if answer.status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A large answer's request by a client that takes it packed: still too long for the buffers on its way.
fn packed() -> String {
    post(&large_answer(3)).replace("Host:", "Accept-Encoding: gzip\r\nHost:")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_a_packed_answer_is_cut_off_too(#[values(Sqlite)] on: Backend) {
    let adjust = |limits: &mut Limits| (limits.write_wait, limits.send_buffer) = (Duration::from_millis(300), 4096);
    let app = with(on, adjust).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &packed()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut answer = Vec::new();
    let _ = client.read_to_end(&mut answer).await;
    let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head") + 4;
    let (told, _) = lengths(&String::from_utf8_lossy(&answer[..head]));
    assert!(answer.len() - head < told, "{} of {told}", answer.len() - head);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_packed_answer_that_is_unread_counts_as_long_as_it_is(#[values(Sqlite)] on: Backend) {
    // Room for either answer as it is, and not for both.
    let adjust = |limits: &mut Limits| (limits.held_for_one, limits.send_buffer) = (11_000_000, 4096);
    let app = with(on, adjust).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &packed()).await;
    client.readable().await.expect("an answer");
    app.public().ask(large_answer(1)).await.data();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_strangers_leave_unread_takes_nothing_from_others(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.held = 4_000_000).await;
    let mut client = small(app.authority()).await;
    send(&mut client, &post(&large_answer(1))).await;
    client.readable().await.expect("an answer");
    app.public().ask(large_answer(1)).await.refusal("OVERLOADED");
    app.as_role(Role::Reader).ask(large_answer(1)).await.data();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_arrive_slowly_have_a_cap_too(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.held_for_one = 250_000).await;
    let request = post(&"x".repeat(200_000));
    let mut slow = connect(&app).await;
    send(&mut slow, &request[..150_000]).await;
    let mut other = connect(&app).await;
    send(&mut other, &request[..150_000]).await;
    // One of the two is refused, whichever the server reads last.
    let (mut of_slow, mut of_other) = ([0; 12], [0; 12]);
    let answer = tokio::select! {
        read = slow.read_exact(&mut of_slow) => read.map(|_| of_slow),
        read = other.read_exact(&mut of_other) => read.map(|_| of_other),
    };
    assert_eq!(String::from_utf8_lossy(&answer.expect("an answer")), "HTTP/1.1 503");
    drop((slow, other));
    app.public().ask("{ viewer { roles } }").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_run_for_whom_there_is_no_room(#[values(Sqlite, Postgres)] on: Backend) {
    let app = with(on, |limits| limits.held = 0).await;
    let before = app.changes().await;
    let create = r#"mutation { createOrganisation(input: { kind: AGENCY, name: "x" }) { revision } }"#;
    let answer = app.as_role(Role::Editor).ask(create).await;
    answer.refusal("OVERLOADED");
    assert_eq!(app.changes().await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_stops_arriving_is_not_waited_for(#[values(Sqlite)] on: Backend) {
    let adjust = |limits: &mut Limits| {
        // actix counts from a time that it looks up twice a second.
        limits.head_deadline = Duration::from_secs(1);
        limits.keep_alive = Duration::from_secs(2);
    };
    let app = with(on, adjust).await;
    let head = "GET /livez HTTP/1.1\r\nHost: localhost\r\n";
    let mut first = connect(&app).await;
    send(&mut first, head).await;
    assert!(read_to_end(&mut first).await.starts_with("HTTP/1.1 408"));
    let mut second = connect(&app).await;
    send(&mut second, &format!("{head}\r\n{head}")).await;
    let answers = read_to_end(&mut second).await;
    assert!(answers.starts_with("HTTP/1.1 200"), "{answers}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_head_that_comes_drop_by_drop_is_not_waited_for(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.keep_alive = Duration::from_millis(300)).await;
    let mut client = connect(&app).await;
    send(&mut client, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /livez HTTP/1.1\r\nX: ").await;
    let (mut reader, mut writer) = client.split();
    let drops = async {
        while tokio::io::AsyncWriteExt::write_all(&mut writer, b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let mut answers = Vec::new();
    tokio::select! {
        () = drops => (),
        _ = reader.read_to_end(&mut answers) => (),
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pipelined_requests_are_answered_in_order_and_only_as_they_are_read(#[values(Sqlite)] on: Backend) {
    let app = with(on, |limits| limits.held_for_one = 4_000_000).await;
    let mut client = small(app.authority()).await;
    let close = post("{ viewer { roles } }").replace("Host:", "Connection: close\r\nHost:");
    let statements = app.statements();
    send(&mut client, &format!("{}{}{close}", post(&large_answer(1)), post(&large_answer(1)))).await;
    client.readable().await.expect("an answer");
    let of_one = app.statements() - statements;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(app.statements() - statements, of_one, "the second is run before the first is read");
    let answers = read_to_end(&mut client).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3);
    assert!(answers.contains("\"roles\":[]"), "the last");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_sends_no_more_still_gets_its_answer(#[values(Sqlite)] on: Backend) {
    let app = App::start(on).await;
    let mut client = connect(&app).await;
    send(&mut client, &post("{ viewer { roles } }")).await;
    tokio::io::AsyncWriteExt::shutdown(&mut client).await.expect("half closed");
    assert!(read_to_end(&mut client).await.contains("\"roles\":[]"));
}
