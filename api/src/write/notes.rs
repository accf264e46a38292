//! What the drafts of a write make of their rows, for the rules of others.

use std::any::Any;
use std::collections::HashMap;

use entity::Row;
use uuid::Uuid;

/// Rows as they are to be written, by table and id.
#[derive(Default)]
pub(super) struct Notes(HashMap<&'static str, HashMap<Uuid, Box<dyn Any + Send>>>);

impl Notes {
    /// Notes a row. Whether that is news.
    pub fn put<R: Row>(&mut self, row: &R) -> bool {
        let rows = self.0.entry(R::TABLE.name).or_default();
        let is_news = rows.get(&row.id()).and_then(|known| known.downcast_ref()) != Some(row);
        if is_news {
            rows.insert(row.id(), Box::new(row.clone()));
        }
        is_news
    }

    /// The rows of a table.
    pub fn of<R: Row>(&self) -> impl Iterator<Item = &R> {
        let rows = self.0.get(R::TABLE.name).into_iter().flat_map(HashMap::values);
        rows.filter_map(|row| row.downcast_ref())
    }

    pub fn has<R: Row>(&self, id: Uuid) -> bool {
        self.0.get(R::TABLE.name).is_some_and(|rows| rows.contains_key(&id))
    }
}
