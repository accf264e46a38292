//! Where the page's facts are. The territories are reference data and there already.

use entity::territory::{Column, Model};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::write::Lookup;

/// The territories that the page names. `norrbotten` it calls "regionen" only.
pub struct Places {
    pub sweden: Uuid,
    pub norrbotten: Uuid,
    pub arjeplog: Uuid,
    pub arvidsjaur: Uuid,
    pub lulea: Uuid,
}

impl Places {
    pub async fn find(lookup: &Lookup) -> Result<Self> {
        Ok(Self {
            sweden: place(lookup, "SE").await?,
            norrbotten: place(lookup, "25").await?,
            arjeplog: place(lookup, "2506").await?,
            arvidsjaur: place(lookup, "2505").await?,
            lulea: place(lookup, "2580").await?,
        })
    }
}

async fn place(lookup: &Lookup, code: &str) -> Result<Uuid> {
    let found = lookup.read::<Model>(Condition::all().add(Column::Code.eq(code)), false).await?;
    found.first().map(|row| row.id).ok_or_else(|| Error::internal(format!("there is no territory {code}")))
}
