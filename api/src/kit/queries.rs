//! What one request asks under many parents: each query is made once, with the first parent, and known by its place in the document
//! from then on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Pos;
use entity::Columns;

use super::page::PageQuery;
use super::relation::Relation;
use crate::error::Result;

/// Where something is asked: the field's place in the document, what for, and how the children name their parents.
pub type Place = (Pos, &'static str, Relation);

#[derive(Default)]
pub struct Queries(Mutex<Known>);

#[derive(Default)]
struct Known {
    by_place: HashMap<Place, Arc<PageQuery>>,
    /// So that two places that ask for the same have the same query.
    by_text: HashMap<(&'static str, Relation, Columns, String), Arc<PageQuery>>,
}

impl Queries {
    /// The query at a place, which is made with a text that says what it asks for.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn at(&self, place: Place, make: impl FnOnce() -> Result<(String, PageQuery)>) -> Result<Arc<PageQuery>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(query) = known.by_place.get(&place) {
            return Ok(query.clone());
        }
        let (text, query) = make()?;
        let (_, what, relation) = place;
        let asked = (what, relation, query.columns, text);
        let query = known.by_text.entry(asked).or_insert_with(|| Arc::new(query)).clone();
        known.by_place.insert(place, query.clone());
        Ok(query)
    }
}
