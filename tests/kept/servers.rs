//! Two servers on one database.

use std::time::Duration;

use rstest::rstest;

use super::{ORGANISATIONS, Raw, THEMES, ask, create, hit, post};
use crate::support::{App, Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_on_one_is_seen_on_the_other_by_who_asks_for_its_revision(
    #[values(Sqlite, Postgres)] on: Backend,
) {
    let app = App::start(on).await;
    let other = app.beside().await;
    for number in 1..=5 {
        hit(&other.public(), ORGANISATIONS).await;
        let revision = create(&app, &format!("Nummer {number}")).await;
        let seen = Raw::to(post(&other.public(), ORGANISATIONS).header("Styrgraf-Revision", &revision)).await;
        assert!(seen.body.contains(&format!("Nummer {number}")), "{}: {}", seen.cache(), seen.body);
        assert!(seen.header("styrgraf-revision") >= revision.as_str());
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_on_one_is_seen_on_the_other_soon(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let other = app.beside().await;
    hit(&other.public(), ORGANISATIONS).await;
    create(&app, "Ny").await;
    for _ in 0..200 {
        if ask(&other.public(), ORGANISATIONS).await.body.contains("Ny") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it is not seen");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_has_seen_the_write_on_the_other_never_sees_less(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let other = app.beside().await;
    let all = "{ organisations { totalCount } }";
    for number in 1..=5 {
        hit(&other.public(), ORGANISATIONS).await;
        create(&app, &format!("Nummer {number}")).await;
        // Another query reads the new state, perhaps before the ledger was looked at.
        let fresh = ask(&other.public(), &format!("{{ a{number}: organisations {{ totalCount }} }}")).await;
        assert!(fresh.body.contains(&format!(r#""totalCount":{number}"#)), "{}", fresh.body);
        for query in [ORGANISATIONS, all] {
            let after = ask(&other.public(), query).await;
            assert!(after.body.contains(&format!(r#""totalCount":{number}"#)), "{}: {}", after.cache(), after.body);
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn both_give_the_same_tag(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (other, bare) = (app.beside().await, app.beside_without_kept_answers().await);
    let tag = ask(&app.public(), THEMES).await.header("etag").to_owned();
    for server in [&app, &other, &bare] {
        assert_eq!(ask(&server.public(), THEMES).await.header("etag"), tag);
        let known = Raw::to(post(&server.public(), THEMES).header("If-None-Match", &tag)).await;
        assert_eq!((known.status, known.body.as_str()), (304, ""));
    }
}
