//! How inputs name other objects: by their key, or reference data by code.

use std::fmt::{Debug, Formatter};
use std::marker::PhantomData;

use async_graphql::ID;
use entity::Row;
use sea_orm::Condition;
use uuid::Uuid;

use super::form::Form;
use super::lookup::Lookup;
use super::user_error::UserErrorCode;
use super::value::Value;
use crate::error::{Error, Result};
use crate::kit::input::input_as;
use crate::kit::node::{Node, id_of};
use crate::kit::rows::Rows;
use crate::kit::text::normal;

/// A key that is more than one text, such as an id in a source.
pub trait KeyPart<N: Node> {
    /// What clients call it.
    const BY: &'static str;

    /// What the object's row fits, in look-ups and filters.
    ///
    /// # Errors
    /// `BadInput` for a key within it that is malformed.
    fn condition(self, rows: &Rows) -> Result<Condition>;

    /// The objects with this key, as far as the viewer may see them. None: the form says why not.
    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>>;

    /// The key in words.
    fn words(&self) -> String;
}

/// An object by its code.
pub struct CodeOf<N>(pub String, PhantomData<fn() -> N>);

/// A type that inputs name by code.
pub trait Coded: Node {
    const CODE: Self::Column;

    /// Which of those with the same code is meant.
    fn meant(found: &[Self::Row], _lookup: &Lookup) -> Vec<Uuid> {
        found.iter().map(Row::id).collect()
    }
}

input_as!([N: 'static] CodeOf<N> as String, |code| Self(normal(&code), PhantomData), |this| this.0);

impl<N: Coded> Value for CodeOf<N> {
    type Stored = Uuid;

    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
        by_code::<N>(&self.0, field, form, lookup)
    }
}

/// All objects that a list names.
#[derive(Debug, Clone)]
pub struct ListOf<V>(pub Vec<V>);

input_as!([V: Value] ListOf<V> as Vec<V>, |values| Self(values), |this| this.0);

/// What a link's columns name beside its owner, in the order in which its table declares them.
pub trait Targets {
    fn targets(self) -> Vec<Option<Uuid>>;
}

impl Targets for Uuid {
    fn targets(self) -> Vec<Option<Uuid>> {
        vec![Some(self)]
    }
}

/// One of several columns, of which exactly one is set.
impl<const COLUMNS: usize> Targets for [Option<Uuid>; COLUMNS] {
    fn targets(self) -> Vec<Option<Uuid>> {
        self.to_vec()
    }
}

/// How many objects one list may name.
const MOST: usize = 100;

/// A value that lists hold.
pub trait ListItem: Value<Stored: Targets> {
    /// Whether the viewer may see what a link names.
    fn is_seen(targets: &[Option<Uuid>], lookup: &Lookup) -> bool;
}

/// Whether the viewer may see the object that a column names.
pub fn is_seen<N: Node>(id: Option<Uuid>, lookup: &Lookup) -> bool {
    id.is_some_and(|id| !lookup.by::<N>(N::ID, id).is_empty())
}

impl<N: Coded> ListItem for CodeOf<N> {
    fn is_seen(targets: &[Option<Uuid>], lookup: &Lookup) -> bool {
        is_seen::<N>(targets.first().copied().flatten(), lookup)
    }
}

impl<V: ListItem> ListOf<V> {
    /// What the list names, each once. None: something is wrong with it, and the form says what.
    pub fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Vec<Option<Uuid>>>> {
        if !form.check_length(field, self.0.len(), MOST) {
            return None;
        }
        let mut named = Vec::with_capacity(self.0.len());
        for (index, value) in self.0.iter().enumerate() {
            let mut item = form.item(field, index);
            let targets = value.settle("", &mut item, lookup).map(Targets::targets);
            form.merge(item);
            named.extend(targets.filter(|targets| !named.contains(targets)));
        }
        form.is_clean().then_some(named)
    }
}

/// The object with a global id.
pub fn by_id<N: Node>(id: &ID, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
    match id_of::<N::Row>(id) {
        Ok(id) => one::<N>(&ids::<N>(&lookup.by::<N>(N::ID, id)), field, "id", form, ""),
        Err(Error::BadInput(message)) => {
            let message = format!("{}: {message}", form.name(field));
            form.error(field, UserErrorCode::UnknownReference, message);
            None
        }
        Err(_) => None,
    }
}

/// The object whose column holds a text.
pub fn by_text<N: Node>(
    column: N::Column,
    by: &str,
    text: &str,
    field: &str,
    form: &mut Form,
    lookup: &Lookup,
) -> Option<Uuid> {
    let text = normal(text);
    one::<N>(&ids::<N>(&lookup.by::<N>(column, &*text)), field, by, form, &text)
}

/// The object with a key of several parts.
pub fn by_part<N: Node, P: KeyPart<N>>(part: &P, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
    let found = part.find(field, form, lookup)?;
    one::<N>(&found, field, P::BY, form, &part.words())
}

/// The object with a code; one whose code is another's too is named by its id.
fn by_code<N: Coded>(code: &str, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
    if let Ok(id) = id_of::<N::Row>(&ID(code.to_owned())) {
        return one::<N>(&ids::<N>(&lookup.by::<N>(N::ID, id)), field, "id", form, "");
    }
    let found = N::meant(&lookup.by::<N>(N::CODE, code), lookup);
    one::<N>(&found, field, "code", form, code)
}

fn ids<N: Node>(rows: &[N::Row]) -> Vec<Uuid> {
    rows.iter().map(Row::id).collect()
}

/// The one object that was found.
pub fn one<N: Node>(found: &[Uuid], field: &str, by: &str, form: &mut Form, value: &str) -> Option<Uuid> {
    let (kind, name) = (N::Row::TYPE, form.name(field));
    let message = match found {
        [id] => return Some(*id),
        [] => unknown::<N>(name, by, value),
        _ => format!("{name}: {} of type {kind} have the {by} {}: use the id.", found.len(), quoted(value)),
    };
    form.error(field, UserErrorCode::UnknownReference, message);
    None
}

/// That there is no object with a key, or none that the viewer may see.
#[must_use]
pub fn unknown<N: Node>(name: &str, by: &str, value: &str) -> String {
    let kind = N::Row::TYPE;
    if value.is_empty() {
        return format!("{name}: there is no {kind} with this {by}.");
    }
    format!("{name}: there is no {kind} whose {by} is {}.", quoted(value))
}

/// A value that a client sent, cut short if it is long.
fn quoted(value: &str) -> String {
    let shown: String = value.chars().take(50).collect();
    let rest = if shown.len() < value.len() { "…" } else { "" };
    format!("\"{shown}{rest}\"")
}

impl<N> Clone for CodeOf<N> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<N> Debug for CodeOf<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
