//! The demo: one page of a Swedish agency's intranet, as rows, so that a first start has something to show. What
//! the page does not say is left out, or is in rows whose title or name starts with "Exempel:". The page's own rows are
//! public. Where the page names a person, the text leaves the name out and a relation has it, which the public does not
//! see. Apart from that the page's words are kept; English titles are translations of ours.

mod action;
mod agenda;
mod assessment;
mod decision;
mod evaluations;
mod examples;
mod figures;
mod indicators;
mod meeting;
mod organisations;
mod people;
mod places;
mod records;
#[cfg(test)]
mod tests;
mod themes;
mod traces;
mod when;

use sea_orm::{ConnectionTrait, Statement};

use crate::clock::Clock;
use crate::database::Db;
use crate::error::Result;
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::{self, Actor, WriteTx};
use crate::write::{Lookup, WriteMode};
use places::Places;
use themes::Themes;
use traces::Ends;
use when::Today;

/// Loads the demo if nothing but reference data was ever written. Two servers that start at once load it once: the
/// second stumbles over an indicator's code, tries again and finds it there.
///
/// # Errors
/// When the database does not let it, or a territory of the page is missing.
pub async fn load(db: &Db, clock: &Clock) -> Result<()> {
    let rows = Rows::new(db.clone(), Scope::system(clock));
    let today = Today(clock.today());
    let actor = Actor { subject: Some("demo".into()), source: Some("demo".into()), ..Actor::system() };
    let work = async move |tx: &mut WriteTx| {
        if !is_first(tx).await? {
            return Ok(());
        }
        let mode = WriteMode::Edit { reason: None };
        let lookup = Lookup::new(rows.clone(), tx.connection(), mode);
        let (places, themes) = (Places::find(&lookup).await?, Themes::find(&lookup).await?);
        write(tx, &places, &themes, today).await
    };
    ledger::commit(db, clock, &actor, work).await.map(drop)
}

/// The ledger forgets nothing: a demo that was deleted does not come back.
async fn is_first(tx: &WriteTx) -> Result<bool> {
    let sql = "SELECT seq FROM change WHERE node_type IN ('Organisation', 'Evaluation', 'Meeting') LIMIT 1";
    let connection = tx.connection();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    Ok(connection.query_one_raw(statement).await?.is_none())
}

/// Whether the demo was loaded into this database: if so, right after what comes with the program.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_in(db: &Db) -> Result<bool> {
    let sql = "SELECT seq FROM change_detail WHERE seq <= 1000 AND subject = 'demo' LIMIT 1";
    let statement = Statement::from_string(db.backend(), sql);
    Ok(db.reader().query_one_raw(statement).await?.is_some())
}

/// Each step comes after those that it refers to.
async fn write(tx: &mut WriteTx, places: &Places, themes: &Themes, today: Today) -> Result<()> {
    let organisations = organisations::write(tx).await?;
    let people = people::write(tx, &organisations).await?;
    let areas = examples::areas::write(tx, today).await?;
    let indicators = indicators::write(tx, &areas).await?;
    let evaluations = evaluations::write(tx, &organisations, places).await?;
    figures::write(tx, &indicators, &evaluations, places).await?;
    let items = meeting::write(tx, &people, &evaluations).await?;
    themes::write(tx, themes, &evaluations, &items).await?;
    let decision = decision::write(tx, items.innovation, &people).await?;
    let plan = action::write(tx, decision, &people).await?;
    let assessment = assessment::write(tx, &people).await?;
    assessment::stand(tx, organisations.agency, plan).await?;
    let policy = records::write(tx, &people, &evaluations, &items).await?;
    traces::write(tx, &assessment, &Ends { item: items.innovation, policy, decision, plan }).await?;
    let units = examples::Units { organisations: &organisations, people: &people, areas: &areas };
    examples::write(tx, &units, &indicators, places, today).await
}
