//! Answers that are kept, while the server cannot see what others write.

use rstest::rstest;

use super::rig::{Client, Fault, Postgres as Database, Reply, Setup, Stage};
use crate::support::Backend::Postgres;

/// More than it takes: each try is an answer, or a wait for the database.
const TRIES: usize = 10_000;

/// Asks the same until an answer is as wanted.
async fn until(client: &Client, wanted: impl Fn(&Reply) -> bool) -> Reply {
    for _ in 0..TRIES {
        let reply = client.read().await;
        if wanted(&reply) {
            return reply;
        }
    }
    panic!("it stays at {:?}", client.read().await);
}

#[rstest]
#[case::refused(Fault::Refuse)]
#[case::frozen(Fault::Freeze)]
#[case::lost(Fault::Blackhole)]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_kept_is_given_while_the_ledger_is_out_of_sight(#[case] fault: Fault) {
    let Some(stage) = Stage::new(Postgres).await else { return };
    let (_server, client) = stage.start();
    let folder = tempfile::tempdir().expect("a folder");
    let other = Setup::new(folder.path(), Some(Database::url(stage.postgres().port()))).start();
    let writer = other.client();
    assert!(writer.push(&["before".into()]).await.is_good());
    let before = until(&client, |reply| reply.is_kept && reply.total() == Some(1)).await;
    stage.proxy().set(fault);
    until(&client, |reply| !reply.is_good()).await;
    assert!(writer.push(&["meanwhile".into()]).await.is_good());
    let blind = client.read().await;
    assert!(!blind.is_good(), "{}", blind.body);
    stage.proxy().set(Fault::None);
    let after = until(&client, Reply::is_good).await;
    assert_eq!((before.total(), after.total()), (Some(1), Some(2)));
    assert_eq!(until(&client, |reply| reply.is_kept).await.total(), Some(2));
}
