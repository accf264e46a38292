//! How far the measures of a plan or a result area have come, taken together.

use async_graphql::{Context, SimpleObject};
use entity::measure::{Column, MeasureStatus};
use sea_orm::{ActiveEnum, Iterable};

use super::Measure;
use crate::error::{Error, Result};
use crate::kit::aggregate::{Aggregation, Bucket, Counted, aggregate};
use crate::kit::node::Node;
use crate::kit::relation::Relation;

/// Antal åtgärder per status: how many of the measures that the viewer may see have a status.
#[derive(Debug, Clone, SimpleObject)]
pub struct MeasureStatusCount {
    /// How many measures have the status.
    count: i32,
    /// The status that they have.
    status: MeasureStatus,
}

/// A status each, in the order in which they follow each other.
impl Counted for MeasureStatusCount {
    type Of = Measure;

    async fn of(ctx: &Context<'_>, parent: &impl Node, relation: Relation) -> Result<Vec<Self>> {
        let groups = groups(ctx, parent, relation).await?;
        let count = |status: MeasureStatus| {
            let found = groups.iter().find(|group| group.value == status.to_value());
            let count = i32::try_from(found.map_or(0, |group| group.count)).map_err(Error::internal)?;
            Ok(Self { count, status })
        };
        MeasureStatus::iter().map(count).collect()
    }
}

/// Those of which the progress does not count.
pub(super) const GIVEN_UP: MeasureStatus = MeasureStatus::Cancelled;

/// The mean progress of the measures under a node that are not cancelled, not rounded. None when there are none.
///
/// # Errors
/// When the database does not answer.
pub async fn mean_progress(ctx: &Context<'_>, parent: &impl Node, relation: Relation) -> Result<Option<f64>> {
    let given_up = GIVEN_UP.to_value();
    let groups = groups(ctx, parent, relation).await?;
    let (sum, count) = groups
        .iter()
        .filter(|group| group.value != given_up)
        .fold((0, 0), |(sum, count), group| (sum + group.sum, count + group.count));
    #[expect(clippy::cast_precision_loss, reason = "both are far below 2^52")]
    Ok((count > 0).then(|| sum as f64 / count as f64))
}

async fn groups(ctx: &Context<'_>, parent: &impl Node, relation: Relation) -> Result<Vec<Bucket>> {
    aggregate::<Measure>(ctx, parent, Aggregation::new(relation, Column::Status, Column::Progress)).await
}
