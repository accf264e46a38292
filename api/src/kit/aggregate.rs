//! Counts and sums over the children of many parents, by the values of a column.

use std::collections::HashMap;

use async_graphql::Context;
use entity::Row;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, Func};
use uuid::Uuid;

use super::column::{col, table};
use super::context::context;
use super::loader::{Load, grouped};
use super::node::Node;
use super::relation::{Parents, Relation};
use super::rows::Rows;
use super::scope::At;
use crate::error::Result;

/// How many objects of a list there are of each kind.
pub trait Counted: Sized {
    type Of: Node;

    /// The counts under a node.
    ///
    /// # Errors
    /// When the database does not answer.
    fn of(ctx: &Context<'_>, parent: &impl Node, relation: Relation) -> impl Future<Output = Result<Vec<Self>>> + Send;
}

/// The children of one parent that share a value.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub value: String,
    pub count: i64,
    pub sum: i64,
}

/// What to group by, and what to add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Aggregation {
    relation: Relation,
    by: &'static str,
    sum: &'static str,
}

impl Aggregation {
    pub fn new<C: ColumnTrait>(relation: Relation, by: C, sum: C) -> Self {
        Self { relation, by: by.as_str(), sum: sum.as_str() }
    }
}

/// An aggregation under one parent.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AggregationOf {
    parent: Uuid,
    at: At,
    aggregate: Aggregation,
}

/// The children of a node that the viewer may see, by a column's value.
///
/// # Errors
/// When the database does not answer.
pub async fn aggregate<N: Node>(ctx: &Context<'_>, parent: &impl Node, aggregate: Aggregation) -> Result<Vec<Bucket>> {
    let key = AggregationOf { parent: parent.row().id(), at: parent.at(), aggregate };
    Ok(context(ctx).loaders.one::<N, _>(key).await?.unwrap_or_default())
}

impl<N: Node> Load<N> for AggregationOf {
    type Found = Vec<Bucket>;

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, Vec<Bucket>)>> {
        let mut found: HashMap<_, Vec<Bucket>> = HashMap::new();
        for ((at, aggregate), keys) in grouped(keys, |key| (key.at, key.aggregate)) {
            let parents: Vec<Uuid> = keys.iter().map(|key| key.parent).collect();
            for (parent, group) in groups::<N>(rows, at, aggregate, &parents).await? {
                found.entry(Self { parent, at, aggregate }).or_default().push(group);
            }
        }
        Ok(found.into_iter().collect())
    }
}

async fn groups<N: Node>(
    reader: &Rows,
    at: At,
    aggregate: Aggregation,
    parents: &[Uuid],
) -> Result<Vec<(Uuid, Bucket)>> {
    let mut select = reader.select_through::<N>(at, aggregate.relation);
    let parent = aggregate.relation.parents::<N::Row>(&mut select, &Parents::Among(reader.backend(), parents));
    let column = |name: &'static str| Expr::col((table::<N::Row>(), name));
    let value = column(aggregate.by);
    select.clear_selects().expr_as(parent.clone(), "parent_").expr_as(value.clone(), "value_");
    select.expr_as(Func::count(col(N::ID)), "count_").expr_as(Func::sum(column(aggregate.sum)), "sum_");
    select.add_group_by([parent, value]);
    let group = |row: &sea_orm::QueryResult| {
        let (value, count, sum) = (row.try_get("", "value_")?, row.try_get("", "count_")?, row.try_get("", "sum_")?);
        Ok((row.try_get("", "parent_")?, Bucket { value, count, sum }))
    };
    reader.raw(at, select).await?.iter().map(group).collect()
}
