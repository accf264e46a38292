//! Batching: what many objects of one answer ask for is read with one statement.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use entity::{Columns, Row};
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::children::{child_pages, child_totals, children_have};
use super::column::has_ids;
use super::listing::Ordered;
use super::node::Node;
use super::page::{Page, PageQuery, Side};
use super::rows::Rows;
use super::scope::At;
use crate::error::{Error, Result};

/// What keys of this kind find in the table of `N`.
pub trait Load<N>: Clone + Eq + Hash + Send + Sync + 'static {
    type Found: Clone + Send + Sync + 'static;

    fn load(rows: &Rows, keys: Vec<Self>) -> impl Future<Output = Result<Vec<(Self, Self::Found)>>> + Send;
}

/// One request's loaders. They are never shared: what one viewer may see, another may not.
pub struct Loaders(DataLoader<Rows>);

impl Loaders {
    /// They wait no time: a batch is read when all that can be resolved without it has been, because the request's task
    /// and its loads take turns on one thread. (Spawned in any other way than `spawn_local`, batches were split.)
    #[must_use]
    pub fn new(rows: Rows) -> Self {
        Self(
            DataLoader::new(rows, tokio::task::spawn_local).delay(std::time::Duration::ZERO).max_batch_size(usize::MAX),
        )
    }

    #[must_use]
    pub fn rows(&self) -> &Rows {
        self.0.loader()
    }

    /// What one key finds, read together with what others ask for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn one<N: 'static, K: Load<N>>(&self, key: K) -> Result<Option<K::Found>> {
        let found = self.0.load_one(Wanted::of::<N>(key)).await?;
        Ok(found.and_then(|found| found.downcast_ref().cloned()))
    }

    /// What each of these keys finds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn many<N: 'static, K: Load<N>>(&self, keys: Vec<K>) -> Result<Vec<(K, K::Found)>> {
        let wanted: Vec<_> = keys.into_iter().map(Wanted::of::<N>).collect();
        let found = self.0.load_many(wanted).await?;
        Ok(found.into_iter().filter_map(|(wanted, found)| Some((wanted.key, found.downcast_ref().cloned()?))).collect())
    }
}

/// What was found, of a type that only those know who asked. Batching is compiled for each kind of key, and not for each
/// table too.
type Found = Arc<dyn Any + Send + Sync>;

/// A key in one type's table.
#[derive(Clone)]
struct Wanted<K> {
    of: TypeId,
    key: K,
    load: for<'r> fn(&'r Rows, Vec<K>) -> Loading<'r, K>,
}

type Loading<'r, K> = BoxFuture<'r, Result<Vec<(K, Found)>>>;

impl<K> Wanted<K> {
    fn of<N: 'static>(key: K) -> Self
    where
        K: Load<N>,
    {
        Self { of: TypeId::of::<N>(), key, load: load::<N, K> }
    }
}

fn load<N: 'static, K: Load<N>>(rows: &Rows, keys: Vec<K>) -> Loading<'_, K> {
    Box::pin(async move {
        let found = K::load(rows, keys).await?;
        Ok(found.into_iter().map(|(key, found)| (key, Arc::new(found) as Found)).collect())
    })
}

impl<K: PartialEq> PartialEq for Wanted<K> {
    fn eq(&self, other: &Self) -> bool {
        (&self.of, &self.key) == (&other.of, &other.key)
    }
}

impl<K: Eq> Eq for Wanted<K> {}

impl<K: Hash> Hash for Wanted<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.of, &self.key).hash(state);
    }
}

impl<K: Clone + Eq + Hash + Send + Sync + 'static> Loader<Wanted<K>> for Rows {
    type Value = Found;
    type Error = Error;

    async fn load(&self, wanted: &[Wanted<K>]) -> Result<HashMap<Wanted<K>, Found>> {
        let mut all = HashMap::new();
        for (of, wanted) in grouped(wanted.to_vec(), |wanted| wanted.of) {
            let Some(load) = wanted.first().map(|first| first.load) else { continue };
            let found = load(self, wanted.into_iter().map(|wanted| wanted.key).collect()).await?;
            all.extend(found.into_iter().map(|(key, found)| (Wanted { of, key, load }, found)));
        }
        Ok(all)
    }
}

/// A row by its id, with at least these columns.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ById {
    pub id: Uuid,
    pub at: At,
    pub columns: Columns,
}

impl<N: Node> Load<N> for ById {
    type Found = Arc<N::Row>;

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, Arc<N::Row>)>> {
        let mut all = Vec::new();
        for (at, keys) in grouped(keys, |key| key.at) {
            if let Some(whole) = rows.whole::<N>(at).await? {
                all.extend(keys.into_iter().filter_map(|key| Some((key, whole.get(&key.id)?.clone()))));
                continue;
            }
            let columns = keys.iter().fold(Columns::ID, |columns, key| columns | key.columns);
            let ids: HashSet<Uuid> = keys.iter().map(|key| key.id).collect();
            let mut select = rows.select::<N>(at);
            select.cond_where(has_ids::<N::Row>(rows.backend(), ids));
            let found = rows.shown::<N::Row>(at, select, columns).await?;
            let found: HashMap<_, _> = found.into_iter().map(|row| (row.id(), Arc::new(row))).collect();
            all.extend(keys.into_iter().filter_map(|key| Some((key, found.get(&key.id)?.clone()))));
        }
        Ok(all)
    }
}

/// A page of the children under one parent.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildPage {
    pub parent: Uuid,
    pub query: Arc<PageQuery>,
}

impl<N: Ordered> Load<N> for ChildPage {
    type Found = Page<N::Row>;

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, Page<N::Row>)>> {
        let mut all = Vec::new();
        for ((query, ()), parents) in by_query(keys, |key| (key, ())) {
            let found = child_pages::<N>(rows, &query, &parents).await?;
            all.extend(found.into_iter().map(|(parent, page)| (Self { parent, query: query.clone() }, page)));
        }
        Ok(all)
    }
}

/// How many children one parent has.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildTotal(pub ChildPage);

impl<N: Node> Load<N> for ChildTotal {
    type Found = i64;

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, i64)>> {
        let mut all = Vec::new();
        for ((query, ()), parents) in by_query(keys, |key| (key.0, ())) {
            let found = child_totals::<N>(rows, &query, &parents).await?;
            all.extend(found.into_iter().map(|(parent, n)| (Self(ChildPage { parent, query: query.clone() }), n)));
        }
        Ok(all)
    }
}

/// Whether one parent has children on one side of the page; absent if not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ChildSide(pub ChildPage, pub Side);

impl<N: Node> Load<N> for ChildSide {
    type Found = ();

    async fn load(rows: &Rows, keys: Vec<Self>) -> Result<Vec<(Self, ())>> {
        let mut all = Vec::new();
        for ((query, side), parents) in by_query(keys, |key| (key.0, key.1)) {
            let found = children_have::<N>(rows, &query, side, &parents).await?;
            let key = |parent| (Self(ChildPage { parent, query: query.clone() }, side), ());
            all.extend(found.into_iter().map(key));
        }
        Ok(all)
    }
}

/// The parents under which the same is asked for.
fn by_query<K, S: Hash + Eq>(
    keys: Vec<K>,
    split: impl Fn(K) -> (ChildPage, S),
) -> HashMap<(Arc<PageQuery>, S), Vec<Uuid>> {
    let mut groups: HashMap<_, Vec<Uuid>> = HashMap::new();
    for (page, rest) in keys.into_iter().map(split) {
        groups.entry((page.query, rest)).or_default().push(page.parent);
    }
    groups
}

pub(super) fn grouped<K, G: Hash + Eq>(keys: Vec<K>, group: impl Fn(&K) -> G) -> HashMap<G, Vec<K>> {
    let mut groups: HashMap<G, Vec<K>> = HashMap::new();
    for key in keys {
        groups.entry(group(&key)).or_default().push(key);
    }
    groups
}
