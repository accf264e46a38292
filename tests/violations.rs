//! What the database refuses: the write path is told which rule was broken, on both databases alike.

use std::sync::atomic::{AtomicUsize, Ordering};

use entity::{Row, organisation, territory};
use rstest::rstest;
use sea_orm::DbBackend;
use styrgraf::error::{Error, Result};
use styrgraf::ledger::{Actor, WriteTx};
use uuid::Uuid;

use crate::support::{App, Backend, Backend::*, unused_id};

async fn insert<R: Row>(app: &App, row: R) -> Result<R> {
    let work = async move |change: &mut WriteTx| Ok(change.insert(vec![row]).await?.remove(0));
    app.server.ledger.commit(&Actor::system(), work).await.map(|(row, _)| row)
}

async fn delete<R: Row>(app: &App, row: R) -> Result<()> {
    let work = async move |change: &mut WriteTx| change.delete(vec![row]).await;
    app.server.ledger.commit(&Actor::system(), work).await.map(|(deleted, _)| deleted)
}

fn organisation(parent_id: Option<Uuid>) -> organisation::Model {
    organisation::Model { name: "Myndigheten".into(), parent_id, ..Default::default() }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_violation_is_an_error_of_its_own(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let parent = insert(&app, organisation(None)).await.expect("a row");
    insert(&app, organisation(Some(parent.id))).await.expect("a row");
    let before = app.changes().await;
    let norrbotten = territory::Model { code: "25".into(), ..Default::default() };
    assert_eq!(insert(&app, norrbotten).await.unwrap_err(), Error::AlreadyExists);
    assert_eq!(insert(&app, organisation(Some(unused_id()))).await.unwrap_err(), Error::UnknownReference);
    assert_eq!(delete(&app, parent).await.unwrap_err(), Error::StillReferred);
    assert_eq!(app.changes().await, before, "nothing of it is kept");
}

/// How often a write that the database refuses is tried, if others write so often between its start and its first row.
async fn attempts(app: &App, others: usize) -> (Result<()>, usize) {
    let attempts = AtomicUsize::new(0);
    let attempt = &attempts;
    let work = async move |change: &mut WriteTx| {
        if attempt.fetch_add(1, Ordering::Relaxed) < others {
            insert(app, organisation(None)).await?;
        }
        let norrbotten = territory::Model { code: "25".into(), ..Default::default() };
        change.insert(vec![norrbotten]).await.map(drop)
    };
    let written = app.server.ledger.commit(&Actor::system(), work).await.map(|(written, _)| written);
    (written, attempts.load(Ordering::Relaxed))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_violation_is_final_where_nobody_was_in_between(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    assert_eq!(attempts(&app, 0).await, (Err(Error::AlreadyExists), 1));
    let writing = async {
        for _ in 0..100 {
            insert(&app, organisation(None)).await.expect("a row");
        }
    };
    let ((), (refused, often)) = futures_util::future::join(writing, attempts(&app, 0)).await;
    assert_eq!(refused, Err(Error::AlreadyExists));
    assert!(often == 1 || app.backend() == DbBackend::Postgres, "on SQLite nobody is ever in between: {often}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_violation_is_tried_again_where_others_were_in_between(#[values(Postgres)] on: Backend) {
    let app = App::start(on).await;
    if app.backend() != DbBackend::Postgres {
        return;
    }
    assert_eq!(attempts(&app, 1).await, (Err(Error::AlreadyExists), 2));
    assert_eq!(attempts(&app, usize::MAX).await, (Err(Error::AlreadyExists), 8), "but not for ever");
}
