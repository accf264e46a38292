//! The long form: each fault for as long as it takes to matter, and a table of what clients saw. It takes some minutes:
//! `cargo test -p styrgraf-tests faults::long -- --ignored --nocapture`

mod mute;
mod scene;
mod trouble;

use std::time::{Duration, Instant};

use self::scene::Scene;
use self::trouble::{ALL, Trouble};
use super::rig::{Kind, Load, Traffic};
use crate::support::Backend;

const LOAD: Load = Load { pushers: 4, rows: 20, readers: 4 };

#[ignore = "takes minutes"]
#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_faults() {
    let wanted = std::env::var("FAULT").unwrap_or_default();
    println!(
        "| fault | on | pushes: answers | queries: answers | readyz: answers | acknowledged | lost | doubled \
         | longest push | query | readyz | served again after | ledger |\n|---|---|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|"
    );
    for (trouble, on) in ALL.iter().flat_map(|trouble| trouble.databases().iter().map(move |on| (*trouble, *on))) {
        if format!("{trouble:?}").contains(&wanted) {
            row(trouble, on).await;
        }
    }
}

async fn row(trouble: Trouble, on: Backend) {
    let Some((stage, disk)) = trouble.stage(on).await else { return };
    let (server, client) = stage.start();
    let traffic = Traffic::start(&client, LOAD);
    traffic.grows(100).await;
    let mut scene = Scene::new(&stage, on, disk.as_ref(), server);
    scene.begin(trouble).await;
    tokio::time::sleep(trouble.lasts()).await;
    scene.end(trouble).await;
    let ended = Instant::now();
    client.serves_again("efter").await;
    let time_until_good = ended.elapsed();
    traffic.grows(40).await;
    let (book, replies) = traffic.stop().await;
    let found = book.compare(&client).await;
    let note = scene.note().to_owned();
    drop(scene);
    let ledger = if stage.setup.ledger_is_intact() { "intact" } else { "BROKEN" };
    let [push, query, ready] = [Kind::Push, Kind::Query, Kind::Ready].map(|kind| &replies[&kind]);
    println!(
        "| {trouble:?}{note} | {on:?} | {push} | {query} | {ready} | {} | {} | {} | {} | {} | {} | {} | {ledger} |",
        found.acknowledged,
        found.lost,
        found.doubled + found.rewritten,
        seconds(push.longest),
        seconds(query.longest),
        seconds(ready.longest),
        seconds(time_until_good),
    );
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
