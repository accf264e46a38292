//! Styrgraf beside other ways to the same answer, from the same tables: what a request costs, by turns within one run. A page of 50
//! measures with those responsible, their result areas and their five newest updates, as the public sees it.

mod answers;
mod bare;
mod contestant;
mod cpu;
mod data;
mod figures;
mod load;
mod postgraphile;

use std::io;
use std::time::Duration;

use styrgraf::config::Database;

use self::contestant::Contestant;
use self::figures::Figures;
use self::load::CLIENTS;
use self::postgraphile::Installed;
use crate::measures::UPDATES;
use crate::process::Memory;
use crate::support::{App, Backend};

/// Is a bare server, if the arguments say so.
pub fn serve() -> Option<io::Result<()>> {
    bare::serve()
}

const KEPT_MIB: u32 = 32;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(1_500);
/// Before what is measured, so that what is made ready by use is ready.
const WARM_UP: Duration = Duration::from_secs(3);

pub async fn measure() {
    if cfg!(debug_assertions) {
        return println!(
            "\nThe servers beside Styrgraf are part of this program, which is not optimised: use cargo bench."
        );
    }
    let installed = postgraphile::install();
    let folder = tempfile::tempdir().expect("a folder");
    let app = data::filled(Backend::Postgres).await;
    let Database::Postgres(url) = &app.config().database else {
        return println!("\nWithout PostgreSQL there is nothing to measure Styrgraf beside.");
    };
    let file = folder.path().join("styrgraf.db");
    data::copy(&file).await;
    let mut contestants = servers(&installed, url.expose(), &format!("sqlite://{}", file.display()));
    let idle: Vec<Memory> = contestants.iter().map(|one| one.process.memory()).collect();
    let bytes = folder.path().join("bytes");
    std::fs::write(&bytes, contestants[0].answer().await.body).expect("a file");
    contestants.push(contestant::bytes(&bytes));
    let lengths = same(&contestants).await;
    let all = rounds(&contestants, &lengths, first_process(&app).await);
    println!(
        "\n{} measures with {UPDATES} updates each; {CLIENTS} clients, medians of {ROUNDS} rounds by turns",
        data::MEASURES
    );
    figures::print(&contestants.iter().map(|one| one.name).zip(all).collect::<Vec<_>>());
    for (ours, idle) in contestants.iter().zip(idle).filter(|(one, _)| one.kept.is_some()) {
        println!("Memory of {}: idle {idle}; in the end {}", ours.name, ours.process.memory());
    }
    are_kept(&contestants).await;
}

/// All but the bytes, which are an answer of one of these.
fn servers(installed: &Installed, postgres: &str, sqlite: &str) -> Vec<Contestant> {
    vec![
        contestant::ours("Styrgraf, PostgreSQL", 0, postgres),
        contestant::ours("Styrgraf, PostgreSQL, kept answers", KEPT_MIB, postgres),
        contestant::ours("Styrgraf, SQLite", 0, sqlite),
        contestant::ours("Styrgraf, SQLite, kept answers", KEPT_MIB, sqlite),
        contestant::postgraphile(installed, postgres),
        contestant::one_statement(postgres),
    ]
}

/// Of PostgreSQL, which must run on this machine.
async fn first_process(app: &App) -> u32 {
    let sql = "SELECT CAST(split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS bigint) AS number";
    u32::try_from(app.number(sql).await).expect("a process")
}

/// The lengths of their bodies, which must say the same.
async fn same(contestants: &[Contestant]) -> Vec<usize> {
    let first = answers::read(&contestants[0].answer().await.body);
    let mut lengths = Vec::new();
    for contestant in contestants {
        let body = contestant.answer().await.body;
        if let Some(difference) = answers::difference(&first, &answers::read(&body)) {
            panic!("{} and {} differ at {difference}", contestants[0].name, contestant.name);
        }
        println!("{}: {} bytes", contestant.name, body.len());
        lengths.push(body.len());
    }
    lengths
}

/// In each round another one is the first.
fn rounds(contestants: &[Contestant], lengths: &[usize], postmaster: u32) -> Vec<Figures> {
    let run = |place: usize, time| {
        let Contestant { name, address, request, .. } = &contestants[place];
        load::run(*address, request, lengths[place], time).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let mut all: Vec<Figures> = contestants.iter().map(|_| Figures::default()).collect();
    for place in 0..contestants.len() {
        run(place, WARM_UP);
    }
    for round in 0..ROUNDS {
        for turn in 0..contestants.len() {
            let place = (round + turn) % contestants.len();
            let server = contestants[place].process.id;
            let used = || [cpu::of(server), cpu::of_postgres(postmaster), cpu::of(std::process::id())];
            let before = used();
            let round = run(place, ROUND);
            let after = used();
            all[place].add(round, [0, 1, 2].map(|part| after[part].saturating_sub(before[part])));
        }
    }
    all
}

/// Says so if those that are to keep answers do not.
async fn are_kept(contestants: &[Contestant]) {
    for keeps in contestants.iter().filter(|one| one.kept.is_some_and(|kept| kept > 0)) {
        if !keeps.answer().await.head.contains("\r\ncache-status: styrgraf; hit") {
            println!("{}: it does not say that its answers were kept", keeps.name);
        }
    }
}
