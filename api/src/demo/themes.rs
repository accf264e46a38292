//! What the page's items and studies are about. The themes are reference data and there already.

use entity::theme::{Column, Model};
use entity::{agenda_item_theme, evaluation_theme};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::evaluations::Evaluations;
use super::meeting::Items;
use crate::error::{Error, Result};
use crate::ledger::WriteTx;
use crate::write::Lookup;

pub struct Themes {
    skills: Uuid,
    growth: Uuid,
    digital: Uuid,
    innovation: Uuid,
}

impl Themes {
    pub async fn find(lookup: &Lookup) -> Result<Self> {
        Ok(Self {
            skills: theme(lookup, "skills").await?,
            growth: theme(lookup, "regional-growth").await?,
            digital: theme(lookup, "digital-work").await?,
            innovation: theme(lookup, "innovation").await?,
        })
    }
}

async fn theme(lookup: &Lookup, code: &str) -> Result<Uuid> {
    let found = lookup.read::<Model>(Condition::all().add(Column::Code.eq(code)), false).await?;
    found.first().map(|row| row.id).ok_or_else(|| Error::internal(format!("there is no theme {code}")))
}

/// "Kompetensförsörjning blir då en central fråga", "det regionala tillväxtarbetet", "Office 365", "innovativ förmåga".
pub async fn write(tx: &mut WriteTx, themes: &Themes, evaluations: &Evaluations, items: &Items) -> Result<()> {
    let study = |evaluation_id, theme_id| evaluation_theme::Model { evaluation_id, theme_id, ..Default::default() };
    let item = |agenda_item_id, theme_id| agenda_item_theme::Model { agenda_item_id, theme_id, ..Default::default() };
    tx.insert(vec![study(evaluations.car_testing, themes.skills), study(evaluations.car_testing, themes.growth)])
        .await?;
    tx.insert(vec![
        item(items.car_testing, themes.skills),
        item(items.car_testing, themes.growth),
        item(items.lesson, themes.digital),
        item(items.innovation, themes.innovation),
    ])
    .await
    .map(drop)
}
