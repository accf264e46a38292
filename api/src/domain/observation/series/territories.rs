//! Which territories lie inside which.

use std::collections::{HashMap, HashSet};

use entity::territory::Model;
use sea_orm::Condition;
use uuid::Uuid;

use crate::domain::territory::{Territory, TerritoryKey};
use crate::error::{Error, Result};
use crate::kit::node::id_of;
use crate::kit::rows::Rows;
use crate::kit::scope::At;
use crate::kit::text::normal;
use crate::write::unknown;

/// All territories: they come with the program, and are few.
pub struct Territories(HashMap<Uuid, Model>);

impl Territories {
    pub async fn read(rows: &Rows, at: At) -> Result<Self> {
        let all = rows.find::<Territory>(at, Condition::all()).await?;
        Ok(Self(all.into_iter().map(|row| (row.id, row)).collect()))
    }

    /// The territories that these keys name, each once.
    ///
    /// # Errors
    /// `BadInput` for a key that names none.
    pub fn named(&self, keys: &[TerritoryKey]) -> Result<HashSet<Uuid>> {
        let by_code: HashMap<&str, Uuid> = self.0.values().map(|row| (row.code.as_str(), row.id)).collect();
        let one = |(index, key): (usize, &TerritoryKey)| {
            let name = format!("territories.{index}");
            let (found, by, value) = match key {
                TerritoryKey::Id(id) => {
                    let id = id_of::<Model>(id).map_err(|error| Error::BadInput(format!("{name}: {error}")))?;
                    (self.get(id).map(|row| row.id), "id", "")
                }
                TerritoryKey::Code(code) => (by_code.get(&*normal(code)).copied(), "code", code.as_str()),
            };
            found.ok_or_else(|| Error::BadInput(unknown::<Territory>(&name, by, value)))
        };
        keys.iter().enumerate().map(one).collect()
    }

    pub fn get(&self, id: Uuid) -> Option<&Model> {
        self.0.get(&id)
    }

    /// The code of a territory. None: it is none.
    pub fn code(&self, id: Option<Uuid>) -> Option<&str> {
        self.get(id?).map(|row| row.code.as_str())
    }

    /// Whether a territory is below one of others, on any level.
    pub fn is_inside(&self, id: Uuid, others: &HashSet<Uuid>) -> bool {
        let above = |id: Uuid| self.get(id)?.parent_id;
        std::iter::successors(above(id), |id| above(*id)).take(self.0.len()).any(|id| others.contains(&id))
    }
}
