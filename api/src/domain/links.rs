//! The links that are written together with the node that lists them.

use std::collections::HashSet;

use async_graphql::MaybeUndefined;
use entity::{Link, Pair};
use uuid::Uuid;

use super::desk::Desk;
use super::reference;
use crate::error::Result;
use crate::kit::form::Form;
use crate::kit::node::Node;
use crate::ledger::Change;

/// Links that are to be added and removed with a node.
pub trait Links: Clone + Send + Sync {
    /// The names of those lists that differ.
    fn changed(&self) -> Vec<&'static str>;
    fn write(self, change: &mut Change) -> impl Future<Output = Result<()>> + Send;
}

impl Links for () {
    fn changed(&self) -> Vec<&'static str> {
        Vec::new()
    }

    async fn write(self, _change: &mut Change) -> Result<()> {
        Ok(())
    }
}

/// The difference between the links that are there and those that are wanted.
#[derive(Debug, Clone)]
pub struct LinkEdit<L> {
    pub added: Vec<L>,
    pub removed: Vec<L>,
}

impl<L> LinkEdit<L> {
    /// Leaves the links as they are.
    #[must_use]
    pub fn none() -> Self {
        Self { added: Vec::new(), removed: Vec::new() }
    }

    /// Takes over another node's edit, so that all are written at once.
    pub fn absorb(&mut self, other: Self) {
        self.added.extend(other.added);
        self.removed.extend(other.removed);
    }
}

impl<L: Link> Links for LinkEdit<L> {
    fn changed(&self) -> Vec<&'static str> {
        if self.added.is_empty() && self.removed.is_empty() { Vec::new() } else { vec![L::LIST] }
    }

    async fn write(self, change: &mut Change) -> Result<()> {
        change.delete(self.removed).await?;
        change.insert(self.added).await.map(drop)
    }
}

impl<A: Links, B: Links> Links for (A, B) {
    fn changed(&self) -> Vec<&'static str> {
        [self.0.changed(), self.1.changed()].concat()
    }

    async fn write(self, change: &mut Change) -> Result<()> {
        self.0.write(change).await?;
        self.1.write(change).await
    }
}

/// The node whose links are written. A new one has none.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    pub id: Uuid,
    pub is_new: bool,
}

/// The edit after which a node lists just the objects with these codes. Absent codes leave it as it is.
///
/// # Errors
/// When the database does not answer.
pub async fn by_codes<L: Pair, N: Node>(
    owner: Owner,
    (field, codes): (&str, MaybeUndefined<Vec<String>>),
    form: &mut Form,
    desk: &Desk,
) -> Result<LinkEdit<L>> {
    if codes.is_undefined() {
        return Ok(LinkEdit::none());
    }
    let present = if owner.is_new { Vec::new() } else { desk.links_of::<L>(owner.id).await? };
    let wanted = reference::codes::<N>(desk, form, field, codes).await?;
    let there: HashSet<Uuid> = present.iter().map(Pair::target).collect();
    let mut seen = HashSet::new();
    let new = wanted.iter().filter(|target| !there.contains(*target) && seen.insert(**target));
    let added = new.map(|target| L::new(owner.id, *target)).collect();
    let removed = present.into_iter().filter(|link| !wanted.contains(&link.target())).collect();
    Ok(LinkEdit { added, removed })
}
