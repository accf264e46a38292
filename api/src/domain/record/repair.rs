//! Mends what was once written wrongly, through the ledger like everything else.

use entity::document::{Column, Model};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::document::DocumentValues;
use crate::clock::Clock;
use crate::database::Db;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::{self, Actor, Edit, WriteTx};
use crate::write::Values;

/// Gives documents without a language the one that a new document has by itself: no input takes an empty one, so they were
/// written without any.
///
/// # Errors
/// When the database does not let it.
pub async fn repair_languages(db: &Db, clock: &Clock) -> Result<()> {
    let rows = Rows::new(db.clone(), Scope::system(clock));
    let work = async move |tx: &mut WriteTx| {
        let without = Condition::all().add(col(Column::Language).eq(""));
        let stored: Vec<Model> = rows.find_in(&*tx.connection(), without, true).await?;
        let repaired = |before: Model| {
            let after = Model { language: DocumentValues::new_row().language, ..before.clone() };
            Edit { before, after, links: Vec::new() }
        };
        tx.update(stored.into_iter().map(repaired).collect()).await.map(drop)
    };
    let reason = Some("documents had no language where Swedish was promised".to_owned());
    ledger::commit(db, clock, &Actor { reason, ..Actor::system() }, work).await.map(drop)
}
