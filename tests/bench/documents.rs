//! What it costs to read and validate a document that is not known yet, against the same one when it is.

use super::anew::Anew;
use super::support::{App, Backend};
use super::timing::Times;

const SMALL: &str = "{ territories(first: 1) { totalCount nodes { code name } } }";
const ROUNDS: usize = 200;

pub async fn measure() {
    let app = App::demo(Backend::Sqlite).await;
    println!("\nDocuments that are not known yet against known ones, whole requests, SQLite");
    for (name, query) in [("small", SMALL.to_owned()), ("large", large())] {
        let (mut unknown, mut known) = (Times::default(), Times::default());
        app.public().ask_anew(&query).await.data();
        for round in 0..ROUNDS {
            unknown.add(app.public().ask_anew(format!("{query} # {round}"))).await.data();
            known.add(app.public().ask_anew(&query)).await.data();
        }
        println!("{name}, {} bytes: {}", query.len(), unknown.against(&known));
    }
}

/// Near the limits of fields and aliases.
fn large() -> String {
    let list = |n: usize| {
        format!(
            "a{n}: organisations(first: 1, filter: {{ name: [\"x\", \"y\"] }}) {{ totalCount nodes {{ id name kind number website
             createdAt updatedAt version parent {{ id name }} }} }} "
        )
    };
    format!("{{ {} }}", (0..30).map(list).collect::<String>())
}
