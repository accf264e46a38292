//! Counts and sums over the children of many parents, by the values of a column.

use std::collections::HashMap;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::Row;
use sea_orm::sea_query::Func;
use uuid::Uuid;

use super::column::col;
use super::loader::{Key, Loaders};
use super::node::Node;
use super::page::{Via, under};
use super::rows::Rows;
use super::scope::At;
use crate::error::{Error, Result};

/// The children of one parent that share a value.
#[derive(Debug, Clone)]
pub struct Group {
    pub value: String,
    pub count: i64,
    pub sum: i64,
}

/// What to group by, and what to add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tally {
    pub via: Via,
    pub by: &'static str,
    pub sum: &'static str,
}

/// A tally under one parent.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TallyOf {
    parent: Uuid,
    at: At,
    tally: Tally,
}

/// The children of a node that the viewer may see, by a column's value.
///
/// # Errors
/// When the database does not answer.
pub async fn tally<N: Node>(ctx: &Context<'_>, parent: &impl Node, tally: Tally) -> Result<Vec<Group>> {
    let key = TallyOf { parent: parent.row().id(), at: parent.at(), tally };
    Ok(ctx.data_unchecked::<Loaders>().load_one(Key::<N, _>::new(key)).await?.unwrap_or_default())
}

impl<N: Node> Loader<Key<N, TallyOf>> for Rows {
    type Value = Vec<Group>;
    type Error = Error;

    async fn load(&self, keys: &[Key<N, TallyOf>]) -> Result<HashMap<Key<N, TallyOf>, Vec<Group>>, Error> {
        let mut found: HashMap<_, Vec<Group>> = HashMap::new();
        for ((at, tally), keys) in super::loader::grouped(keys, |key| (key.key().at, key.key().tally)) {
            let parents: Vec<Uuid> = keys.iter().map(|key| key.key().parent).collect();
            for (parent, group) in groups::<N>(self, at, tally, &parents).await? {
                found.entry(Key::new(TallyOf { parent, at, tally })).or_default().push(group);
            }
        }
        Ok(found)
    }
}

async fn groups<N: Node>(reader: &Rows, at: At, tally: Tally, parents: &[Uuid]) -> Result<Vec<(Uuid, Group)>> {
    let (mut select, parent) = under::<N>(reader, reader.select::<N>(at), tally.via, parents);
    let value = col::<N::Row>(tally.by);
    select.clear_selects().expr_as(parent.clone(), "parent_").expr_as(value.clone(), "value_");
    select.expr_as(Func::count(col::<N::Row>("id")), "count_").expr_as(Func::sum(col::<N::Row>(tally.sum)), "sum_");
    select.add_group_by([parent, value]);
    let group = |row: &sea_orm::QueryResult| {
        let (value, count, sum) = (row.try_get("", "value_")?, row.try_get("", "count_")?, row.try_get("", "sum_")?);
        Ok((row.try_get("", "parent_")?, Group { value, count, sum }))
    };
    reader.raw(&select).await?.iter().map(group).collect()
}
