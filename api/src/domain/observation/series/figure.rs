//! A figure of a point, and why it is not in the total.

use async_graphql::{Context, Enum, Object, SimpleObject};
use entity::observation::Qualifier;
use uuid::Uuid;

use crate::domain::observation::Observation;
use crate::error::{Error, Result};
use crate::kit::input::within;
use crate::kit::many::Many;
use crate::kit::node::by_id;
use crate::kit::scope::At;

/// Skäl: why a figure is not in the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum LeftOutReason {
    /// Inget värde: it is words only.
    NoValue,
    /// Ryms i ett annat: its territory lies inside another one that is put together.
    Nested,
    /// Utan territorium: it is not known whether others hold the same, because it names no territory and others do.
    NoTerritory,
    /// Dubblett: another figure of the period is for the same territory, or neither of them names any.
    Duplicate,
    /// Ingen summa: the point has no total, and `noTotalBecause` says why.
    NoTotal,
}

/// Värde i en punkt: an observation, and whether it is in the total.
#[derive(Debug, Clone)]
pub struct ObservationFigure {
    pub at: At,
    pub observation: Uuid,
    pub territory: Option<Uuid>,
    pub value: Option<f64>,
    pub qualifier: Option<Qualifier>,
    pub left_out: Option<LeftOutReason>,
}

/// Värde i en punkt: an observation, and whether it is in the total.
#[Object]
impl ObservationFigure {
    /// Whether it is in the point's total.
    async fn counts(&self) -> bool {
        self.left_out.is_none()
    }

    /// Why it is not in the total. Null: it is.
    async fn left_out_because(&self) -> Option<LeftOutReason> {
        self.left_out
    }

    /// Utfall: the observation.
    async fn observation(&self, ctx: &Context<'_>) -> Result<Observation> {
        let gone = || Error::internal(format!("observation {} is gone, but a series holds it", self.observation));
        by_id(ctx, self.observation, self.at).await?.ok_or_else(gone)
    }
}

/// Värden i en punkt: its figures, by their territories' codes, those without a territory last.
#[derive(SimpleObject)]
pub struct ObservationFigures {
    /// The figures from the start, as many as `first` says.
    nodes: Many<ObservationFigure>,
    /// Antal: how many figures the point has, also beyond `first`.
    total_count: i32,
}

/// How many figures of one point an answer holds.
const MOST: i32 = 1_000;

impl ObservationFigures {
    pub fn of(figures: &[ObservationFigure], first: i32) -> Result<Self> {
        let nodes = figures.iter().take(within("first", first, MOST)?).cloned().collect();
        Ok(Self { nodes, total_count: i32::try_from(figures.len()).map_err(Error::internal)? })
    }
}
