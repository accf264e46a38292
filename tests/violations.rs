//! What the database refuses: the write path is told which rule was broken, on both databases alike.

use entity::{Row, organisation, territory};
use rstest::rstest;
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
