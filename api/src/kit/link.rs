//! The link rows of many nodes, read with one statement.

use std::collections::HashMap;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::{Link, Row};
use sea_orm::{IdenStatic, Iterable};
use uuid::Uuid;

use super::column::{among_ids, col, table};
use super::context::context;
use super::loader::{Key, grouped};
use super::node::Node;
use super::rows::Rows;
use super::scope::At;
use crate::error::{Error, Result};

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
    Ok(context(ctx).loaders.load_one(Key::<L, _>::new(key)).await?.unwrap_or_default())
}

impl<L: Link> Loader<Key<L, LinksOf>> for Rows {
    type Value = Vec<L>;
    type Error = Error;

    async fn load(&self, keys: &[Key<L, LinksOf>]) -> Result<HashMap<Key<L, LinksOf>, Vec<L>>, Error> {
        let mut found: HashMap<_, Vec<L>> = HashMap::new();
        for (at, keys) in grouped(keys, |key| key.key().at) {
            for (owner, link) in in_order::<L>(self, at, keys.iter().map(|key| key.key().owner)).await? {
                found.entry(Key::new(LinksOf { owner, at })).or_default().push(link);
            }
        }
        Ok(found)
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
