//! The figures of an indicator by period: what is put together, and what is not.

mod asked;
mod beside;
mod hidden;
mod periods;
mod totals;

use std::collections::HashMap;
use std::fmt::Write;

use entity::indicator::{self, IndicatorAggregation as Aggregation};
use entity::observation::{self, Claim, ObservationStatus, Qualifier};
use entity::{Access, Date};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, uuid_of};

/// What is asked for of each point.
const POINT: &str = "periodFrom periodTo total qualifier noTotalBecause withoutFigure excludedAsNested { code }
    figures { totalCount nodes { counts leftOutBecause observation { value territory { code } } } }";

/// An app with an indicator, and the ids of all territories by code.
struct Setting {
    app: App,
    indicator: Uuid,
    territories: HashMap<String, Uuid>,
}

impl Setting {
    async fn of(on: Backend, aggregation: Aggregation) -> Self {
        let app = App::start(on).await;
        let (mut territories, mut after) = (HashMap::new(), Value::Null);
        for _ in 0..4 {
            let query = format!(
                "{{ territories(first: 100, after: {after}) {{ nodes {{ id code }} pageInfo {{ endCursor }} }} }}"
            );
            let page = app.public().ask(query).await;
            for row in page.at("/territories/nodes").as_array().expect("rows") {
                let [code, id] = ["code", "id"].map(|name| row[name].as_str().expect("a text").to_owned());
                territories.insert(code, uuid_of(&id));
            }
            after = page.at("/territories/pageInfo/endCursor").clone();
        }
        let row = indicator::Model { code: "I".into(), unit: "antal".into(), aggregation, ..Default::default() };
        let indicator = app.write(vec![row]).await[0].id;
        Self { app, indicator, territories }
    }

    /// A measured, approved and public figure for 2016, that is exact.
    fn figure(&self, territory: &str, value: f64) -> observation::Model {
        observation::Model {
            access: Access::Public,
            indicator_id: self.indicator,
            territory_id: self.territories.get(territory).copied(),
            period_from: Some(day("2016-01-01")),
            period_to: Some(day("2016-12-31")),
            value: Some(value),
            qualifier: Some(Qualifier::Exact),
            claim: Claim::Measured,
            status: ObservationStatus::Approved,
            ..Default::default()
        }
    }

    async fn write(&self, figures: &[(&str, f64)]) {
        self.app.write(figures.iter().map(|(code, value)| self.figure(code, *value)).collect()).await;
    }

    /// Asks a reader's series, whose points have the usual fields.
    async fn ask(&self, arguments: &str) -> Answer {
        ask(&self.app.as_role(Role::Reader), arguments, POINT).await
    }

    /// The first point in words: its total or why there is none, what is nested, and what else is left out.
    async fn first(&self, arguments: &str) -> String {
        let answer = self.ask(arguments).await;
        let points = answer.at("/it/points").as_array().expect("points");
        points.first().map_or_else(|| "no point".into(), words)
    }
}

fn day(text: &str) -> Date {
    Date(text.parse().expect("a day"))
}

async fn ask(actor: &Actor<'_>, arguments: &str, point: &str) -> Answer {
    let query = format!(
        "{{ it: observationSeries(indicator: {{ code: \"I\" }}{arguments}) {{
            claim status pointCount withoutPeriod indicator {{ code unit }} points {{ {point} }} }} }}"
    );
    actor.ask(query).await
}

/// A point in words: `400 OVER; nested 25; 1 without; 240 NESTED`. A total comes with its qualifier, none with the reason.
fn words(point: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut words = match point["total"].as_f64() {
        Some(total) => format!("{total} {}", text(&point["qualifier"])),
        None => text(&point["noTotalBecause"]),
    };
    assert_eq!(point["total"].is_null(), point["qualifier"].is_null(), "{point}");
    assert_ne!(point["total"].is_null(), point["noTotalBecause"].is_null(), "{point}");
    let nested = point["excludedAsNested"].as_array().expect("territories").iter().map(|row| text(&row["code"]));
    let nested = nested.collect::<Vec<_>>().join(" ");
    if !nested.is_empty() {
        let _ = write!(words, "; nested {nested}");
    }
    if point["withoutFigure"] != 0 {
        let _ = write!(words, "; {} without", point["withoutFigure"]);
    }
    for figure in point["figures"]["nodes"].as_array().expect("figures") {
        assert_eq!(figure["counts"] == true, figure["leftOutBecause"].is_null(), "{figure}");
        let reason = &figure["leftOutBecause"];
        if !reason.is_null() && reason != "NO_TOTAL" {
            let _ = write!(words, "; {} {}", figure["observation"]["value"], text(reason));
        }
        assert!(figure["counts"] == false || !point["total"].is_null(), "it counts in no total: {point}");
    }
    words
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_demos_jobs_are_over_400_and_not_over_640(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let query = |arguments: &str| {
        format!(
            "{{ it: observationSeries(indicator: {{ code: \"EX-JOBB\" }}{arguments}) {{
                pointCount indicator {{ unit }} points {{ {POINT} }} }} }}"
        )
    };
    let effect = ", claim: ESTIMATED_EFFECT";
    let answer = app.public().ask(query(effect)).await;
    assert_eq!((answer.at("/it/pointCount"), answer.text("/it/indicator/unit")), (&json!(1), "arbetstillfällen"));
    assert_eq!(answer.at("/it/points/0/periodFrom"), "2016-01-01");
    let expected = "400 OVER; nested 25; 240.0 NESTED";
    assert_eq!(words(answer.at("/it/points/0")), expected);
    let both = format!("{effect}, territories: [{{ code: \"25\" }}, {{ code: \"SE\" }}]");
    assert_eq!(words(app.public().ask(query(&both)).await.at("/it/points/0")), expected);
    let region = format!("{effect}, territories: [{{ code: \"25\" }}]");
    assert_eq!(words(app.public().ask(query(&region)).await.at("/it/points/0")), "240 OVER");
    // Nobody measured them.
    assert_eq!(app.public().ask(query("")).await.at("/it/points"), &json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statements_do_not_grow_with_the_figures(#[values(Sqlite, Postgres)] on: Backend) {
    let setting = Setting::of(on, Aggregation::Sum).await;
    let codes: Vec<&str> = setting.territories.keys().map(String::as_str).filter(|code| code.len() == 4).collect();
    let reader = setting.app.as_role(Role::Reader);
    let point = "total targets { value territory { code } } baselines { value } excludedAsNested { name }
        figures(first: 1000) { nodes { observation { indicator { code } territory { name } } } }";
    let mut counts = Vec::new();
    for (from, to) in [(0, 2), (2, 200)] {
        let figures: Vec<(&str, f64)> = codes[from..to].iter().map(|code| (*code, 1.5)).collect();
        setting.write(&figures).await;
        for (arguments, point) in [(", first: 1", "total"), (", first: 1", point)] {
            ask(&reader, arguments, point).await.data();
            let before = setting.app.statements();
            let answer = ask(&reader, arguments, point).await;
            counts.push(setting.app.statements() - before);
            #[expect(clippy::cast_precision_loss, reason = "there are few")]
            let expected = 1.5 * to as f64;
            assert_eq!(answer.at("/it/points/0/total"), expected);
        }
    }
    eprintln!("statements for a series of 2 and of 200 figures, without and with all beside them: {counts:?}");
    // Indicator, territories, periods and figures; targets; observations. Their indicators and territories are kept in
    // memory.
    assert_eq!(counts, [4, 6, 4, 6]);
}
