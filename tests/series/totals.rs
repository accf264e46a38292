//! What a period's figures come to.

use entity::indicator::IndicatorAggregation as Aggregation;
use entity::observation::Qualifier::{self, About, AtLeast, AtMost, Exact, Over, Under};
use rstest::rstest;

use super::{Setting, day};
use crate::support::{Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_lies_inside_another_one_is_left_out_on_every_level(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    setting
        .write(&[("SE", 1000.0), ("NORRLAND", 500.0), ("25", 240.0), ("2580", 100.0), ("24", 30.0), ("01", 7.0)])
        .await;
    let chosen = |codes: &[&str]| {
        let keys: Vec<String> = codes.iter().map(|code| format!("{{ code: \"{code}\" }}")).collect();
        format!(", territories: [{}]", keys.join(", "))
    };
    let all =
        "1000 EXACT; nested 01 24 25 2580 NORRLAND; 7.0 NESTED; 30.0 NESTED; 240.0 NESTED; 100.0 NESTED; 500.0 NESTED";
    assert_eq!(setting.first("").await, all);
    for (codes, expected) in [
        (&["25", "24", "01"][..], "277 EXACT"),
        (&["25", "2580", "24"], "270 EXACT; nested 2580; 100.0 NESTED"),
        (&["2580", "NORRLAND", "01"], "507 EXACT; nested 2580; 100.0 NESTED"),
        (&["2580", "01"], "107 EXACT"),
        (&["2580", "2580"], "100 EXACT"),
        // A territory was chosen that has no figure: what lies inside it is not the whole of it.
        (&["GOTALAND", "01"], "7 EXACT; 1 without"),
        (&["SVEALAND", "01"], "NO_FIGURE; nested 01; 1 without; 7.0 NESTED"),
        (&["14"], "no point"),
        (&[], "no point"),
    ] {
        assert_eq!(setting.first(&chosen(codes)).await, expected, "{codes:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_total_is_as_exact_as_its_figures(#[values(Sqlite, Postgres)] on: Backend) {
    for (qualifiers, expected) in [
        (&[Exact, Exact][..], "30 EXACT"),
        (&[Over, Exact], "30 OVER"),
        (&[Exact, AtLeast], "30 AT_LEAST"),
        (&[AtLeast, Over], "30 OVER"),
        (&[Under, Exact], "30 UNDER"),
        (&[AtMost, Exact], "30 AT_MOST"),
        (&[AtMost, Under], "30 UNDER"),
        (&[About, Exact], "30 ABOUT"),
        (&[About, About], "30 ABOUT"),
        (&[Over, Under], "MIXED_QUALIFIERS"),
        (&[AtLeast, AtMost], "MIXED_QUALIFIERS"),
        (&[About, Over], "MIXED_QUALIFIERS"),
        (&[AtMost, About], "MIXED_QUALIFIERS"),
        (&[AtLeast], "10 AT_LEAST"),
    ] {
        check_qualifiers(on, qualifiers, expected).await;
    }
}

async fn check_qualifiers(on: Backend, qualifiers: &[Qualifier], expected: &str) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let figures = qualifiers.iter().zip([("25", 10.0), ("24", 20.0)]);
    let rows = figures.map(|(qualifier, (code, value))| entity::observation::Model {
        qualifier: Some(*qualifier),
        ..setting.figure(code, value)
    });
    setting.app.write(rows.collect()).await;
    assert_eq!(setting.first("").await, expected, "{qualifiers:?}");
}

#[rstest]
#[case(Aggregation::Sum, "280 EXACT", "240 EXACT")]
#[case(Aggregation::Average, "140 EXACT", "240 EXACT")]
#[case(Aggregation::Latest, "SEVERAL_TERRITORIES", "240 EXACT")]
#[case(Aggregation::None, "NOT_AGGREGATED", "NOT_AGGREGATED")]
#[tokio::test(flavor = "multi_thread")]
async fn the_indicator_says_how_figures_are_put_together(
    #[values(Sqlite, Postgres)] on: Backend,
    #[case] aggregation: Aggregation,
    #[case] of_two: &str,
    #[case] of_one: &str,
) {
    let setting = Setting::of(on, aggregation).await;
    setting.write(&[("25", 240.0), ("24", 40.0)]).await;
    assert_eq!(setting.first("").await, of_two);
    assert_eq!(setting.first(", territories: { code: \"25\" }").await, of_one);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_the_same_twice_is_not_added(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    setting.write(&[("nowhere", 5.0)]).await;
    assert_eq!(setting.first("").await, "5 EXACT", "alone it is the total");
    setting.write(&[("25", 240.0)]).await;
    assert_eq!(setting.first("").await, "240 EXACT; 5.0 NO_TERRITORY");
    // Also if it says the same.
    setting.write(&[("25", 240.0), ("24", 1.0)]).await;
    let twice = "SEVERAL_FIGURES; 240.0 DUPLICATE; 240.0 DUPLICATE; 5.0 NO_TERRITORY";
    assert_eq!(setting.first("").await, twice);
    // What is left out anyway may be there twice.
    setting.write(&[("NORRLAND", 400.0)]).await;
    let nested = "400 EXACT; nested 24 25; 1.0 NESTED; 240.0 NESTED; 240.0 NESTED; 5.0 NO_TERRITORY";
    assert_eq!(setting.first("").await, nested);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_figures_without_a_territory_are_not_added(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    setting.write(&[("nowhere", 5.0), ("nowhere", 5.0)]).await;
    assert_eq!(setting.first("").await, "SEVERAL_FIGURES; 5.0 DUPLICATE; 5.0 DUPLICATE");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn words_are_beside_the_figures(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let in_words = |code: &str| entity::observation::Model {
        value: None,
        qualifier: None,
        value_text: Some("blygsam utveckling".into()),
        ..setting.figure(code, 0.0)
    };
    setting.app.write(vec![in_words("SE")]).await;
    assert_eq!(setting.first("").await, "NO_FIGURE; null NO_VALUE");
    // The country has no figure, so the county's is the whole of what there is.
    setting.write(&[("25", 240.0)]).await;
    assert_eq!(setting.first("").await, "240 EXACT; null NO_VALUE");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_sum_is_the_same_in_whichever_order_the_figures_came(#[values(Sqlite, Postgres)] on: Backend) {
    let figures = [("01", 0.1), ("03", 0.2), ("04", 0.3), ("05", 1e15), ("06", -1e15), ("07", 0.7)];
    let expected: f64 = figures.iter().map(|(_, value)| value).sum();
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]] {
        let setting = Setting::of(on, Aggregation::Sum).await;
        for index in order {
            setting.write(&[figures[index]]).await;
        }
        assert_eq!(setting.ask("").await.at("/it/points/0/total"), expected, "{order:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn claims_and_statuses_are_never_mixed(#[values(Sqlite, Postgres)] on: Backend) {
    use entity::observation::{Claim, ObservationStatus as Status};
    let setting = Setting::of(on, Aggregation::Sum).await;
    let figure = |code: &str, value, claim, status| entity::observation::Model {
        claim,
        status,
        period_to: Some(day("2016-12-31")),
        ..setting.figure(code, value)
    };
    setting
        .app
        .write(vec![
            figure("25", 1.0, Claim::Measured, Status::Approved),
            figure("24", 2.0, Claim::Measured, Status::Submitted),
            figure("23", 4.0, Claim::Measured, Status::Returned),
            figure("22", 8.0, Claim::Forecast, Status::Approved),
            figure("21", 16.0, Claim::Stated, Status::Approved),
            figure("20", 32.0, Claim::EstimatedEffect, Status::Submitted),
        ])
        .await;
    for (arguments, claim, status, expected) in [
        ("", "MEASURED", "APPROVED", "1 EXACT"),
        (", status: SUBMITTED", "MEASURED", "SUBMITTED", "2 EXACT"),
        (", status: RETURNED", "MEASURED", "RETURNED", "4 EXACT"),
        (", claim: FORECAST", "FORECAST", "APPROVED", "8 EXACT"),
        (", claim: STATED", "STATED", "APPROVED", "16 EXACT"),
        (", claim: ESTIMATED_EFFECT", "ESTIMATED_EFFECT", "APPROVED", "no point"),
        (", claim: ESTIMATED_EFFECT, status: SUBMITTED", "ESTIMATED_EFFECT", "SUBMITTED", "32 EXACT"),
    ] {
        assert_eq!(setting.first(arguments).await, expected, "{arguments}");
        let answer = setting.ask(arguments).await;
        assert_eq!((answer.text("/it/claim"), answer.text("/it/status")), (claim, status));
    }
}
