//! What it costs a request to read from one state: the transaction that it reads in, against the whole request.

use sea_orm::{ConnectionTrait, Statement};

use super::anew::Anew;
use super::support::{App, Backend, Role};
use super::timing::Times;

const SMALL: &str = "{ territories(first: 1) { nodes { code } } }";
const LARGE: &str = "{ measures(first: 25) { totalCount nodes { title resultAreas { name } responsible { name }
    updates(first: 5) { nodes { progress comment } }
    actionPlan { title assignment { decision { agendaItem { meeting { title body { name } } } } } } } } }";
const ROUNDS: usize = 300;

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    let one = Statement::from_string(app.backend(), "SELECT 1 AS number");
    let (mut plain, mut within) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        plain.add(app.server.db.reader().query_all_raw(one.clone())).await.expect("a row");
        within.add(snapshot(&app, one.clone())).await;
    }
    println!("\nOne statement in a snapshot against the same without, {on:?}: {}", within.against(&plain));
    for (name, query) in [("small", SMALL), ("large", LARGE)] {
        let (mut request, mut overhead) = (Times::default(), Times::default());
        for _ in 0..ROUNDS {
            request.add(app.as_role(Role::Reader).ask_anew(query)).await.data();
            overhead.add(snapshot(&app, one.clone())).await;
        }
        println!("A snapshot with one statement against a whole {name} request: {}", overhead.against(&request));
    }
}

async fn snapshot(app: &App, statement: Statement) {
    let snapshot = app.server.db.snapshot().await.expect("a snapshot");
    snapshot.transaction.query_all_raw(statement).await.expect("a row");
}
