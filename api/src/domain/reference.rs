//! How inputs name what came from another system.

use async_graphql::InputObject;
use entity::Row;
use sea_orm::Condition;
use sea_orm::sea_query::{Alias, Expr, ExprTrait};

use crate::kit::column::table;
use crate::kit::text::normal;

/// Nyckel i en källa: names what a source pushed by the id that it has there.
#[derive(Debug, Clone, InputObject)]
pub struct ExternalKey {
    /// Its id in the source, exactly as it was pushed.
    external_id: String,
    /// Källa: the system that pushed it.
    source: String,
}

impl ExternalKey {
    /// The condition that a row is the one with this key.
    #[must_use]
    pub fn names<R: Row>(self) -> Condition {
        let Self { external_id, source } = self;
        let is = |column, value: &str| Expr::col((table::<R>(), Alias::new(column))).eq(normal(value));
        Condition::all().add(is("source", &source)).add(is("external_id", &external_id))
    }
}
