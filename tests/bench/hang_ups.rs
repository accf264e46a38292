//! 2,000 clients who hang up, on PostgreSQL.

use super::support::{App, Backend, hang_up, later_writes, open_transactions};

const REQUESTS: usize = 2_000;

pub async fn measure() {
    let app = App::demo(Backend::Postgres).await;
    let before = app.changes().await;
    hang_up(&app, REQUESTS).await;
    let (finished, open) = (app.changes().await - before, open_transactions(&app).await);
    let report = styrgraf::ledger::verify(&app.server.db, None).await.expect("a report");
    println!("\n{REQUESTS} requests whose clients hung up after 0 to 20 ms, {:?}", app.backend());
    println!("Connections left inside a transaction: {open}");
    println!("Of 40 later writes, read back from another session: {}", later_writes(&app).await);
    println!("Changes that were finished though nobody waited: {finished}; the ledger: {report}");
}
