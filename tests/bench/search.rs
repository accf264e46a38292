//! What the words cost that a search reads: a push of 1,000 evaluations with texts, and the same push into a database that
//! keeps no words, by turns; and a search among what was pushed, against a page of a list.

use std::time::Instant;

use sea_orm::DbBackend;
use serde_json::{Value, json};
use styrgraf::words::indexed;

use super::anew::Anew;
use super::push::ROWS;
use super::statement_log;
use super::support::{App, Backend, Role};
use super::timing::Times;

const ROUNDS: usize = 9;

const PUSH: &str = "mutation ($input: PushEvaluationsInput!) { pushEvaluations(input: $input) {
    userErrors { message } results { outcome userErrors { message } } } }";

pub async fn measure(on: Backend) {
    let app = App::demo(on).await;
    let (mut with, mut without) = (Times::default(), Times::default());
    for round in 0..=ROUNDS {
        if round == 1 {
            // What the first round warmed up is not measured.
            (with, without) = Default::default();
        }
        with.add(push(&app, &format!("with{round}"))).await;
        keep_words(&app, false).await;
        without.add(push(&app, &format!("without{round}"))).await;
        keep_words(&app, true).await;
    }
    let (medians, split) = ((with.median(), without.median()), split_texts());
    println!("\nSearch, {on:?}: {ROWS} evaluations with 3 findings, 1,000 characters each, pushed over HTTP");
    println!("Against the same without writing words: {}; medians {medians:.0?}", with.against(&without));
    println!("Making the words of these texts takes {:.0} % of the second.", 100.0 * split / medians.1.as_secs_f64());
    ask(&app).await;
    statement_log::take();
}

async fn push(app: &App, name: &str) {
    let evaluations: Vec<Value> = (0..ROWS).map(|row| evaluation(name, row)).collect();
    let input = json!({ "source": "tests", "evaluations": evaluations });
    let answer = app.as_role(Role::Integration).ask_with(PUSH, json!({ "input": input })).await;
    let outcomes = answer.texts("/pushEvaluations/results", "outcome");
    assert!(outcomes.len() == ROWS && outcomes.iter().all(|outcome| *outcome == "CREATED"), "{}", answer.body);
}

fn evaluation(name: &str, row: usize) -> Value {
    let finding = |at: usize| json!({ "externalId": at.to_string(), "kind": "NEED", "text": text(row * 3 + at, 25) });
    json!({ "externalId": format!("{name}-{row}"), "title": format!("Utvärdering {row}"), "kind": "EVALUATION",
        "status": "DELIVERED", "subject": "Något", "subjectKind": "PROGRAMME", "summary": text(row, 60),
        "findings": (0..3).map(finding).collect::<Vec<_>>() })
}

/// So many words, of which some are in every text and some in few.
fn text(seed: usize, words: usize) -> String {
    const WORDS: [&str; 8] =
        ["åtgärder", "i", "regionen", "kompetensförsörjning", "och", "näringslivets", "utvärderingen", "visar"];
    let word =
        |at: usize| format!("{} {}{}", WORDS[(seed + at) % 8], WORDS[(seed * at) % 8], (seed * 31 + at * 7) % 997);
    (0..words / 2).map(word).collect::<Vec<_>>().join(" ")
}

/// Lets the database keep words, or pass over what is to be kept of them.
async fn keep_words(app: &App, keep: bool) {
    let statements: &[&str] = match (app.backend(), keep) {
        (DbBackend::Postgres, true) => &["DROP TRIGGER passed_over ON search_text"],
        (DbBackend::Postgres, false) => &[
            "CREATE OR REPLACE FUNCTION pass_over() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER passed_over BEFORE INSERT ON search_text FOR EACH ROW EXECUTE FUNCTION pass_over()",
        ],
        (_, true) => &["DROP TRIGGER passed_over"],
        (_, false) => &["CREATE TRIGGER passed_over BEFORE INSERT ON search_text BEGIN SELECT RAISE(IGNORE); END"],
    };
    for statement in statements {
        app.tamper(statement).await;
    }
}

/// How many seconds it takes to make the words of one push: all of them, and those of the titles.
fn split_texts() -> f64 {
    let started = Instant::now();
    for row in 0..ROWS {
        let findings: Vec<String> = (0..3).map(|at| text(row * 3 + at, 25)).collect();
        let (title, summary) = (format!("Utvärdering {row}"), text(row, 60));
        std::hint::black_box(indexed([title.as_str(), &summary, "Något"].into_iter()));
        std::hint::black_box(indexed([title.as_str()].into_iter()));
        for finding in &findings {
            std::hint::black_box(indexed([finding.as_str()].into_iter()));
        }
    }
    started.elapsed().as_secs_f64()
}

/// A page of hits by a rare word and by one that all have, against a page of a list.
async fn ask(app: &App) {
    let reader = app.as_role(Role::Reader);
    let page = |query: &str| {
        format!("{{ search(query: \"{query}\") {{ nodes {{ field snippet {{ text }} node {{ id }} }} }} }}")
    };
    let (rare, common) = (page("utvärdering 517"), page("åtgärder"));
    let list = "{ evaluations { nodes { id title summary } } }".to_owned();
    let mut times = [Times::default(), Times::default(), Times::default()];
    for _ in 0..=ROUNDS {
        for (query, times) in [&rare, &common, &list].into_iter().zip(&mut times) {
            times.add(reader.ask_anew(query)).await.data();
        }
    }
    let [rare, common, list] = times;
    println!(
        "A page of hits against a page of the list: by rare words {}, by a word in all texts {}",
        rare.against(&list),
        common.against(&list)
    );
}
