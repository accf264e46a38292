//! Where the page's facts are. The territories are reference data and there already.

use uuid::Uuid;

use crate::domain::desk::Desk;
use crate::domain::territory::Territory;
use crate::error::{Error, Result};

/// The territories that the page names. `norrbotten` it calls "regionen" only.
pub struct Places {
    pub sweden: Uuid,
    pub norrbotten: Uuid,
    pub arjeplog: Uuid,
    pub arvidsjaur: Uuid,
    pub lulea: Uuid,
}

impl Places {
    pub async fn find(desk: &Desk) -> Result<Self> {
        Ok(Self {
            sweden: place(desk, "SE").await?,
            norrbotten: place(desk, "25").await?,
            arjeplog: place(desk, "2506").await?,
            arvidsjaur: place(desk, "2505").await?,
            lulea: place(desk, "2580").await?,
        })
    }
}

async fn place(desk: &Desk, code: &str) -> Result<Uuid> {
    let found = desk.named::<Territory>("code", code).await?;
    found.first().copied().ok_or_else(|| Error::internal(format!("there is no territory {code}")))
}
