//! What was measured of a contestant, and the table of all.

use std::time::Duration;

use super::contestant::{BYTES, POSTGRAPHILE, STATEMENT};
use super::load::Round;

/// Of all rounds of one contestant.
#[derive(Default)]
pub struct Figures(Vec<Figure>);

/// Of one round. The times of the processors are for one request.
struct Figure {
    server: f64,
    database: f64,
    clients: f64,
    rate: f64,
    half: Duration,
    most: Duration,
}

/// A column's value in a figure.
type Column = fn(&Figure) -> f64;

const SERVER: Column = |figure| figure.server * 1_000.0;
const DATABASE: Column = |figure| figure.database * 1_000.0;
const TOGETHER: Column = |figure| (figure.server + figure.database) * 1_000.0;
const CLIENTS: Column = |figure| figure.clients * 1_000.0;
const RATE: Column = |figure| figure.rate;
const HALF: Column = |figure| figure.half.as_secs_f64() * 1_000.0;
const MOST: Column = |figure| figure.most.as_secs_f64() * 1_000.0;

impl Figures {
    /// Of a round, and what the server, PostgreSQL and the clients used during it.
    pub fn add(&mut self, mut round: Round, [server, database, clients]: [Duration; 3]) {
        round.latencies.sort();
        let count = round.latencies.len();
        let share = |percent: usize| round.latencies[(count * percent / 100).min(count - 1)];
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let requests = count as f64;
        self.0.push(Figure {
            server: server.as_secs_f64() / requests,
            database: database.as_secs_f64() / requests,
            clients: clients.as_secs_f64() / requests,
            rate: requests / round.took.as_secs_f64(),
            half: share(50),
            most: share(99),
        });
    }

    fn median(&self, column: Column) -> f64 {
        let mut values: Vec<f64> = self.0.iter().map(column).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }
}

/// The table of all by their names, as Markdown.
pub fn print(all: &[(&str, Figures)]) {
    let of = |name: &str| all.iter().find(|(one, _)| *one == name).map(|(_, figures)| figures).expect("a contestant");
    let (postgraphile, statement, bytes) = (of(POSTGRAPHILE), of(STATEMENT), of(BYTES));
    println!(
        "| | server, ms | PostgreSQL, ms | together, × PostGraphile | × one statement | answers a second | × PostGraphile \
         | × the bytes | p50, ms | p99, ms |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (name, figures) in all {
        let against = |other: &Figures, column| figures.median(column) / other.median(column);
        println!(
            "| {name} | {:.3} | {:.3} | {:.3} | {:.2} | {:.0} | {:.2} | {:.3} | {:.1} | {:.1} |",
            figures.median(SERVER),
            figures.median(DATABASE),
            against(postgraphile, TOGETHER),
            against(statement, TOGETHER),
            figures.median(RATE),
            against(postgraphile, RATE),
            against(bytes, RATE),
            figures.median(HALF),
            figures.median(MOST),
        );
    }
    println!("The clients themselves: {:.3} ms for an answer of bytes", bytes.median(CLIENTS));
}
