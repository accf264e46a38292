//! The link rows of many nodes, read with one statement.

use std::collections::HashMap;

use async_graphql::Context;
use entity::{Link, Row};
use sea_orm::{IdenStatic, Iterable};
use uuid::Uuid;

use super::column::{among_ids, col, table};
use super::context::context;
use super::loader::{Load, grouped};
use super::node::Node;
use super::rows::Rows;
use super::scope::At;
use crate::error::Result;

/// The links that one node lists.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinksOf {
    pub owner: Uuid,
    pub at: At,
}

/// The links that a node lists, in their order. They name others, whom the viewer may not see.
///
/// # Errors
/// When the database does not answer.
pub async fn links<L: Link>(ctx: &Context<'_>, owner: &impl Node) -> Result<Vec<L>> {
    let key = LinksOf { owner: owner.row().id(), at: owner.at() };
    Ok(context(ctx).loaders.one::<L, _>(key).await?.unwrap_or_default())
}

impl<L: Link> Load<L> for LinksOf {
    type Found = Vec<L>;

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, Vec<L>)>> {
        let mut found: HashMap<_, Vec<L>> = HashMap::new();
        for (at, keys) in grouped(keys, |key| key.at) {
            for (owner, link) in in_order::<L>(rows, at, keys.iter().map(|key| key.owner)).await? {
                found.entry(Self { owner, at }).or_default().push(link);
            }
        }
        Ok(found.into_iter().collect())
    }
}

async fn in_order<L: Link>(reader: &Rows, at: At, owners: impl Iterator<Item = Uuid>) -> Result<Vec<(Uuid, L)>> {
    let mut select = reader.links::<L>();
    select.and_where(among_ids(reader.backend(), col(L::OWNER), owners));
    if L::Column::iter().any(|column| column.as_str() == "position") {
        select.order_by((table::<L>(), "position"), sea_orm::Order::Asc);
    }
    select.order_by((table::<L>(), "id"), sea_orm::Order::Asc);
    let found: Vec<L> = reader.fetch(at, select).await?;
    Ok(found.into_iter().map(|link| (link.owner(), link)).collect())
}
