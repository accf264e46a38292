//! Figures for a note: side by side within one run, so that a busy machine weighs on both sides alike. Nothing here
//! fails on time.
//!
//! `cargo build --release && cargo bench -p styrgraf-tests` measures all; a subject's name after `--` measures one.

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use the rest of it")]
mod support;

mod anew;
mod attacks;
mod copies;
mod deep_pages;
mod documents;
mod growth;
mod hang_ups;
mod measures;
mod numbered;
mod peers;
mod plain_insert;
mod process;
mod push;
mod push_measures;
mod readers;
mod search;
mod server;
mod sizes;
mod snapshots;
mod statement_log;
mod statements;
mod thread;
mod timing;
mod together;
mod unread;
mod verify;

use support::Backend::{Postgres, Sqlite};

fn main() -> std::io::Result<()> {
    // The measurements start servers that are this program again.
    peers::serve().unwrap_or_else(|| {
        subjects();
        Ok(())
    })
}

#[tokio::main]
async fn subjects() {
    statement_log::start();
    support::database::NONE_KEPT.get_or_init(|| ());
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |subject: &str| wanted.is_empty() || wanted.iter().any(|word| word == subject);
    for on in [Sqlite, Postgres] {
        if is_wanted("push") {
            push::measure(on).await;
        }
        if is_wanted("measures") {
            push_measures::measure(on).await;
        }
        if is_wanted("search") {
            search::measure(on).await;
        }
        if is_wanted("statements") {
            statements::measure(on).await;
        }
        if is_wanted("together") {
            together::measure(on).await;
        }
        if is_wanted("snapshots") {
            snapshots::measure(on).await;
        }
        if is_wanted("verify") {
            verify::measure(on).await;
        }
        if is_wanted("pages") {
            deep_pages::measure(on).await;
        }
        if is_wanted("thread") {
            thread::measure(on).await;
        }
        if is_wanted("growth") {
            growth::measure(on).await;
        }
        if is_wanted("sizes") {
            sizes::measure(on).await;
        }
        if is_wanted("readers") {
            readers::measure(on).await;
        }
    }
    if is_wanted("attacks") {
        attacks::measure().await;
    }
    if is_wanted("documents") {
        documents::measure().await;
    }
    if is_wanted("unread") {
        unread::measure().await;
    }
    if is_wanted("hang-ups") {
        hang_ups::measure().await;
    }
    if is_wanted("peers") {
        peers::measure().await;
    }
}
