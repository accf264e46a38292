//! Data that comes with the program, each row known by its code, and gets into the database through the ledger.

use std::collections::HashMap;

use entity::Row;
use sea_orm::Condition;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock::Clock;
use crate::database::Db;
use crate::error::{Error, Result};
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::{self, Actor, Edit, WriteTx};
use crate::write::Coded;

/// A type whose rows come with the program, as the lines of a CSV file.
pub trait ReferenceData: Coded {
    type Line: DeserializeOwned;

    /// The file, with its header.
    const LINES: &'static str;

    fn code(line: &Self::Line) -> &str;

    /// The row with what the line says. `ids` has those of this line and of all before it, by code.
    fn put(line: Self::Line, ids: &HashMap<String, Uuid>, row: Self::Row) -> Self::Row;
}

/// Writes what is missing or differs.
///
/// # Errors
/// When the database does not let it.
pub async fn load<N: ReferenceData>(db: &Db, clock: &Clock) -> Result<()> {
    let rows = Rows::new(db.clone(), Scope::system(clock));
    let work = async move |tx: &mut WriteTx| {
        let stored = rows.find_in(&*tx.connection(), Condition::all(), false).await?;
        let (new, edits) = differences::<N>(stored)?;
        tx.insert(new).await?;
        tx.update(edits).await.map(drop)
    };
    ledger::commit(db, clock, &Actor::system(), work).await.map(drop)
}

/// The rows that are missing, and those that are there with what the file says of them.
type Differences<R> = (Vec<R>, Vec<Edit<R>>);

fn differences<N: ReferenceData>(stored: Vec<N::Row>) -> Result<Differences<N::Row>> {
    let mut stored: HashMap<String, N::Row> =
        stored.into_iter().filter_map(|row| Some((row.text(N::CODE)?.to_owned(), row))).collect();
    let mut ids: HashMap<String, Uuid> = HashMap::new();
    let (mut new, mut edits) = (Vec::new(), Vec::new());
    for line in csv::Reader::from_reader(N::LINES.as_bytes()).deserialize() {
        let line: N::Line = line.map_err(Error::internal)?;
        let before = stored.remove(N::code(&line));
        let mut row = before.clone().unwrap_or_default();
        row.set_id(before.as_ref().map_or_else(Uuid::now_v7, Row::id));
        ids.insert(N::code(&line).to_owned(), row.id());
        let after = N::put(line, &ids, row);
        match before {
            None => new.push(after),
            Some(before) => edits.push(Edit { before, after, links: Vec::new() }),
        }
    }
    Ok((new, edits))
}
