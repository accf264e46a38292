//! How the time of a check of the ledger grows with it.

use std::time::Duration;

use entity::organisation::Model;
use styrgraf::ledger::verify;

use super::support::{App, Backend};
use super::timing::Times;

const SIZES: [i64; 2] = [60_000, 1_000_000];
/// Rows in one write.
const ROWS: i64 = 2_000;

pub async fn measure(on: Backend) {
    let app = App::start(on).await;
    let mut per_change = Vec::new();
    println!("\nledger verify, {on:?}");
    for size in SIZES {
        grow(&app, size).await;
        let mut times = Times::default();
        for _ in 0..3 {
            let report = times.add(verify(&app.server.db, None)).await.expect("a report");
            assert!(report.is_intact() && report.checked >= size, "{report}");
        }
        println!("{size} changes: {:.1?}", times.median());
        per_change.push(times.median() / u32::try_from(size).expect("a size"));
    }
    let [few, many] = per_change[..] else { return };
    println!("Time for each change, of {} against {}: {:.2}", SIZES[1], SIZES[0], ratio(many, few));
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

async fn grow(app: &App, size: i64) {
    let mut changes = app.changes().await;
    while changes < size {
        let count = ROWS.min(size - changes);
        let named = |n: i64| Model { name: format!("Organisation {n}"), ..Model::default() };
        app.write((changes..changes + count).map(named).collect()).await;
        changes += count;
    }
}
