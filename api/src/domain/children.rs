//! Objects that are pushed within another one, each with an external id that is unique there.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    MaybeUndefined,
    MaybeUndefined::{Null, Undefined, Value},
};
use entity::Row;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::desk::Desk;
use super::push::check_external_id;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::form::Form;
use crate::kit::node::Node;
use crate::kit::payload::UserErrorCode;
use crate::ledger::{Change, Edit};

/// A type that can be pushed within a parent.
pub trait Child: Node {
    type Values: Send;
    /// The foreign key of the parent.
    const PARENT: &'static str;

    fn parent(row: &Self::Row) -> Option<Uuid>;
    fn external_id(row: &Self::Row) -> Option<&str>;
    /// Whether the row is closed to all but admins, and so to pushes.
    fn restricted(_row: &Self::Row) -> bool {
        false
    }

    /// A blank row in the parent's list.
    fn blank(parent: Uuid, source: &str, external_id: &str) -> Self::Row;
    /// Puts the row at its place in the list that the source sent, counted from 1; what the source says of the place
    /// itself comes after.
    fn put(_row: &mut Self::Row, _place: i32) {}
    fn apply(
        values: Self::Values,
        before: Option<&Self::Row>,
        row: &mut Self::Row,
        form: &mut Form,
        desk: &Desk,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// How many children of one kind a pushed row may bring.
const MOST: usize = 200;

/// What a push is told of an object that only admins may see.
pub const RESTRICTED: &str = "The object is restricted here and takes no pushes.";

/// What is to be written of the children of one or many parents.
pub struct Children<R> {
    pub added: Vec<R>,
    pub edits: Vec<Edit<R>>,
    pub removed: Vec<R>,
}

impl<R> Default for Children<R> {
    fn default() -> Self {
        Self { added: Vec::new(), edits: Vec::new(), removed: Vec::new() }
    }
}

impl<R: Row> Children<R> {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.edits.is_empty() && self.removed.is_empty()
    }

    /// Takes over another parent's children, so that all are written at once.
    pub fn absorb(&mut self, other: Self) {
        self.added.extend(other.added);
        self.edits.extend(other.edits);
        self.removed.extend(other.removed);
    }

    /// # Errors
    /// The ledger's.
    pub async fn write(self, change: &mut Change) -> Result<()> {
        change.delete(self.removed).await?;
        change.insert(self.added).await?;
        change.update(self.edits).await.map(drop)
    }
}

/// The pushed children that these parents have, locked. What editors added has no external id and is not among them.
///
/// # Errors
/// `Conflict` when others hold them too long.
pub async fn present<C: Child>(desk: &Desk, parents: &[Uuid]) -> Result<HashMap<Uuid, Vec<C::Row>>> {
    let mut of: HashMap<Uuid, Vec<C::Row>> = HashMap::new();
    if parents.is_empty() {
        return Ok(of);
    }
    let pushed =
        desk.with_any::<C::Row>(C::PARENT, parents.iter().copied()).add(col::<C::Row>("external_id").is_not_null());
    for row in desk.locked::<C>(pushed).await? {
        of.entry(C::parent(&row).unwrap_or_default()).or_default().push(row);
    }
    Ok(of)
}

/// The children that a pushed row brings, each with its external id.
pub type Given<V> = MaybeUndefined<Vec<(String, V)>>;

/// The parent whose children are pushed.
pub struct Parent<'a> {
    pub id: Uuid,
    pub source: &'a str,
}

/// What makes the children of a parent those that are given: absent keeps them, null and `[]` remove them.
///
/// # Errors
/// When the database does not answer.
pub async fn sync<C: Child>(
    parent: &Parent<'_>,
    present: Vec<C::Row>,
    (list, given): (&str, Given<C::Values>),
    form: &mut Form,
    desk: &Desk,
) -> Result<Children<C::Row>> {
    let mut children = Children::default();
    let given = match given {
        Undefined => return Ok(children),
        Null => Vec::new(),
        Value(given) => given,
    };
    if given.len() > MOST {
        form.refuse(
            list,
            UserErrorCode::TooMany,
            format!("{list} has {} items; at most {MOST} are allowed.", given.len()),
        );
        return Ok(children);
    }
    let ids: Vec<String> = given.iter().map(|(id, _)| id.clone()).collect();
    let mut seen = HashSet::new();
    let mut present: HashMap<String, C::Row> =
        present.into_iter().filter_map(|row| Some((C::external_id(&row)?.to_owned(), row))).collect();
    for (index, ((_, values), id)) in given.into_iter().zip(&ids).enumerate() {
        let before = present.remove(id);
        let mut item = form.item(before.is_none(), list, index);
        check_external_id(&mut item, id, &mut seen);
        if before.as_ref().is_some_and(C::restricted) {
            item.refuse("externalId", UserErrorCode::Invalid, RESTRICTED);
            form.absorb(item);
            continue;
        }
        let place = i32::try_from(index).unwrap_or(i32::MAX).saturating_add(1);
        let mut row = before.clone().unwrap_or_else(|| C::blank(parent.id, parent.source, id));
        C::put(&mut row, place);
        C::apply(values, before.as_ref(), &mut row, &mut item, desk).await?;
        form.absorb(item);
        match before {
            None => children.added.push(row),
            Some(before) if before != row => children.edits.push(Edit { before, after: row, links: Vec::new() }),
            Some(_) => {}
        }
    }
    children.removed = present.into_values().filter(|row| !C::restricted(row)).collect();
    Ok(children)
}
