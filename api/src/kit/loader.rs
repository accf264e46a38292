//! Batching: what many objects of one answer ask for is read with one statement.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use entity::Row;
use uuid::Uuid;

use super::column::has_ids;
use super::node::Node;
use super::page::{Page, PageQuery, Side, child_pages, child_totals, children_have};
use super::rows::Rows;
use super::scope::At;
use crate::error::Error;

/// One request's loaders. They are never shared: what one viewer may see, another may not.
pub type Loaders = DataLoader<Rows>;

/// Makes a request's loaders. They wait no time: a batch is read when all that can be resolved without it has been,
/// because the request's task and its loads take turns on one thread.
#[must_use]
pub fn loaders(rows: Rows) -> Loaders {
    DataLoader::new(rows, tokio::spawn).delay(std::time::Duration::ZERO).max_batch_size(usize::MAX)
}

/// A key `K` in the table of `N`.
pub struct Key<N, K>(K, PhantomData<fn() -> N>);

impl<N, K> Key<N, K> {
    pub fn new(key: K) -> Self {
        Self(key, PhantomData)
    }

    pub fn key(&self) -> &K {
        &self.0
    }
}

impl<N, K: Clone> Clone for Key<N, K> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<N, K: PartialEq> PartialEq for Key<N, K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<N, K: Eq> Eq for Key<N, K> {}

impl<N, K: Hash> Hash for Key<N, K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// A row by its id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ById {
    pub id: Uuid,
    pub at: At,
}

impl<N: Node> Loader<Key<N, ById>> for Rows {
    type Value = N::Row;
    type Error = Error;

    async fn load(&self, keys: &[Key<N, ById>]) -> Result<HashMap<Key<N, ById>, N::Row>, Error> {
        let mut found = HashMap::new();
        for (at, keys) in grouped(keys, |key| key.0.at) {
            let ids = keys.iter().map(|key| key.0.id);
            for row in self.find::<N>(at, has_ids::<N::Row>(self.backend(), ids)).await? {
                found.insert(Key::new(ById { id: row.id(), at }), row);
            }
        }
        Ok(found)
    }
}

/// A page of the children under one parent.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildPage {
    pub parent: Uuid,
    pub query: Arc<PageQuery>,
}

impl<N: Node> Loader<Key<N, ChildPage>> for Rows {
    type Value = Page<N::Row>;
    type Error = Error;

    async fn load(&self, keys: &[Key<N, ChildPage>]) -> Result<HashMap<Key<N, ChildPage>, Page<N::Row>>, Error> {
        let mut found = HashMap::new();
        for (query, keys) in grouped(keys, |key| key.0.query.clone()) {
            let parents: Vec<Uuid> = keys.iter().map(|key| key.0.parent).collect();
            for (parent, page) in child_pages::<N>(self, &query, &parents).await? {
                found.insert(Key::new(ChildPage { parent, query: query.clone() }), page);
            }
        }
        Ok(found)
    }
}

/// How many children one parent has.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildTotal(pub ChildPage);

impl<N: Node> Loader<Key<N, ChildTotal>> for Rows {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[Key<N, ChildTotal>]) -> Result<HashMap<Key<N, ChildTotal>, i64>, Error> {
        let mut found = HashMap::new();
        for (query, keys) in grouped(keys, |key| key.0.0.query.clone()) {
            let parents: Vec<Uuid> = keys.iter().map(|key| key.0.0.parent).collect();
            for (parent, total) in child_totals::<N>(self, &query, &parents).await? {
                found.insert(Key::new(ChildTotal(ChildPage { parent, query: query.clone() })), total);
            }
        }
        Ok(found)
    }
}

/// Whether one parent has children on one side of the page; absent if not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildSide(pub ChildPage, pub Side);

impl<N: Node> Loader<Key<N, ChildSide>> for Rows {
    type Value = ();
    type Error = Error;

    async fn load(&self, keys: &[Key<N, ChildSide>]) -> Result<HashMap<Key<N, ChildSide>, ()>, Error> {
        let mut found = HashMap::new();
        for ((query, side), keys) in grouped(keys, |key| (key.0.0.query.clone(), key.0.1)) {
            let parents: Vec<Uuid> = keys.iter().map(|key| key.0.0.parent).collect();
            for parent in children_have::<N>(self, &query, side, &parents).await? {
                found.insert(Key::new(ChildSide(ChildPage { parent, query: query.clone() }, side)), ());
            }
        }
        Ok(found)
    }
}

pub(super) fn grouped<K, G: Hash + Eq>(keys: &[K], group: impl Fn(&K) -> G) -> HashMap<G, Vec<&K>> {
    let mut groups: HashMap<G, Vec<&K>> = HashMap::new();
    for key in keys {
        groups.entry(group(key)).or_default().push(key);
    }
    groups
}
