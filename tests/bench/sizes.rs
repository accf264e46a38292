//! What an answer costs among 1,000,000 measures against the same among 1,000 (in SQLite 100,000), and totals against a plain count.
//! Some measures and plans are hidden.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::anew::Anew;
use super::measures::{Amount, fill};
use super::support::{App, Backend, Role};
use super::timing::Times;

const SMALL: u32 = 1_000;
/// At the least one, and as many more as fit into the time.
const ROUNDS: usize = 15;
const TIME: Duration = Duration::from_secs(6);

/// Lists of parents, of which one has half of the measures, and the others the same share each of the rest.
const AREAS: &str = "resultAreas(first: 8, filter: { framework: [{ name: \"Styrstruktur\" }] })";
const PLANS: &str = "actionPlans(first: 20)";

/// A name, the parents, and what of their measures is read.
const CHILDREN: [(&str, &str, &str); 8] = [
    ("8 result areas: the first 5 measures of each", AREAS, "first: 5"),
    ("8 result areas: the last 5", AREAS, "last: 5"),
    ("8 result areas: the first 5 of a half", AREAS, "first: 5, filter: { progress: { from: 51 } }"),
    ("8 result areas: the first 5 of a few", AREAS, "first: 5, filter: { progress: { from: 95 } }"),
    ("20 plans: the first 5 measures of each", PLANS, "first: 5"),
    ("20 plans: the last 5", PLANS, "last: 5"),
    ("20 plans: the first 5 of a half", PLANS, "first: 5, filter: { progress: { from: 51 } }"),
    ("20 plans: the 5 that have come furthest", PLANS, "first: 5, orderBy: { field: PROGRESS, direction: DESC }"),
];

/// A name, and what is read of 50 measures.
const PARTS: [(&str, &str); 3] = [
    ("50 measures: the newest update of each", "updates(first: 1) { nodes { progress } }"),
    ("50 measures: the oldest update", "updates(last: 1) { nodes { progress } }"),
    ("50 measures: all of their result areas", "resultAreas { name }"),
];

/// What is counted, and the same by hand, where all is visible.
const TOTALS: [(&str, &str, &str); 6] = [
    ("measures", "{ measures { totalCount } }", "SELECT count(*) FROM measure"),
    (
        "measures of one status",
        "{ measures(filter: { status: [IN_PROGRESS] }) { totalCount } }",
        "SELECT count(*) FROM measure WHERE status = 'IN_PROGRESS'",
    ),
    (
        "measures of a year",
        "{ measures(filter: { dueOn: { from: \"2024-01-01\", to: \"2024-12-31\" } }) { totalCount } }",
        "SELECT count(*) FROM measure WHERE due_on >= '2024-01-01' AND due_on <= '2024-12-31'",
    ),
    ("updates", "{ measureUpdates { totalCount } }", "SELECT count(*) FROM measure_update"),
    (
        "updates of one health",
        "{ measureUpdates(filter: { health: [OFF_TRACK] }) { totalCount } }",
        "SELECT count(*) FROM measure_update WHERE health = 'OFF_TRACK'",
    ),
    (
        "updates of a month",
        "{ measureUpdates(filter: { reportedOn: { from: \"2024-03-01\", to: \"2024-03-31\" } }) { totalCount } }",
        "SELECT count(*) FROM measure_update WHERE reported_on >= '2024-03-01' AND reported_on <= '2024-03-31'",
    ),
];

/// Nobody with a token, or somebody with one.
const VIEWERS: [Option<Role>; 2] = [None, Some(Role::Reader)];

pub async fn measure(on: Backend) {
    let (small, large) = (App::demo(on).await, App::demo(on).await);
    let many = if large.backend() == DbBackend::Postgres { 1_000_000 } else { 100_000 };
    for (app, measures) in [(&small, SMALL), (&large, many)] {
        fill(app, &Amount { measures, plans: 24, areas: 8, some_hidden: true }).await;
    }
    println!("\nAmong {many} measures against among {SMALL}, {on:?}\n{HEAD}");
    for (name, query) in pages() {
        for viewer in VIEWERS {
            let times =
                by_turns(async || ask(&large, viewer, &query).await, async || ask(&small, viewer, &query).await).await;
            print(&name, viewer, times);
        }
    }
    println!("\nThe last page of {many} measures against the first, {on:?}\n{HEAD}");
    for viewer in VIEWERS {
        let (near, far) =
            (after(&large, "first: 25", "endCursor").await, after(&large, "last: 50", "startCursor").await);
        let times = by_turns(async || ask(&large, viewer, &far).await, async || ask(&large, viewer, &near).await).await;
        print("by the day when they are due", viewer, times);
    }
    println!("\nTotals among {many} measures against a plain count, {on:?}\n{HEAD}");
    for (name, query, by_hand) in TOTALS {
        for viewer in VIEWERS {
            let times =
                by_turns(async || ask(&large, viewer, query).await, async || count(&large, by_hand).await).await;
            print(name, viewer, times);
        }
    }
}

const HEAD: &str = "| | viewer | ratio | medians |\n|---|---|--:|--:|";

fn pages() -> Vec<(String, String)> {
    let children = CHILDREN.map(|(name, parents, which)| {
        (name.to_owned(), format!("{{ {parents} {{ nodes {{ id measures({which}) {{ nodes {{ title }} }} }} }} }}"))
    });
    let parts = PARTS
        .map(|(name, part)| (name.to_owned(), format!("{{ measures(first: 50) {{ nodes {{ title {part} }} }} }}")));
    children.into_iter().chain(parts).collect()
}

/// A page after the row at which a part of the list ends.
async fn after(app: &App, part: &str, which: &str) -> String {
    let query = format!("{{ measures({part}) {{ pageInfo {{ cursor: {which} }} }} }}");
    let answer = app.public().ask(query).await;
    format!(
        "{{ measures(first: 25, after: \"{}\") {{ nodes {{ title }} }} }}",
        answer.text("/measures/pageInfo/cursor")
    )
}

/// One after the other; the code of the first answer that is an error.
async fn by_turns(
    one: impl AsyncFn() -> Result<(), String>,
    other: impl AsyncFn() -> Result<(), String>,
) -> Result<(Times, Times), String> {
    let (start, mut times) = (Instant::now(), (Times::default(), Times::default()));
    one().await.and(other().await)?;
    for _ in 0..ROUNDS {
        times.0.add(one()).await?;
        times.1.add(other()).await?;
        if start.elapsed() > TIME {
            break;
        }
    }
    Ok(times)
}

async fn ask(app: &App, viewer: Option<Role>, query: &str) -> Result<(), String> {
    let actor = viewer.map_or_else(|| app.public(), |role| app.as_role(role));
    let answer = actor.ask_anew(query).await;
    answer.codes().first().map_or(Ok(()), |code| Err((*code).to_owned()))
}

async fn count(app: &App, sql: &str) -> Result<(), String> {
    let statement = Statement::from_string(app.backend(), sql);
    app.server.db.reader().query_one_raw(statement).await.map(drop).map_err(|error| error.to_string())
}

fn print(name: &str, viewer: Option<Role>, times: Result<(Times, Times), String>) {
    let viewer = viewer.map_or("public", Role::name);
    match times {
        Ok((one, other)) => {
            println!("| {name} | {viewer} | {} | {:.2?}, {:.2?} |", one.against(&other), one.median(), other.median());
        }
        Err(code) => println!("| {name} | {viewer} | {code} | |"),
    }
}
