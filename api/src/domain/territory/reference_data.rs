//! Sweden's territories: the codes of counties and municipalities are Statistics Sweden's, those of the country's three
//! parts are our own.

use std::collections::HashMap;

use entity::territory::{Model, TerritoryLevel};
use sea_orm::Condition;
use serde::Deserialize;
use uuid::Uuid;

use crate::clock::Clock;
use crate::database::Db;
use crate::error::{Error, Result};
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::{self, Actor, Edit, WriteTx};

const TERRITORIES: &str = include_str!("territories.csv");

/// A line of the file. A territory comes after the one that it is in.
#[derive(Debug, Deserialize)]
struct Line {
    code: String,
    level: TerritoryLevel,
    name: String,
    parent_code: Option<String>,
}

/// Writes what is missing or differs.
///
/// # Errors
/// When the database does not let it.
pub async fn load(db: &Db, clock: &Clock) -> Result<()> {
    let rows = Rows::new(db.clone(), Scope::system(clock));
    let work = async move |tx: &mut WriteTx| {
        let stored = rows.find_in(&*tx.connection(), Condition::all(), false).await?;
        let (new, edits) = differences(stored)?;
        tx.insert(new).await?;
        tx.update(edits).await.map(drop)
    };
    ledger::commit(db, clock, &Actor::system(), work).await.map(drop)
}

fn differences(stored: Vec<Model>) -> Result<(Vec<Model>, Vec<Edit<Model>>)> {
    let stored: HashMap<String, Model> = stored.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut ids: HashMap<String, Uuid> = HashMap::new();
    let (mut new, mut edits) = (Vec::new(), Vec::new());
    for line in csv::Reader::from_reader(TERRITORIES.as_bytes()).deserialize() {
        let Line { code, level, name, parent_code } = line.map_err(Error::internal)?;
        let before = stored.get(&code);
        let parent_id = parent_code.and_then(|parent| ids.get(&parent).copied());
        let id = before.map_or_else(Uuid::now_v7, |before| before.id);
        ids.insert(code.clone(), id);
        match before {
            None => new.push(Model { id, code, level, name, parent_id, ..Default::default() }),
            Some(before) => {
                let after = Model { level, name, parent_id, ..before.clone() };
                edits.push(Edit { before: before.clone(), after, links: Vec::new() });
            }
        }
    }
    Ok((new, edits))
}
