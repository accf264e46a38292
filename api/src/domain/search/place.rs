//! A hit's place among all, which its cursor names.

use sea_orm::QueryResult;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::kit::cursor::{pack, unpack};
use crate::words::Terms;

/// First how much of the query the title has, then the newest, then the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// 0: its title has all words; 1: some; 2: none.
    pub class: i32,
    /// When the object was last written, in milliseconds since 1970.
    pub updated: i64,
    pub id: Uuid,
}

impl Place {
    pub fn read(row: &QueryResult) -> Result<Self> {
        let (class, updated) = (row.try_get("", "class_")?, row.try_get("", "updated_ms")?);
        Ok(Self { class, updated, id: row.try_get("", "node_id")? })
    }

    pub fn encode(self, terms: &Terms) -> String {
        pack(&(belongs_to(terms), self.class, self.updated, self.id))
    }

    /// # Errors
    /// `BadInput` when the cursor is malformed, or another query's.
    pub fn decode(cursor: &str, terms: &Terms) -> Result<Self> {
        let (query, class, updated, id): (String, i32, i64, Uuid) = unpack(cursor)?;
        if query != belongs_to(terms) {
            return Err(Error::bad_input("A cursor belongs to another search: start again without it."));
        }
        Ok(Self { class, updated, id })
    }
}

/// The query, in short: what is found first depends on it.
fn belongs_to(terms: &Terms) -> String {
    let words: Vec<_> = terms.iter().map(|term| format!("{term:?}")).collect();
    format!("search.{}", hex::encode(&Sha256::digest(words.join(" "))[..6]))
}
