//! Clients who do not wait for their answers, and what must hold after them.

use std::time::Duration;

use futures_util::{StreamExt, future, stream};
use reqwest::Request;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use styrgraf::database::Db;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::{Actor, App, Role};

/// How many do it at one time: fewer than the server has places for.
const AT_ONCE: usize = 24;

const QUERY: &str = "{ evaluations(first: 100) { totalCount nodes { title findings { nodes { text } } } } }";
const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) { revision } }";
const CREATE: &str = "mutation ($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) { revision userErrors { message } } }";

/// Sends requests and hangs up 0 to 20 ms after each, on every third without a goodbye. Every other one pushes, some the
/// same rows as others do; of every eighth only half arrives. Comes back when the server has nothing more to do.
pub async fn hang_up(app: &App, requests: usize) {
    let (reader, integration, editor) =
        (app.as_role(Role::Reader), app.as_role(Role::Integration), app.as_role(Role::Editor));
    let clients = (0..requests).map(|number| {
        let request = match number % 4 {
            0 => request(&reader, QUERY, &json!({})),
            1 => request(&editor, CREATE, &json!({ "input": { "kind": "OTHER", "name": format!("Bruten {number}") } })),
            2 => request(&integration, PUSH, &evaluations("samma", number)),
            _ => request(&integration, PUSH, &evaluations(&format!("egen{number}"), number)),
        };
        let bytes = bytes(&request);
        let sent = if number % 8 == 7 { bytes.len() / 2 } else { bytes.len() };
        let wait = Duration::from_millis(number as u64 * 11 % 21);
        let is_abrupt = number % 3 == 0;
        async move {
            room(app).await;
            let mut stream = TcpStream::connect(app.authority()).await.expect("a connection");
            stream.write_all(&bytes[..sent]).await.expect("sent");
            tokio::time::sleep(wait).await;
            if is_abrupt {
                // Closing resets the connection instead of ending it in good order.
                stream.set_zero_linger().expect("a setting");
            }
        }
    });
    stream::iter(clients).buffer_unordered(AT_ONCE).collect::<()>().await;
    rest(app).await;
}

fn request(actor: &Actor<'_>, query: &str, variables: &Value) -> Request {
    let body = json!({ "query": query, "variables": variables });
    actor.post().json(&body).build().expect("a request")
}

fn evaluations(name: &str, number: usize) -> Value {
    let evaluation = |row: usize| {
        json!({ "externalId": format!("{name}-{row}"), "title": format!("Utvärdering {number}"), "kind": "EVALUATION",
            "status": "PUBLISHED", "subject": "Något", "subjectKind": "PROGRAMME",
            "findings": [{ "externalId": "1", "kind": "NEED", "text": format!("Behov {number}") }] })
    };
    json!({ "input": { "source": "tests", "evaluations": (0..2).map(evaluation).collect::<Vec<_>>() } })
}

/// A request as it goes over the wire.
fn bytes(request: &Request) -> Vec<u8> {
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    let mut bytes =
        format!("POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for (name, value) in request.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    [&bytes, &b"\r\n"[..], body].concat()
}

/// Waits until the server would not turn the request away.
async fn room(app: &App) {
    while app.server.engine.tasks.len() > AT_ONCE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Waits until the server has had nothing to do for a while.
async fn rest(app: &App) {
    let mut still = 0;
    for _ in 0..1_200 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        still = if app.server.engine.tasks.is_empty() { still + 1 } else { 0 };
        if still == 10 {
            return;
        }
    }
    panic!("after a minute the server is still at work");
}

/// How many connections stand inside a transaction. SQLite has only one that writes; a write shows whether it is free.
pub async fn open_transactions(app: &App) -> i64 {
    if app.backend() == DbBackend::Sqlite {
        return 0;
    }
    let sql = "SELECT count(*) AS number FROM pg_stat_activity
               WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    app.number(sql).await
}

/// Writes 40 rows over HTTP, on every connection of the pool, and counts them from another session.
pub async fn later_writes(app: &App) -> i64 {
    let editor = app.as_role(Role::Editor);
    let write = async |number: usize| {
        let input = json!({ "kind": "OTHER", "name": format!("Efteråt {number}") });
        let answer = editor.ask_with(CREATE, json!({ "input": input })).await;
        assert_eq!(answer.user_errors("createOrganisation"), []);
    };
    future::join_all((0..40).map(write)).await;
    let other = Db::open(&app.config().database).await.expect("another session");
    let sql = "SELECT count(*) AS number FROM organisation WHERE name LIKE 'Efteråt %'";
    let row = other.reader().query_one_raw(Statement::from_string(other.backend(), sql)).await.expect("a result");
    let number = row.expect("a row").try_get("", "number").expect("a number");
    other.close().await;
    number
}
