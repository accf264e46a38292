//! A group of objects, as the statement of the statistics gave it.

use async_graphql::Context;
use sea_orm::{ActiveEnum, QueryResult};
use uuid::Uuid;

use super::node::{Node, by_id};
use super::scope::At;
use crate::error::{Error, Result};

/// A group, for the object type that shows it.
#[derive(Debug, Clone)]
pub struct GroupRow {
    pub(super) at: At,
    pub(super) count: i64,
    /// By the place of the grouping. Absent: the objects are not grouped by it, or have none.
    pub(super) keys: Vec<(usize, Cell)>,
    /// By the place of the figure, if it was asked for.
    pub(super) figures: Vec<(usize, Number)>,
}

/// What the objects of a group have in common.
#[derive(Debug, Clone)]
pub enum Cell {
    Id(Uuid),
    Text(String),
}

/// What was worked out for a group.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    Count(i64),
    Mean(Option<f64>),
}

impl Cell {
    pub(super) fn read(row: &QueryResult, name: &str, is_text: bool) -> Result<Option<Self>> {
        if is_text {
            return Ok(row.try_get::<Option<String>>("", name)?.map(Self::Text));
        }
        Ok(row.try_get::<Option<Uuid>>("", name)?.map(Self::Id))
    }
}

impl GroupRow {
    /// How many objects it has.
    ///
    /// # Errors
    /// When there are more than a client's numbers hold.
    pub fn count(&self) -> Result<i32> {
        i32::try_from(self.count).map_err(Error::internal)
    }

    /// The object that they name.
    pub async fn object<N: Node>(&self, ctx: &Context<'_>, grouping: usize) -> Option<Result<N>> {
        let Some(Cell::Id(id)) = self.key(grouping) else { return None };
        by_id::<N>(ctx, *id, self.at).await.transpose()
    }

    /// The value that they have.
    ///
    /// # Errors
    /// When the database holds another value than there are.
    pub fn value<V: ActiveEnum<Value = String>>(&self, grouping: usize) -> Result<Option<V>> {
        self.text(grouping).map(|text| Ok(V::try_from_value(&text)?)).transpose()
    }

    /// The text that they have.
    #[must_use]
    pub fn text(&self, grouping: usize) -> Option<String> {
        match self.key(grouping) {
            Some(Cell::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The year that they have.
    ///
    /// # Errors
    /// When it is not a number.
    pub fn year(&self, grouping: usize) -> Result<Option<i32>> {
        self.text(grouping).map(|year| year.parse().map_err(Error::internal)).transpose()
    }

    /// How many of them fit.
    ///
    /// # Errors
    /// When it was not asked for, or is more than a client's numbers hold.
    pub fn number(&self, figure: usize) -> Result<i32> {
        match self.figure(figure) {
            Some(Number::Count(count)) => i32::try_from(count).map_err(Error::internal),
            _ => Err(Error::internal(format!("figure {figure} was not counted"))),
        }
    }

    /// Their mean. None: there are none of which there is one.
    ///
    /// # Errors
    /// When it was not asked for.
    pub fn mean(&self, figure: usize) -> Result<Option<f64>> {
        match self.figure(figure) {
            Some(Number::Mean(mean)) => Ok(mean),
            _ => Err(Error::internal(format!("figure {figure} was not worked out"))),
        }
    }

    fn key(&self, grouping: usize) -> Option<&Cell> {
        self.keys.iter().find(|(index, _)| *index == grouping).map(|(_, cell)| cell)
    }

    fn figure(&self, figure: usize) -> Option<Number> {
        self.figures.iter().find(|(index, _)| *index == figure).map(|(_, number)| *number)
    }
}
