//! What is to be reached, and where it started, seen from a period.

use std::collections::{HashMap, HashSet};

use entity::Date;
use entity::target::{Column, TargetKind};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, FromQueryResult};
use uuid::Uuid;

use super::territories::Territories;
use crate::domain::indicator::Target;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, col};
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// The targets and baselines of an indicator.
#[derive(Default)]
pub struct Targets(Vec<Place>);

/// Where one of them holds, and when.
#[derive(FromQueryResult)]
struct Place {
    id: Uuid,
    kind: TargetKind,
    territory_id: Option<Uuid>,
    period_from: Date,
    period_to: Date,
}

/// How many an indicator may have for them to be compared.
const MOST: usize = 10_000;

impl Targets {
    /// Those of an indicator: for these territories, or for all, and for none.
    pub async fn read(rows: &Rows, at: At, indicator: Uuid, among: Option<&HashSet<Uuid>>) -> Result<Self> {
        let mut select = rows.select::<Target>(at);
        select.clear_selects().and_where(col(Column::IndicatorId).eq(indicator));
        for column in [Column::Id, Column::Kind, Column::TerritoryId, Column::PeriodFrom, Column::PeriodTo] {
            select.expr(col(column));
        }
        if let Some(ids) = among {
            let one_of = among_ids(rows.backend(), col(Column::TerritoryId), ids.iter().copied());
            select.cond_where(Condition::any().add(col(Column::TerritoryId).is_null()).add(one_of));
        }
        let found = rows.raw(at, select.limit(MOST as u64 + 1).take()).await?;
        if found.len() > MOST {
            let message = format!("The indicator has more than {MOST} targets and baselines: give fewer territories.");
            return Err(Error::BadInput(message));
        }
        Ok(Self(found.iter().map(|row| Place::from_query_result(row, "")).collect::<Result<_, _>>()?))
    }

    /// For each territory, and for none, the target that is to be reached next or the baseline that started last. Those for
    /// none come first, and then those for territories by code.
    pub fn beside(
        &self,
        kind: TargetKind,
        (from, to): (Date, Date),
        chosen: &HashSet<Uuid>,
        territories: &Territories,
    ) -> Vec<Uuid> {
        // How many days it is away; none, if it is on the other side of the period.
        let distance = |place: &Place| match kind {
            TargetKind::Target => u64::try_from((place.period_to.0 - to.0).num_days()).ok(),
            TargetKind::Baseline => u64::try_from((from.0 - place.period_from.0).num_days()).ok(),
        };
        let is_chosen = |place: &Place| place.territory_id.is_none_or(|id| chosen.contains(&id));
        let mut found: HashMap<Option<Uuid>, (u64, Uuid)> = HashMap::new();
        for place in self.0.iter().filter(|place| place.kind == kind && is_chosen(place)) {
            let Some(days) = distance(place) else { continue };
            let nearest = found.entry(place.territory_id).or_insert((days, place.id));
            *nearest = (*nearest).min((days, place.id));
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(territory, _)| territories.code(*territory));
        found.into_iter().map(|(_, (_, id))| id).collect()
    }
}
