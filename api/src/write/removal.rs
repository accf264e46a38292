//! Deleting rows with all that belongs to them, and only if nothing else refers to any of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::Row;
use uuid::Uuid;

use super::belongings::{Belonging, belongings};
use super::dangling::{refuse_dangling, released};
use super::draft::Draft;
use super::lookup::Lookup;
use super::referrers::{Deleted, Leaving, referrers};
use super::user_error::UserErrorCode;
use crate::error::Result;
use crate::kit::context::NodeType;

/// A row that goes, and what to say if it cannot.
pub(super) struct Removed {
    table: &'static str,
    pub id: Uuid,
    /// The field of the input that has it deleted.
    field: &'static str,
    /// How an error starts, such as `findings leaves out "F1", which`.
    start: String,
}

impl<R: Row> Draft<R> {
    /// Deletes the row itself.
    pub(super) fn remove(&mut self, field: &'static str) {
        let row = self.row.clone();
        self.is_gone = true;
        self.removed.push(Removed { table: R::TABLE.name, id: row.id(), field, start: "It".into() });
        self.others.delete(row);
    }

    /// Deletes a part that a push leaves out.
    pub(super) fn remove_part<C: Row>(&mut self, row: C, list: &'static str) {
        let start = format!("{list} leaves out \"{}\", which", row.external_id().unwrap_or_default());
        self.removed.push(Removed { table: C::TABLE.name, id: row.id(), field: list, start });
        self.others.delete(row);
    }
}

/// Adds to what the drafts delete all that belongs to it, and notes an error where something else refers to any of it, or
/// comes to do so, or others than the source that pushes brought some of it.
///
/// # Errors
/// When the database does not answer.
pub async fn complete<R: Row>(drafts: &mut [Draft<R>], nodes: &[NodeType], lookup: &Lookup) -> Result<()> {
    let (mut goes, mut level) = (Goes::new(), Deleted::new());
    for (index, draft) in drafts.iter().enumerate() {
        for (number, removed) in draft.removed.iter().enumerate() {
            goes.insert(removed.id, (index, number));
            level.entry(removed.table).or_default().push(removed.id);
        }
    }
    let (mut all, mut others) = (level.clone(), Others::new());
    while !level.is_empty() {
        let found = belongings(&level, lookup).await?;
        level = Deleted::new();
        for Belonging { table, parent, id, is_others, delete } in found {
            let Some(root) = goes.get(&parent).copied() else { continue };
            goes.insert(id, root);
            delete(&mut drafts[root.0].others);
            level.entry(table.name).or_default().push(id);
            all.entry(table.name).or_default().push(id);
            if is_others {
                *others.entry(root).or_default().entry(table.node_type).or_default() += 1;
            }
        }
    }
    refuse_others(drafts, others);
    refuse_referred(drafts, &all, &goes, nodes, lookup).await?;
    let gone = without(&all, &goes, |index| !drafts[index].form.is_clean());
    refuse_dangling(drafts, &gone);
    Ok(())
}

/// How many objects of each type others brought, by the row that they would go with.
type Others = BTreeMap<(usize, usize), BTreeMap<&'static str, usize>>;

/// Notes an error where a push would delete what others brought.
fn refuse_others<R: Row>(drafts: &mut [Draft<R>], others: Others) {
    for ((index, number), counts) in others {
        let Removed { field, start, .. } = &drafts[index].removed[number];
        let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
        let message = format!(
            "{start} has what this source did not bring: {}. Keep it in the push, or ask an editor to delete that first.",
            counts.join(", ")
        );
        drafts[index].error(field, UserErrorCode::InUse, message);
    }
}

/// With which of the rows that the inputs name each row goes: the draft, and the place among what it removes.
type Goes = HashMap<Uuid, (usize, usize)>;

/// What refers to something until the drafts are written, without those that are kept.
fn leaving<R: Row>(drafts: &[Draft<R>], all: &Deleted, goes: &Goes, kept: &HashSet<usize>) -> Leaving {
    let gone = without(all, goes, |index| kept.contains(&index));
    let mut leaving = Leaving { gone, released: HashMap::new() };
    for (_, draft) in drafts.iter().enumerate().filter(|(index, _)| !kept.contains(index)) {
        let own = draft.before.iter().flat_map(|before| released(before, Some(&draft.row)));
        for by in own.chain(draft.others.released()).filter(|by| goes.contains_key(&by.named)) {
            leaving.released.entry((by.table, by.column)).or_default().push(by.row);
        }
    }
    leaving
}

/// Notes an error where something that stays refers to what is to be deleted. What is refused stays, and so does all that
/// it refers to, until no more is refused.
async fn refuse_referred<R: Row>(
    drafts: &mut [Draft<R>],
    all: &Deleted,
    goes: &Goes,
    nodes: &[NodeType],
    lookup: &Lookup,
) -> Result<()> {
    let (mut refused, mut kept) = (HashSet::new(), HashSet::new());
    loop {
        let (leaving, known) = (leaving(drafts, all, goes, &kept), kept.len());
        for (id, by) in referrers(all, &leaving, nodes, lookup).await? {
            let Some((index, number)) = goes.get(&id).copied().filter(|_| refused.insert(id)) else { continue };
            let Removed { field, start, .. } = &drafts[index].removed[number];
            let (field, message) = (*field, format!("{start} is referred to by {by}."));
            drafts[index].error(field, UserErrorCode::InUse, message);
            kept.insert(index);
        }
        if kept.len() == known {
            return Ok(());
        }
    }
}

/// What is deleted, without what goes with drafts that are kept.
fn without(all: &Deleted, goes: &Goes, is_kept: impl Fn(usize) -> bool) -> Deleted {
    let is_gone = |id: &&Uuid| goes.get(id).is_some_and(|(index, _)| !is_kept(*index));
    all.iter().map(|(table, ids)| (*table, ids.iter().filter(is_gone).copied().collect())).collect()
}
