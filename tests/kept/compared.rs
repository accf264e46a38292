//! Random writes and reads: a server that keeps answers says what one says that keeps none, byte for byte.

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rstest::rstest;
use styrgraf::auth::{Grant, Role};

use super::writes::write;
use super::{Raw, post};
use crate::support::{Actor, App, Backend, Backend::*, Field, Schema};

/// Writes in one run; after each, some queries are asked of both.
const ROUNDS: usize = 120;
const QUERIES: usize = 14;
/// Of them, so many were asked before the write too, by the same viewer: they must follow it, or be kept.
const AGAIN: usize = 7;
/// Of 1,680 comparisons, so many must have been answers that were kept: else nothing was compared.
const LEAST_HITS: usize = 100;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn with_and_without_kept_answers_all_is_the_same(#[values(Sqlite, Postgres)] on: Backend) {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    let mut random = StdRng::seed_from_u64(seed);
    let app = App::demo(on).await;
    let bare = app.beside_without_kept_answers().await;
    let queries = queries(&app).await;
    let (mut hits, mut history) = (0, Vec::new());
    let mut asked: Vec<(&String, usize)> = Vec::new();
    for round in 0..ROUNDS {
        // Of one in four, the server that keeps answers learns by its look at the ledger.
        let elsewhere = random.random_bool(0.25);
        let server = if elsewhere { &bare } else { &app };
        history.push(write(&server.server.ledger, &mut random).await);
        if random.random_bool(0.1) {
            app.pass(TimeDelta::hours(random.random_range(1..20)));
        }
        let revision = server.server.ledger.newest().to_string();
        // A few are asked again and again, as dashboards do.
        let few = &queries[..8.min(queries.len())];
        let again = asked.split_off(asked.len().saturating_sub(AGAIN));
        let more = (again.len()..QUERIES).map(|_| {
            let of = if random.random_bool(0.5) { few } else { &queries[..] };
            (of.choose(&mut random).expect("queries"), random.random_range(0..VIEWERS))
        });
        asked = again.into_iter().chain(more).collect();
        for (query, viewer) in asked.iter().copied() {
            let ask = async |app: &App| {
                Raw::to(post(&viewers(app, viewer), query).header("Styrgraf-Revision", &revision)).await
            };
            let kept = ask(&app).await;
            bare.server.engine.forget_kept();
            let made = ask(&bare).await;
            hits += usize::from(kept.is_hit());
            let place = format!("SEED={seed} round {round}, viewer {viewer}, {}", kept.cache());
            assert!(
                without_id(&kept.body) == without_id(&made.body) && kept.header("etag") == made.header("etag"),
                "{place}\n{query}\n  kept {}\n  made {}\n  writes {:?}",
                kept.body,
                made.body,
                &history[history.len().saturating_sub(10)..]
            );
        }
    }
    let written = history.iter().filter(|(_, is_written)| *is_written).count();
    println!("SEED={seed}: {written} of {ROUNDS} writes, {hits} of {} answers were kept", ROUNDS * QUERIES);
    assert!(hits >= LEAST_HITS && written >= ROUNDS / 3, "SEED={seed}: {hits} hits, {written} writes");
}

/// A write may leave a trace link that names nothing, which no mutation does: reading it fails, under an id of the request.
fn without_id(body: &str) -> String {
    let (before, rest) = body.split_once("\"requestId\":\"").unwrap_or((body, ""));
    format!("{before}{}", rest.split_once('"').map_or("", |(_, after)| after))
}

const VIEWERS: usize = 6;

fn viewers(app: &App, number: usize) -> Actor<'_> {
    let with = |roles: &[Role], sources: &[&str]| {
        let sources = sources.iter().map(ToString::to_string).collect();
        app.bearing(app.token(&Grant {
            subject: "a".into(),
            roles: roles.to_vec(),
            sources,
            expires: TimeDelta::days(1),
        }))
    };
    match number {
        0 => app.public(),
        1 => with(&[Role::Reader], &[]),
        2 => with(&[Role::Integration], &["demo"]),
        3 => with(&[Role::Integration], &["demo", "andra"]),
        4 => with(&[Role::Editor], &[]),
        _ => with(&[Role::Admin], &[]),
    }
}

/// Every list with all that its objects have, and what goes through several tables.
async fn queries(app: &App) -> Vec<String> {
    let admin = viewers(app, 5);
    let started =
        admin.ask("{ evaluations(first: 1) { nodes { id } } decisions: assignments(first: 1) { nodes { id } } }").await;
    let (evaluation, assignment) = (started.text("/evaluations/nodes/0/id"), started.text("/decisions/nodes/0/id"));
    let mut queries: Vec<String> = THROUGH.iter().map(|query| (*query).to_owned()).collect();
    for (id, direction) in [(evaluation, "DOWNSTREAM"), (assignment, "BOTH")] {
        queries.push(format!(
            r#"{{ node(id: "{id}") {{ __typename id }} thread(from: "{id}", direction: {direction}) {{
                nodes {{ distance node {{ __typename id }} }} edges {{ relation }} }} }}"#
        ));
    }
    let schema = Schema::of(app).await;
    for (list, node) in schema.lists() {
        let fields: Vec<String> = schema.fields(node).iter().filter_map(|field| selection(&schema, field)).collect();
        let rest = fields.join(" ");
        queries.push(format!("{{ {}(first: 10) {{ totalCount nodes {{ {rest} }} }} }}", list.name));
        queries.push(format!(
            "{{ {}(last: 3) {{ totalCount pageInfo {{ startCursor }} nodes {{ id version }} }} }}",
            list.name
        ));
    }
    for query in &queries {
        let answer = admin.ask(query).await;
        assert!(answer.errors().is_empty(), "{query}: {}", answer.body);
    }
    queries
}

/// A field with the least that shows something of what it leads to. None: it needs an argument.
fn selection(schema: &Schema, field: &Field) -> Option<String> {
    if field.args.iter().any(crate::support::Argument::is_needed) {
        return None;
    }
    let (name, kind) = (&field.name, field.kind.named());
    let has = |wanted: &str| schema.fields(kind).iter().any(|field| field.name == wanted);
    Some(match schema.kind(kind).kind.as_str() {
        "SCALAR" | "ENUM" => name.clone(),
        _ if kind.ends_with("Connection") => format!("{name}(first: 2) {{ totalCount nodes {{ __typename }} }}"),
        _ if has("version") => format!("{name} {{ id version }}"),
        _ => format!("{name} {{ __typename }}"),
    })
}

/// The first of them are asked most.
const THROUGH: [&str; 19] = [
    "{ measures(first: 20) { totalCount nodes { title overdue stale progress responsible { name } resultAreas { name }
       updates(first: 3) { totalCount nodes { comment } } } } }",
    "{ evaluations(filter: { missing: [RECOMMENDATIONS] }) { totalCount nodes { title evaluator { name } } } }",
    "{ threadGaps(first: 30) { totalCount nodes { rule since node { __typename id } organisation { name } person { familyName } } } }",
    r#"{ search(query: "åtgärd") { totalCount nodes { field snippet { text } node { id } } } }"#,
    "{ measureStatistics(groupBy: [RESPONSIBLE, HEALTH]) { groupCount groups { responsible { name } health count meanProgress overdue stale } } }",
    "{ commitments(first: 20) { totalCount nodes { __typename } } }",
    "{ meetings { totalCount nodes { title body { name } agendaItems { totalCount nodes { title decisions { nodes { text kind } } } } } } }",
    "{ organisations(first: 30) { totalCount nodes { name parent { name } } } }",
    "{ measures(filter: { overdue: true }) { totalCount nodes { title dueOn } } }",
    "{ measures(filter: { not: { stale: true } }) { totalCount nodes { title } } }",
    "{ measures(filter: { present: [RESPONSIBLE_PERSON] }) { totalCount nodes { title responsiblePerson { familyName } } } }",
    r#"{ measures(filter: { actionPlan: [{ id: "QWN0aW9uUGxhbjowMTkwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA" }] }) { totalCount } }"#,
    "{ evaluations(filter: { resultArea: [], status: [PUBLISHED] }) { totalCount nodes { title } } }",
    "{ evaluationStatistics(groupBy: [STATUS]) { groupCount groups { status count } } }",
    "{ recommendationStatistics(groupBy: [STATUS]) { groupCount groups { status count } } }",
    "{ observationStatistics(groupBy: [CLAIM]) { groupCount groups { claim count } } }",
    "{ bodies { nodes { name nextMeeting { startsOn pack { agendaItems { nodes { title } } assignments { nodes { title } }
       measures { nodes { title } } gaps { totalCount } } } } } }",
    r#"{ indicators(first: 5) { nodes { code name } } observationSeries(indicator: { code: "EX-JOBB" }) { pointCount points { __typename } } }"#,
    "{ traceLinks(first: 20) { totalCount nodes { relation from { __typename } to { __typename } } } }",
];
