//! What a viewer may not see moves no total, no point and no reason.

use entity::Access::{self, Internal, Public, Restricted};
use entity::evaluation::{self, EvaluationStatus};
use entity::indicator::IndicatorAggregation as Aggregation;
use entity::observation::{self, ObservationStatus};
use rstest::rstest;
use serde_json::Value;
use uuid::Uuid;

use super::{POINT, Setting, ask, day};
use crate::access::case::{ALL, Who};
use crate::support::{Backend, Backend::*};

async fn told(setting: &Setting) -> Vec<(Who, Vec<Value>)> {
    let mut answers = Vec::new();
    for who in ALL {
        let actor = who.actor(&setting.app);
        let mut of_one = Vec::new();
        for arguments in
            ["", ", territories: [{ code: \"25\" }, { code: \"NORRLAND\" }], first: 1", ", status: SUBMITTED"]
        {
            of_one.push(ask(&actor, arguments, &format!("{POINT} targets {{ value }}")).await.data().clone());
        }
        answers.push((who, of_one));
    }
    answers
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_moves_nothing(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    setting.write(&[("25", 240.0)]).await;
    let evaluation =
        evaluation::Model { access: Restricted, status: EvaluationStatus::Published, ..Default::default() };
    let evaluation_id = Some(setting.app.write(vec![evaluation]).await[0].id);
    let key = |source: &str| (Some(source.to_owned()), Some(Uuid::now_v7().to_string()));
    let rows = |access: Access, source: &str, evaluation_id: Option<Uuid>| {
        let one = |row: observation::Model| {
            let (source, external_id) = key(source);
            observation::Model { access, source, external_id, evaluation_id, ..row }
        };
        // The same place again, one around it, another period, none, and one that waits.
        let earlier = observation::Model {
            period_from: Some(day("2015-01-01")),
            period_to: Some(day("2015-12-31")),
            ..setting.figure("25", 4.0)
        };
        let without = observation::Model { period_from: None, period_to: None, ..setting.figure("25", 3.0) };
        let waiting = observation::Model { status: ObservationStatus::Submitted, ..setting.figure("25", 5.0) };
        vec![
            one(setting.figure("25", 1.0)),
            one(setting.figure("NORRLAND", 2.0)),
            one(earlier),
            one(without),
            one(waiting),
        ]
    };
    for (access, source, of, expected) in [
        (Restricted, "tests", None, vec![Who::Admin]),
        (Public, "tests", evaluation_id, vec![Who::Admin]),
        (Internal, "tests", None, vec![Who::Reader, Who::Own, Who::Editor, Who::Admin]),
        (Internal, "third", None, vec![Who::Reader, Who::Editor, Who::Admin]),
        (Public, "third", None, ALL.to_vec()),
    ] {
        let before = told(&setting).await;
        setting.app.write(rows(access, source, of)).await;
        let after = told(&setting).await;
        let moved = before.iter().zip(&after).filter(|(before, after)| before != after);
        assert_eq!(moved.map(|((who, _), _)| *who).collect::<Vec<_>>(), expected, "{access:?} of {source}");
    }
}
