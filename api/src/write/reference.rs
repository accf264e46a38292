//! How inputs name other objects: by global id, or reference data by code.

use std::fmt::{Debug, Formatter};
use std::marker::PhantomData;

use async_graphql::{ID, InputType};
use entity::Row;
use uuid::Uuid;

use super::form::Form;
use super::lookup::Lookup;
use super::user_error::UserErrorCode;
use super::value::{Value, input_as};
use crate::error::Error;
use crate::kit::node::{Node, id_of};
use crate::kit::text::normal;

/// An object by its global id.
pub struct IdOf<N>(pub ID, PhantomData<fn() -> N>);

/// An object by its code.
pub struct CodeOf<N>(pub String, PhantomData<fn() -> N>);

/// Objects by their codes.
pub struct CodesOf<N>(pub Vec<String>, PhantomData<fn() -> N>);

/// A type that inputs name by code.
pub trait Coded: Node {
    const CODE: Self::Column;

    /// Which of those with the same code is meant.
    fn meant(found: &[Self::Row], _lookup: &Lookup) -> Vec<Uuid> {
        found.iter().map(Row::id).collect()
    }
}

input_as!(generic N: IdOf<N> as ID, |id| Self(id, PhantomData), |this| this.0);
input_as!(generic N: CodeOf<N> as String, |code| Self(normal(&code), PhantomData), |this| this.0);
input_as!(generic N: CodesOf<N> as Vec<String>, |codes| Self(codes.iter().map(|code| normal(code)).collect(), PhantomData), |this| this.0);

impl<N> IdOf<N> {
    #[must_use]
    pub fn of(id: ID) -> Self {
        Self(id, PhantomData)
    }
}

impl<N: Node> Value for IdOf<N> {
    type Stored = Uuid;

    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
        by_id::<N>(&self.0, field, form, lookup)
    }
}

impl<N: Coded> Value for CodeOf<N> {
    type Stored = Uuid;

    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
        by_code::<N>(&self.0, field, form, lookup)
    }
}

/// How many objects one list may name.
const MOST: usize = 100;

impl<N: Coded> CodesOf<N> {
    /// The objects that the list names.
    pub fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Vec<Uuid> {
        if !form.check_length(field, self.0.len(), MOST) {
            return Vec::new();
        }
        self.0.iter().filter_map(|code| by_code::<N>(code, field, form, lookup)).collect()
    }
}

/// The object with a global id.
pub fn by_id<N: Node>(id: &ID, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Uuid> {
    match id_of::<N::Row>(id) {
        Ok(id) => one::<N>(&ids::<N>(&lookup.by::<N>(N::ID, id)), field, "id", form, ""),
        Err(Error::BadInput(message)) => {
            form.error(field, UserErrorCode::UnknownReference, format!("{field}: {message}"));
            None
        }
        Err(_) => None,
    }
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
    let kind = N::Row::TYPE;
    let message = match found {
        [id] => return Some(*id),
        [] if value.is_empty() => format!("There is no {kind} with the {by} in {field}."),
        [] => format!("{field}: there is no {kind} whose {by} is {}.", quoted(value)),
        _ => format!("{field}: {} of type {kind} have the {by} {}: use the id.", found.len(), quoted(value)),
    };
    form.error(field, UserErrorCode::UnknownReference, message);
    None
}

/// A value that a client sent, cut short if it is long.
fn quoted(value: &str) -> String {
    let shown: String = value.chars().take(50).collect();
    let rest = if shown.len() < value.len() { "…" } else { "" };
    format!("\"{shown}{rest}\"")
}

macro_rules! transparent {
    ($($name:ident),*) => {$(
        impl<N> Clone for $name<N> {
            fn clone(&self) -> Self {
                Self(self.0.clone(), PhantomData)
            }
        }

        impl<N> Debug for $name<N> {
            fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}
transparent!(IdOf, CodeOf, CodesOf);
